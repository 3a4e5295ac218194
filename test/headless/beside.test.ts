import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, openApp } from '../../native-bridge/app.ts';
import { type DatasetId, dataset, project } from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { changeLog } from '../../native-bridge/store/changes.ts';
import { DATABASE_FILE, openInWorker } from '../../native-bridge/store/open.ts';
import { INSTALLATION } from '../installation.ts';
import { undoLast } from '../session-work.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';

/** A page that is open while others work on the same project. */

let folder: TemporaryFolder;
let app: App;
let datasetId: DatasetId;
let heard: number;
let watching: Disposable;

const path = () => join(folder.path, 'project');
const edit = (text: string, from?: string | null) =>
  app.router.ask(dataset.editRow.name, {
    datasetId,
    row: 2,
    cells: { text },
    ...(from !== undefined && { from: { text: from } }),
  });
const text = async () =>
  ((await app.router.ask(dataset.row.name, { datasetId, row: 2 })) as { cells: { text: string } }).cells.text;

beforeEach(async () => {
  folder = temporaryFolder();
  app = openApp(path(), INSTALLATION);
  const file = folder.write(
    'mails.jsonl',
    '{"text":"one","note":null}\n{"text":"two","note":null}\n{"text":"three"}\n',
  );
  await new Promise<void>(done => {
    app.router.open(dataset.importFile.name, { file }, () => {}, done);
  });
  const [mails] = (await app.router.ask(dataset.datasets.name, {})) as { id: DatasetId }[];
  datasetId = mails?.id as DatasetId;
  heard = 0;
  watching = app.router.open(
    project.watch.name,
    {},
    () => {
      heard += 1;
    },
    () => {},
  );
  await until('the import is heard of', () => heard === 1);
});
afterEach(() => {
  watching[Symbol.dispose]();
  app[Symbol.dispose]();
  folder[Symbol.dispose]();
});

test('an open page hears of what another connection to the database has changed', async () => {
  const other = openInWorker(join(path(), DATABASE_FILE));
  try {
    changeLog(other).apply(1, 'star', Date.now(), [{ row: 1, before: { starred: 0 }, after: { starred: 1 } }]);
  } finally {
    other.close();
  }

  await until('the change is heard of', () => heard === 2);
});

test('an open page hears of what the command line does through its core, and of an undo', async () => {
  await using serving = await serve(app, { page: null });
  await using session = await openSession(path());
  expect(session.through).toBe(serving.address);

  await session.ask(dataset.removeRows, { datasetId, rows: [1] });
  await until('the removal is heard of', () => heard === 2);
  await undoLast(session, datasetId);
  await until('the undo is heard of', () => heard === 3);
});

test('an edit of a cell that holds something else than was shown is refused and changes nothing', async () => {
  await edit('by a command');

  await expect(edit('typed', 'two')).rejects.toMatchObject({
    code: 'dataset.row_changed',
    facts: { row: 2, columns: 'text' },
  });
  expect(await text()).toBe('by a command');

  await edit('typed', 'by a command');
  expect(await text()).toBe('typed');
});

test('an edit stands beside a change of another cell of the same row', async () => {
  await app.router.ask(dataset.editRow.name, { datasetId, row: 2, cells: { note: 'seen' }, from: { note: null } });

  await edit('typed', 'two');

  expect(await text()).toBe('typed');
});
