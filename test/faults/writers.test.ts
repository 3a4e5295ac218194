import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import {
  type BulkEditReport,
  cleaning,
  type DatasetId,
  dataset,
  licences,
  project as projectSlice,
  type Stream,
  splits,
  versioning,
  type WorkEvent,
} from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { DATABASE_FILE, openReader } from '../../native-bridge/store/open.ts';
import { undoLast, work } from '../session-work.ts';
import { temporaryFolder, until } from '../temporary.ts';

const HOLDER = join(import.meta.dirname, '../fixtures/lock-holder/program.ts');

/** An open project with a dataset of so many rows. */
async function opened(rows: number) {
  const folder = temporaryFolder();
  const path = join(folder.path, 'project');
  const session = await openSession(path);
  const lines = Array.from({ length: rows }, (_, row) => JSON.stringify({ text: `mail ${row + 1}`, label: 'ham' }));
  await session.follow(dataset.importFile, { file: folder.write('mails.jsonl', lines.join('\n')) }, () => {});
  const [mails] = await session.ask(dataset.datasets, {});
  if (mails === undefined) throw new Error('nothing was imported');
  const datasetId: DatasetId = mails.id;
  return {
    session,
    path,
    datasetId,
    edit: (row: number, text: string) => session.ask(dataset.editRow, { datasetId, row, cells: { text } }),
    text: async (row: number) => (await session.ask(dataset.row, { datasetId, row })).cells.text,
    titles: async () => (await session.ask(dataset.history, { datasetId })).map(({ title }) => title),
    star: async (onEvent: (event: WorkEvent<BulkEditReport>) => void = () => {}) => {
      let last: WorkEvent<BulkEditReport> | undefined;
      const edit = { kind: 'star' as const, starred: true };
      await session.follow(dataset.bulkEdit, { datasetId, edit, unlockTest: false }, event => {
        last = event;
        onEvent(event);
      });
      return last;
    },
    [Symbol.asyncDispose]: async () => {
      await session[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

/** Another program that holds the database of the project until it is told to let go. */
async function foreignWriter(project: string) {
  const program = spawn(process.execPath, [HOLDER, join(project, DATABASE_FILE)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>(done => program.once('exit', () => done()));
  await new Promise((done, fail) => {
    program.stdout.once('data', done);
    program.once('exit', code => fail(new Error(`the other program ended with ${code}`)));
  });
  return {
    letGo: () => {
      program.stdin.end();
      return gone;
    },
    [Symbol.asyncDispose]: async () => {
      program.kill('SIGKILL');
      await gone;
    },
  };
}

test('R8 while another program holds the database a core reads on, and edits made meanwhile are done in order, once', async () => {
  await using at = await opened(20);
  await using other = await foreignWriter(at.path);
  let done = 0;
  const count = () => {
    done += 1;
  };
  const edits = [at.edit(3, 'first'), at.edit(3, 'second'), at.edit(4, 'third')];
  const rename = at.session.ask(projectSlice.rename, { name: 'renamed' });
  const bulk = at.star();
  for (const waiting of [...edits, rename, bulk]) waiting.then(count);

  for (let read = 0; read < 100; read += 1) expect(await at.text(3)).toBe('mail 3');
  expect(await at.session.ask(projectSlice.overview, {})).toMatchObject({ name: 'project' });
  expect(done).toBe(0);
  await other.letGo();
  await Promise.all([...edits, rename]);

  expect([await at.text(3), await at.text(4)]).toEqual(['second', 'third']);
  expect(await at.session.ask(projectSlice.overview, {})).toMatchObject({ name: 'renamed' });
  expect(await bulk).toMatchObject({ kind: 'finished', answer: { rows: 20 } });
  const edited = (await at.titles()).filter(title => title.startsWith('Edit'));
  expect(edited).toEqual(['Edit text of row 3', 'Edit text of row 3', 'Edit text of row 4']);
});

test('an import that fails while somebody reads on ends without waiting for the reader, and edits go on', async () => {
  await using at = await opened(3);
  const file = join(at.path, 'broken.jsonl');
  writeFileSync(file, 'no row\n');
  const reader = openReader(join(at.path, DATABASE_FILE));
  using _ = { [Symbol.dispose]: () => reader.close() };
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM rows').get();
  const ends: string[] = [];

  await at.session.follow(dataset.importFile, { file }, event => {
    if (event.kind !== 'progress') ends.push(event.kind === 'failed' ? event.error.code : event.kind);
  });
  await at.edit(2, 'after the import');

  expect(ends).toEqual(['import.no_rows_left']);
  expect(await at.text(2)).toBe('after the import');
});

test('what a person says of a file is in the ledger as soon as its rows are there, also when the core closes right then', async () => {
  await using at = await opened(3);
  const file = join(at.path, 'letters.jsonl');
  writeFileSync(file, '{"text":"dear all"}\n');
  {
    await using session = at.session;
    const reader = openReader(join(at.path, DATABASE_FILE));
    using _ = { [Symbol.dispose]: () => reader.close() };
    const count = reader.prepare<[], number>('SELECT count(*) FROM datasets WHERE complete = 1').pluck();
    void session.follow(dataset.importFile, { file, licence: 'cc0-1.0', origin: 'a friend' }, () => {});
    // The core hears nothing while this turn lasts: it is closed before it knows of the end.
    for (const end = Date.now() + 15_000; count.get() === 1 && Date.now() < end; );
  }
  await using again = await openSession(at.path);

  const [letters] = await again.ask(dataset.datasets, {});
  expect(letters).toMatchObject({ name: 'letters' });
  expect(await again.ask(licences.sources, { datasetId: letters?.id ?? at.datasetId })).toMatchObject([
    { licence: 'CC0-1.0', origin: 'a friend' },
  ]);
});

test('an edit while a change of all rows is being written comes after it, and loses nothing of it', async () => {
  await using at = await opened(30_000);
  const beside = new Sqlite(join(at.path, DATABASE_FILE), { timeout: 0 });
  using _ = { [Symbol.dispose]: () => beside.close() };
  const isHeld = () => {
    try {
      beside.exec('BEGIN IMMEDIATE; ROLLBACK');
      return false;
    } catch {
      return true;
    }
  };
  const heard: string[] = [];
  const all = at.star(({ kind }) => heard.push(kind));

  await until('it is being written', isHeld);
  expect(heard).not.toContain('finished');
  await at.edit(7, 'meanwhile');

  expect(await all).toMatchObject({ kind: 'finished', answer: { rows: 30_000 } });
  expect(await at.session.ask(dataset.row, { datasetId: at.datasetId, row: 7 })).toMatchObject({
    cells: { text: 'meanwhile' },
    starred: true,
  });
  expect(await at.titles()).toEqual(['Star 30000 rows', 'Edit text of row 7']);
});

test('an edit right after the undo of a large change comes after it, and the edit after it forgets the redo', async () => {
  await using at = await opened(5000);
  const { datasetId, session } = at;
  const starred = await at.star();
  const changeId = starred?.kind === 'finished' ? (starred.answer.changeId as number) : 0;

  const undo = work(session, dataset.undo, { datasetId, changeId, unlockTest: false });
  const edit = at.edit(9, 'after the undo');

  expect(await undo).toMatchObject({ rows: 5000, undone: true });
  expect(await edit).toMatchObject({ starred: false, cells: { text: 'after the undo' } });
  expect(await at.titles()).toEqual(['Edit text of row 9']);
  await expect(work(session, dataset.redo, { datasetId, changeId, unlockTest: false })).rejects.toMatchObject({
    code: 'dataset.nothing_to_undo',
  });
});

test('the undo of a large change says how far it is; stopped, it has taken nothing back, and an edit that waited is done', async () => {
  await using at = await opened(30_000);
  const { datasetId, session } = at;
  const starred = await at.star();
  const changeId = starred?.kind === 'finished' ? (starred.answer.changeId as number) : 0;
  const starredRows = async () => (await session.ask(dataset.countRows, { datasetId, query: 'is:starred' })).rows;
  const told: { readonly done: number; readonly total: number }[] = [];
  const stop = new AbortController();

  const undo = session.follow(
    dataset.undo,
    { datasetId, changeId, unlockTest: false },
    event => {
      if (event.kind !== 'progress') return;
      told.push(event);
      if (event.done > 0) stop.abort();
    },
    stop.signal,
  );
  const edit = at.edit(9, 'after the stop');
  await undo;

  expect(stop.signal.aborted).toBe(true);
  expect(told.at(-1)).toMatchObject({ total: 30_000 });
  expect(await edit).toMatchObject({ starred: true });
  expect(await starredRows()).toBe(30_000);
  expect(await at.titles()).toEqual(['Star 30000 rows', 'Edit text of row 9']);

  const refused = work(session, dataset.undo, { datasetId, changeId, unlockTest: false });
  await expect(refused).rejects.toMatchObject({ code: 'dataset.change_not_next' });
  await undoLast(session, datasetId);
  expect(await work(session, dataset.undo, { datasetId, changeId, unlockTest: false })).toMatchObject({ undone: true });
  expect(await starredRows()).toBe(0);
  // As a page asks whose line broke before it heard the end.
  expect(await work(session, dataset.undo, { datasetId, changeId, unlockTest: false })).toMatchObject({ undone: true });
  expect(await work(session, dataset.redo, { datasetId, changeId, unlockTest: false })).toMatchObject({
    rows: 30_000,
    undone: false,
  });
  expect(await starredRows()).toBe(30_000);
});

test('an undo that is stopped while another program writes is not done afterwards', async () => {
  await using at = await opened(3);
  const { datasetId, session } = at;
  await at.edit(1, 'first');
  const [{ id: changeId } = { id: 0 }] = await session.ask(dataset.history, { datasetId });
  await using other = await foreignWriter(at.path);
  const stop = new AbortController();

  const undo = session.follow(dataset.undo, { datasetId, changeId, unlockTest: false }, () => {}, stop.signal);
  const edit = at.edit(2, 'second');
  stop.abort();
  await undo;
  await other.letGo();
  await edit;

  expect(await at.text(1)).toBe('first');
});

const STARRED = { edit: { kind: 'star' as const, starred: true }, unlockTest: false };
const ROLES = { text: 'text', label: 'label' };
const PLAN = {
  way: 'random',
  amounts: { unit: 'rows', train: 1, validation: 1, test: 1 },
  seed: 1,
  nearTogether: true,
};
const REPLACED = [{ step: 'replace', options: { find: 'mail', with: 'letter' } }];

test.each<[string, Stream, (datasetId: DatasetId) => object]>([
  [
    'other parts of columns',
    dataset.setRoles,
    datasetId => ({ datasetId, roles: { text: 'text' }, from: ROLES, unlockTest: false }),
  ],
  ['an edit of many rows', dataset.bulkEdit, datasetId => ({ datasetId, ...STARRED })],
  ['a split', splits.split, datasetId => ({ datasetId, plan: PLAN, unlockTest: false })],
  ['a cleaning', cleaning.apply, datasetId => ({ datasetId, steps: REPLACED })],
])('%s stopped while another program writes is not done afterwards', async (_, method, inputOf) => {
  await using at = await opened(3);
  await using other = await foreignWriter(at.path);
  const stop = new AbortController();

  const done = at.session.follow(method as never, inputOf(at.datasetId) as never, () => {}, stop.signal);
  await setTimeout(1000);
  stop.abort();
  await done;
  await setTimeout(200);
  await other.letGo();
  await setTimeout(500);

  expect(await at.titles()).toEqual([]);
});

test('a version that is restored while another program writes waits for it, and is restored then', async () => {
  await using at = await opened(2000);
  const { datasetId, session } = at;
  const { hash } = await work(session, versioning.freeze, { datasetId, name: 'first' });
  await at.edit(1, 'later');
  await using other = await foreignWriter(at.path);
  const heard: string[] = [];
  const restored = session.follow(versioning.restore, { hash, others: 'unsplit', unlockTest: false }, event => {
    heard.push(event.kind === 'failed' ? event.error.code : event.kind);
  });

  await until('its rows are laid beside those that are there', () => heard.length > 0);
  // What only reads before it writes is refused at once; nothing tells that one waits.
  await setTimeout(300);
  await other.letGo();
  await restored;

  expect(heard.at(-1)).toBe('finished');
  expect(await at.text(1)).toBe('mail 1');
});
