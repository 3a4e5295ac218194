import type { Dataset, Split, SplitReport } from '../../../native-bridge/contract/index.ts';

export type SplitSizes = Readonly<Record<Split, number>>;

export const SPLITS: readonly Split[] = ['train', 'validation', 'test'];

/** Sizes to begin with: a fifth for the test, a tenth for validation, and no more training rows than a small machine likes. */
export function suggestedSizes({ rowCount, splitSizes }: Pick<Dataset, 'rowCount' | 'splitSizes'>): SplitSizes {
  if (splitSizes.train > 0) return splitSizes;
  const test = Math.min(500, Math.max(1, Math.floor(rowCount * 0.2)));
  const validation = Math.min(200, Math.floor(rowCount * 0.1));
  return { train: Math.max(1, Math.min(1000, rowCount - test - validation)), validation, test };
}

/** Rows that no split takes; below zero when more are asked for than there are. */
export function leftOver(rowCount: number, sizes: SplitSizes): number {
  return rowCount - sizes.train - sizes.validation - sizes.test;
}

export interface LabelShare {
  readonly label: string;
  readonly rows: number;
  /** Between 0 and 1, of the split. */
  readonly share: number;
}

/** The labels of each split as shares of it, in the order of the report. */
export function labelShares({ labels, sizes }: SplitReport): ReadonlyMap<Split, readonly LabelShare[]> {
  return new Map(
    SPLITS.map(split => [
      split,
      labels.map(({ label, [split]: rows }) => ({ label, rows, share: sizes[split] === 0 ? 0 : rows / sizes[split] })),
    ]),
  );
}
