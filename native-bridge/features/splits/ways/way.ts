import type { Dataset, SplitPlan, SplitWayName } from '../../../contract/index.ts';
import type { SplitRows } from '../split-rows.ts';

export interface WayInput<Name extends SplitWayName> {
  readonly dataset: Dataset;
  readonly plan: Extract<SplitPlan, { way: Name }>;
  readonly rows: SplitRows;
  /** 1 for each row that may have a split. */
  readonly eligible: Uint8Array;
  /** Numbers of near duplicates, where the plan keeps them together. */
  readonly near: Int32Array | null;
}

/** One way to divide a dataset. */
export interface SplitWay<Name extends SplitWayName = SplitWayName> {
  readonly way: Name;
  /** Throws when the dataset has not what this way needs. Asked before any row is read. */
  readonly check: (dataset: Dataset, plan: Extract<SplitPlan, { way: Name }>) => void;
  /** The split of each row, as in `SplitRows.splits`. */
  readonly deal: (input: WayInput<Name>) => Uint8Array;
}
