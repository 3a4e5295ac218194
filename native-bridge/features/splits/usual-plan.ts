import { type Dataset, type SplitPlan, usualWay } from '../../contract/index.ts';

/** Most rows to train on, some to watch it and some to test, so that nothing leaks, where nobody said how. */
export function usualPlan(dataset: Dataset): Extract<SplitPlan, { readonly seed: number }> {
  const way = usualWay(dataset);
  return { way, amounts: { unit: 'percent', train: 80, validation: 10, test: 10 }, seed: 42, nearTogether: true };
}
