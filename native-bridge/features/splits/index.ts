export { splitsHandlers } from './handlers.ts';
export { leaksOf, mendLeaks } from './leaks.ts';
export { lastSplitOf, splitDataset } from './split-dataset.ts';
export { usualPlan } from './usual-plan.ts';
