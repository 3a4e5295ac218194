import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { z } from 'zod';
import { type App, openApp } from '../../native-bridge/app.ts';
import {
  type BulkEdit,
  type Dataset,
  dataset,
  type ErrorCode,
  LuthierError,
  type Method,
  PROTOCOL,
  type Stream,
  type WorkEvent,
} from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { INSTALLATION } from '../installation.ts';
import { type TemporaryFolder, temporaryFolder } from '../temporary.ts';

/** Undo and redo as a person lives with them: through a real core that is closed and opened again. */

let folder: TemporaryFolder;
let app: App;
let data: Dataset;

const project = () => join(folder.path, 'project');
const ask = async <I extends z.ZodType, O extends z.ZodType>(method: Method<I, O>, input: z.input<I>) =>
  (await app.router.ask(method.name, input)) as z.output<O>;

/** Follows a stream to its end; throws what it failed with. */
const follow = <I extends z.ZodType>(stream: Stream<I>, input: z.input<I>) =>
  new Promise<void>((done, fail) => {
    const hear = (event: unknown): void => {
      const { kind, error } = event as Extract<WorkEvent<unknown>, { kind: 'failed' }>;
      if (kind === 'failed') fail(new LuthierError(error.code as ErrorCode, error.facts as never));
    };
    app.router.open(stream.name, input, hear, done);
  });
const bulk = (edit: BulkEdit, query = '') =>
  follow(dataset.bulkEdit, { datasetId: data.id, query, edit, unlockTest: true });
const step = async (verb: 'undo' | 'redo') => {
  const changes = await ask(dataset.history, { datasetId: data.id });
  const change = verb === 'undo' ? changes.findLast(({ undone }) => !undone) : changes.find(({ undone }) => undone);
  await follow(dataset[verb], { datasetId: data.id, changeId: change?.id ?? changes.length + 1, unlockTest: true });
};

function restart(): void {
  app[Symbol.dispose]();
  app = openApp(project(), INSTALLATION);
}

/** Every byte of every row, but the place of the words in their index. */
function rows(): unknown[] {
  const db = new Sqlite(join(project(), 'luthier.db'), { readonly: true });
  try {
    return db.prepare('SELECT * FROM rows ORDER BY row').all();
  } finally {
    db.close();
  }
}

beforeEach(async () => {
  folder = temporaryFolder();
  app = openApp(project(), INSTALLATION);
  const lines = Array.from({ length: 8 }, (_, at) =>
    JSON.stringify({ text: `row ${at} 你好`, label: at % 2 ? 'ham' : 'spam', score: at / 2, ok: at % 3 === 0 }),
  );
  await follow(dataset.importFile, { file: folder.write('rows.jsonl', lines.join('\n')), roles: {} });
  data = (await ask(dataset.datasets, {}))[0] as Dataset;
});
afterEach(() => {
  app[Symbol.dispose]();
  folder[Symbol.dispose]();
});

test('changes of one row and of many are undone and redone after the project was closed and opened again', async () => {
  const before = rows();
  await ask(dataset.editRow, { datasetId: data.id, row: 2, cells: { text: 'other', score: 9 } });
  await bulk({ kind: 'replace', column: 'text', find: 'row', regex: false, ignoreCase: false, replacement: 'line' });
  await bulk({ kind: 'split', split: 'test' }, 'label:ham');
  const after = rows();

  restart();
  for (let at = 0; at < 3; at++) await step('undo');
  expect(rows()).toEqual(before);
  restart();
  for (let at = 0; at < 3; at++) await step('redo');
  expect(rows()).toEqual(after);
  expect(await ask(dataset.history, { datasetId: data.id })).toMatchObject([
    { rows: 1, undone: false },
    { rows: 7, undone: false },
    { rows: 4, undone: false },
  ]);
});

