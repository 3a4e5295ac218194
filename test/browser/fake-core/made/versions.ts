import { DatasetVersion } from '../../../../native-bridge/contract/index.ts';
import { HASH, HOUR, ids, labels, now } from './common.ts';
import { dataset, sizes } from './dataset.ts';

export const version = DatasetVersion.parse({
  hash: HASH,
  datasetId: ids.dataset,
  name: 'First version',
  path: `versions/${HASH}.parquet`,
  rowCount: 1700,
  splitSizes: sizes,
  columns: dataset.columns,
  roles: dataset.roles,
  labels,
  leakedRows: 2,
  acceptedLeaks: 'Two mails that went to everybody.',
  createdAtMs: now - 25 * HOUR,
});
