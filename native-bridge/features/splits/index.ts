export { splitsHandlers } from './handlers.ts';
export { leaksOf } from './leaks.ts';
export { lastSplitOf, splitDataset } from './split-dataset.ts';
export { usualPlan } from './usual-plan.ts';
