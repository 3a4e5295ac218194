export { LeakCard } from './LeakCard.tsx';
export { planWords } from './plan-words.ts';
export { SplitsPage } from './SplitsPage.tsx';
export { useLeakCheck } from './use-leak-check.ts';
