export { perplexityHandlers } from './handlers.ts';
export { scoreIntake } from './score-intake.ts';
export { robust } from './values.ts';
