import type { Split } from '../../../native-bridge/contract/index.ts';

export type SplitSizes = Readonly<Record<Split, number>>;

export const SPLITS: readonly Split[] = ['train', 'validation', 'test'];

/** Rows that no split takes. */
export function leftOver(rowCount: number, sizes: SplitSizes): number {
  return rowCount - sizes.train - sizes.validation - sizes.test;
}

/** Whether any row belongs to a split: until one does, its column says nothing. */
export function hasSplits(sizes: SplitSizes): boolean {
  return Object.values(sizes).some(size => size > 0);
}
