import type { DatasetVersion } from '../../../native-bridge/contract/index.ts';

/** A training wants rows to learn from and rows to be tested on. */
export function isTrainable({ splitSizes }: Pick<DatasetVersion, 'splitSizes'>): boolean {
  return splitSizes.train > 0 && splitSizes.test > 0;
}
