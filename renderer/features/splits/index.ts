export { LeakCard } from './LeakCard.tsx';
export { SplitsPage } from './SplitsPage.tsx';
export { useLeakCheck } from './use-leak-check.ts';
