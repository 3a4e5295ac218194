import { expect, test } from 'vitest';
import type { SplitReport } from '../../../native-bridge/contract/index.ts';
import { labelShares, leftOver, suggestedSizes } from './split-sizes.ts';

const unsplit = { train: 0, validation: 0, test: 0 };

test('DS-S1 a large dataset gets sizes that a small machine can train on', () => {
  expect(suggestedSizes({ rowCount: 6046, splitSizes: unsplit })).toEqual({ train: 1000, validation: 200, test: 500 });
});

test('DS-S2 a small dataset is divided without asking for more rows than there are', () => {
  const sizes = suggestedSizes({ rowCount: 40, splitSizes: unsplit });

  expect(sizes).toEqual({ train: 28, validation: 4, test: 8 });
  expect(leftOver(40, sizes)).toBe(0);
});

test('DS-S3 a dataset that is split already begins with its sizes', () => {
  expect(suggestedSizes({ rowCount: 40, splitSizes: { train: 20, validation: 5, test: 10 } }).train).toBe(20);
});

test('DS-S4 labels are shares of their split, and a split without rows has none', () => {
  const shares = labelShares({
    sizes: { train: 100, validation: 0, test: 10 },
    labels: [
      { label: 'ham', train: 75, validation: 0, test: 8 },
      { label: 'spam', train: 25, validation: 0, test: 2 },
    ],
  } as unknown as SplitReport);

  expect(shares.get('train')?.map(({ share }) => share)).toEqual([0.75, 0.25]);
  expect(shares.get('validation')?.map(({ share }) => share)).toEqual([0, 0]);
  expect(shares.get('test')?.map(({ share }) => share)).toEqual([0.8, 0.2]);
});
