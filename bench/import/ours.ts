import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { previewAside } from '../../native-bridge/features/dataset/import/preview-thread.ts';
import { importStarter } from '../../native-bridge/features/licences/index.ts';
import { datasetTable } from '../../native-bridge/store/datasets.ts';
import { openDatabase, openInWorker } from '../../native-bridge/store/open.ts';
import { rowTable } from '../../native-bridge/store/rows.ts';

/** Imports the file named first into the empty folder named second, and prints what it took as JSON. */
const [file = '', project = ''] = process.argv.slice(2);
const database = join(project, 'luthier.db');
openDatabase(database).close();
const db = openInWorker(database);
const { prepareImport, startImport } = importStarter({
  place: { database, project },
  project,
  person: () => 'bench',
  now: Date.now,
});

const asked = performance.now();
await previewAside(project, { file });
const previewMs = performance.now() - asked;

// As in the core, which has the rest ready once a preview is there: a person looks at it for a second at least.
await prepareImport({ file });
await setTimeout(1000);

const began = performance.now();
const { dataset } = await startImport({ file, roles: {} }, () => {}).answer;
const key = datasetTable(db).key(dataset.id);
const rows = rowTable(db).count(key);
if (rowTable(db).row(key, rows) === undefined) throw new Error('the last row is not there');
const seconds = (performance.now() - began) / 1000;

const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ name: 'luthier', rows, seconds, peakBytes, previewMs }));
db.close();
