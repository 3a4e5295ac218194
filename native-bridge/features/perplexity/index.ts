export { perplexityHandlers } from './handlers.ts';
export { ScoreIntake } from './score-intake.ts';
export { robust } from './values.ts';
