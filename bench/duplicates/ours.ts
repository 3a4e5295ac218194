/** `node ours.ts <database> <dataset> <threshold>`: one search in a process of its own; prints its seconds. */
import { DatasetId } from '../../native-bridge/contract/index.ts';
import { WORKS } from '../../native-bridge/features/duplicates/work.ts';
import { openInWorker } from '../../native-bridge/store/open.ts';

const [database = '', dataset = '', threshold = ''] = process.argv.slice(2);
const db = openInWorker(database);
const input = { datasetId: DatasetId.parse(dataset), threshold: Number(threshold) };
const began = performance.now();
WORKS.find(input, { db, project: '', progress: () => {} });
console.log((performance.now() - began) / 1000);
db.close();
