import type { Dataset, SplitPlan } from '../../contract/index.ts';

/** Most rows to train on, some to watch it and some to test, so that nothing leaks, where nobody said how. */
export function usualPlan({ roles, labels }: Dataset): SplitPlan {
  const way =
    roles.group !== undefined ? 'group' : roles.label !== undefined && labels.length > 1 ? 'stratified' : 'random';
  return { way, amounts: { unit: 'percent', train: 80, validation: 10, test: 10 }, seed: 42, nearTogether: true };
}
