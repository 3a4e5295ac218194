import type { WorkProgress } from '../../contract/index.ts';

type Tell = (progress: WorkProgress) => void;

/**
 * Several walks over the same rows told as one: `stage` is how many came before, `span` how many a walk that tells itself
 * as one stands for.
 */
export function inStages(progress: Tell, rows: number, stages: number): (stage: number, span?: number) => Tell {
  return (stage, span = 1) =>
    ({ done, total }) =>
      progress({ done: Math.round(rows * (stage + (span * done) / Math.max(1, total))), total: rows * stages });
}
