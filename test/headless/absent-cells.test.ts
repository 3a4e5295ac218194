import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type Cell,
  cleaning,
  dataset,
  duplicates,
  type ImportEvent,
  privacy,
  type Roles,
  splits,
  statistics,
  versioning,
} from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { work } from '../session-work.ts';
import { temporaryFolder } from '../temporary.ts';

/** A column may be called what every object answers to; a row without a cell in it has nothing there. */

type Line = Readonly<Record<string, unknown>>;

const LINES: readonly Line[] = [
  { text: 'the garden is green after the rain', label: 'ham', constructor: 'a sentence of its own' },
  { text: 'win a free prize in the lottery today', label: 'spam' },
  { text: 'the meeting is moved to thursday morning', label: 'ham' },
];

async function opened() {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const session = stack.use(await openSession(`${folder.path}/project`));
  const bring = async (lines = LINES, roles: Roles = { text: 'text', label: 'label' }, name = 'mails') => {
    const file = folder.write(`${name}.jsonl`, lines.map(line => JSON.stringify(line)).join('\n'));
    let last: ImportEvent | undefined;
    await session.follow(dataset.importFile, { file, roles, licence: 'CC0-1.0' }, event => {
      last = event;
    });
    return last?.kind === 'finished' ? last.report.dataset.id : expect.unreachable(JSON.stringify(last));
  };
  return { session, bring, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test('a cell that is not there is none in exports, and no answer in chats', async () => {
  await using at = await opened();
  const source = { kind: 'dataset', datasetId: await at.bring() } as const;
  const written = async (format: 'csv' | 'jsonl') =>
    readFileSync((await work(at.session, versioning.exportRows, { source, format })).path, 'utf8');

  expect((await written('csv')).split('\r\n')).toEqual([
    'text,label,constructor',
    'the garden is green after the rain,ham,a sentence of its own',
    'win a free prize in the lottery today,spam,',
    'the meeting is moved to thursday morning,ham,',
    '',
  ]);
  expect(JSON.parse((await written('jsonl')).split('\n')[1] as string)).toEqual({ ...LINES[1], constructor: null });
  const answered = await at.bring(LINES, { text: 'text', completion: 'constructor' }, 'answered');
  const chats = { source: { kind: 'dataset', datasetId: answered }, format: 'openai' } as const;
  expect(await work(at.session, versioning.exportRows, chats)).toMatchObject({ rows: 1, skipped: 2 });
});

test('it is empty for a search, the statistics, cleaning, near duplicates, names and leaks', async () => {
  await using at = await opened();
  const roles = { text: 'constructor', label: 'label', group: 'constructor' };
  const datasetId = await at.bring(LINES, roles);
  const columns = ['constructor'];
  const steps = [{ step: 'drop-empty', on: true, options: {} }];
  const amounts = { unit: 'rows', train: 1, validation: 1, test: 1 } as const;
  const plan = { way: 'random', amounts, seed: 1, nearTogether: false } as const;

  expect(await at.session.ask(dataset.countRows, { datasetId, query: 'constructor:function' })).toMatchObject({
    rows: 0,
  });
  expect((await work(at.session, statistics.compute, { datasetId })).languages).toMatchObject([{ rows: 1 }]);
  expect(await work(at.session, cleaning.preview, { datasetId, steps })).toMatchObject({ rowsAfter: 1 });
  expect(await work(at.session, duplicates.find, { datasetId })).toMatchObject({ groups: 0 });
  expect(await at.session.ask(privacy.names, { datasetId, columns })).toMatchObject({ rowsNotLookedAt: 1 });
  await work(at.session, splits.split, { datasetId, plan, unlockTest: false });
  expect(await work(at.session, splits.checkLeaks, { datasetId })).toMatchObject({ equalTexts: 0, sharedGroups: 0 });
});

test('it is the same as an empty one for a comparison, a restored version and a join', async () => {
  await using at = await opened();
  const datasetId = await at.bring();
  const without = await at.bring(LINES.slice(1), undefined, 'without');
  const [left, right] = [
    await work(at.session, versioning.freeze, { datasetId, name: 'left' }),
    await work(at.session, versioning.freeze, { datasetId: without, name: 'right' }),
  ];

  const compared = await work(at.session, versioning.compare, { left: left.hash, right: right.hash });
  expect(compared).toMatchObject({ same: 2, removed: 1, added: 0, changed: 0 });

  const cells: Record<string, Cell> = { text: 'other words' };
  await at.session.ask(dataset.editRow, { datasetId, row: 2, cells });
  const back = { hash: left.hash, others: 'unsplit', unlockTest: false } as const;
  expect(await work(at.session, versioning.restore, back)).toMatchObject({ changed: 1 });

  const keys = { leftKey: 'constructor', rightKey: 'constructor', keepUnmatched: false };
  const of = { kind: 'join', left: datasetId, right: datasetId, ...keys } as const;
  expect(await work(at.session, versioning.combine, { name: 'joined', of })).toMatchObject({
    dataset: { rowCount: 1 },
    unmatched: 2,
    repeatedKeys: 0,
  });
});

test('a column of origins that is called __proto__ gets another name, as one in a file does', async () => {
  await using at = await opened();
  const parts = [{ datasetId: await at.bring() }, { datasetId: await at.bring(LINES, undefined, 'others') }];
  const of = { kind: 'append', parts } as const;
  const made = await work(at.session, versioning.combine, { name: 'made', of, originColumn: '__proto__' });

  const { rows } = await at.session.ask(dataset.rows, { datasetId: made.dataset.id, after: 0, limit: 1 });
  expect(made.dataset.columns.at(-1)).toBe('__proto__ (2)');
  expect(rows[0]?.cells).toEqual({ ...LINES[0], '__proto__ (2)': 'mails' });
});

test('a chat in which a constructor speaks is no chat that a model could learn', async () => {
  await using at = await opened();
  const said = (role: string) => [
    { role, content: 'a' },
    { role: 'assistant', content: 'b' },
  ];
  const lines = [{ messages: said('user') }, { messages: said('constructor') }];
  const datasetId = await at.bring(lines, { text: 'messages', messages: 'messages' });
  const chats = { source: { kind: 'dataset', datasetId }, format: 'openai' } as const;

  expect(await work(at.session, versioning.exportRows, chats)).toMatchObject({ rows: 1, skipped: 1 });
});