test('three hundred commands of any kind are undone to the last byte across restarts, and redone', async () => {
  const random = seeded(5);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const cell = () => pick(['a', '你好', '', null, 4, 0.5, true, 'e-mail']);
  const column = () => pick(['text', 'label', 'score', 'ok']);
  const commands: (() => Promise<unknown>)[] = [
    () => ask(dataset.editRow, { datasetId: data.id, row: row(), cells: { [column()]: cell() } }),
    () => ask(dataset.markRow, { datasetId: data.id, row: row(), marks: { tags: [pick(['x', 'y z'])], note: 'n' } }),
    () => ask(dataset.markRow, { datasetId: data.id, row: row(), marks: { starred: random() < 0.5 } }),
    () => ask(dataset.addRow, { datasetId: data.id, cells: { text: 'new', score: 1 } }),
    () => ask(dataset.duplicateRow, { datasetId: data.id, row: row() }),
    () => ask(dataset.removeRows, { datasetId: data.id, rows: [row()] }),
    () => step('undo'),
    () => step('redo'),
  ];
  const bulkEdits: (() => BulkEdit)[] = [
    () => ({ kind: 'set', column: column(), value: cell() }),
    () => ({ kind: 'replace', column: 'text', find: '.$', regex: true, ignoreCase: false, replacement: '好' }),
    () => ({ kind: 'tag', tag: 'seen', on: random() < 0.5 }),
    () => ({ kind: 'split', split: pick(['train', 'test', null]) }),
  ];
  const row = () => 1 + Math.floor(random() * 12);
  const start = rows();

  for (let at = 0; at < 300; at++) {
    // A row may be gone, or there may be nothing to undo: that is said, and changes nothing.
    if (at % 15 === 7) await bulk(pick(bulkEdits)(), pick(['', 'label:ham', 'row:1..3']));
    else await pick(commands)().catch(error => expect(error).toHaveProperty('code'));
    if (at % 100 === 99) restart();
  }
  const end = rows();
  const standing = (await ask(dataset.history, { datasetId: data.id })).filter(({ undone }) => !undone).length;
  expect(standing).toBeGreaterThan(50);

  for (let at = 0; at < standing; at++) {
    if (at === 20) restart();
    await step('undo');
  }
  const there = (line: unknown) => (line as { removed: number }).removed === 0;
  expect(rows().filter(there)).toEqual(start);
  restart();
  for (let at = 0; at < standing; at++) await step('redo');
  expect(rows()).toEqual(end);
}, 120_000);

test('a change keeps who did it, and whether on the page or by a command', async () => {
  const edit = { datasetId: data.id, row: 1, cells: { text: 'by the page' } };
  app[Symbol.dispose]();
  {
    await using session = await openSession(project());
    await session.ask(dataset.editRow, { ...edit, cells: { text: 'by a command' } });
  }
  app = openApp(project(), INSTALLATION);
  await using serving = await serve(app, { page: null });
  await callAsPage(serving, dataset.editRow.name, edit);
  await callAsPage(serving, dataset.bulkEdit.name, {
    datasetId: data.id,
    edit: { kind: 'star', starred: true },
    unlockTest: false,
  });
  {
    await using session = await openSession(project());
    expect(session.through).toBe(serving.address);
    await session.ask(dataset.removeRows, { datasetId: data.id, rows: [2] });
  }

  const history = await ask(dataset.history, { datasetId: data.id });
  expect(history.map(({ actor }) => actor?.through)).toEqual(['command', 'page', 'page', 'command']);
  expect(history[0]?.actor?.person).not.toBe('');
  const blame = await ask(dataset.blame, { datasetId: data.id, row: 1 });
  expect(blame.map(({ actor }) => actor?.through)).toEqual(['page', 'page', 'command']);
});

function callAsPage({ address, token }: { address: string; token: string }, name: string, input: object) {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/rpc`, [PROTOCOL, `token.${token}`]);
  const kind = name === dataset.bulkEdit.name ? 'open' : 'ask';
  return new Promise<void>((done, fail) => {
    socket.on('open', () => socket.send(JSON.stringify({ kind, id: 1, name, input })));
    socket.on('message', text => {
      const message = JSON.parse(String(text)) as { kind: string };
      if (['error', 'bug'].includes(message.kind)) fail(new Error(String(text)));
      else if (['answer', 'end'].includes(message.kind)) done();
    });
    socket.on('error', fail);
  }).finally(() => socket.close());
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
