/** `node make-project.ts <project> <file of rows>`: a project with these rows in it, and their words indexed. */
import { setTimeout } from 'node:timers/promises';
import { type DatasetId, dataset } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';

const [project = '', file = ''] = process.argv.slice(2);
const ROLES = { text: 'text', label: 'label', time: 'time', group: 'group' };

const session = await openSession(project);
let datasetId: DatasetId | undefined;
await session.follow(dataset.importFile, { file, roles: ROLES, licence: 'CC0-1.0' }, event => {
  if (event.kind === 'failed') throw new Error(event.error.message);
  if (event.kind === 'finished') datasetId = event.report.dataset.id;
});
if (datasetId === undefined) throw new Error('nothing was imported');
// Whoever looks at a dataset has its words indexed.
await session.ask(dataset.rowsAt, { datasetId, start: 0, limit: 1 });
for (let told = { indexed: 0, total: 1 }; told.indexed < told.total; await setTimeout(200)) {
  told = await session.ask(dataset.wordIndex, { datasetId });
}
await session[Symbol.asyncDispose]();
process.exit();
