import { expect, test } from 'vitest';
import { type DatasetId, dataset, duplicates, splits } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { undoLast, work } from '../session-work.ts';
import { temporaryFolder } from '../temporary.ts';

const ROWS = 6000;

/** An open project with rows of which each stands three times. */
async function opened() {
  const folder = temporaryFolder();
  const session = await openSession(folder.path);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const text = `the letter number ${Math.floor(row / 3) * 7919} that somebody wrote`;
    return JSON.stringify({ text, label: row % 2 === 0 ? 'ham' : 'spam' });
  });
  await session.follow(dataset.importFile, { file: folder.write('mails.jsonl', lines.join('\n')) }, () => {});
  const [mails] = await session.ask(dataset.datasets, {});
  const datasetId = mails?.id as DatasetId;
  const done: string[] = [];
  return {
    session,
    datasetId,
    /** Names what was answered, in the order of the answers. */
    done,
    noted: <T>(name: string, answer: Promise<T>): Promise<T> =>
      answer.then(value => {
        done.push(name);
        return value;
      }),
    look: () => session.ask(dataset.row, { datasetId, row: 1 }),
    [Symbol.asyncDispose]: async () => {
      await session[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

test('while many rows are removed by hand others are answered, and it is one change that comes before the next edit', async () => {
  await using at = await opened();
  const { datasetId, session, noted } = at;
  const rows = Array.from({ length: 5000 }, (_, row) => row + 1);

  const removed = noted('removed', session.ask(dataset.removeRows, { datasetId, rows }));
  const edited = noted('edited', session.ask(dataset.editRow, { datasetId, row: ROWS, cells: { label: 'other' } }));
  await noted('looked', session.ask(dataset.row, { datasetId, row: ROWS }));

  expect(await removed).toEqual({ rows: 5000 });
  await edited;
  expect(at.done).toEqual(['looked', 'removed', 'edited']);
  const history = await session.ask(dataset.history, { datasetId });
  expect(history.map(({ rows }) => rows)).toEqual([5000, 1]);
  await undoLast(session, datasetId);
  await undoLast(session, datasetId);
  expect(await session.ask(dataset.dataset, { datasetId })).toMatchObject({ rowCount: ROWS });
});

test('while a large search for duplicates is told others are answered', async () => {
  await using at = await opened();
  const { datasetId, session, noted } = at;
  const found = await work(session, duplicates.find, { datasetId, threshold: 1 });
  expect(found).toMatchObject({ groups: ROWS / 3, duplicates: (2 * ROWS) / 3 });

  const search = noted('search', session.ask(duplicates.search, { datasetId }));
  const page = { datasetId, keep: 'first', after: 0, limit: 2 } as const;
  const groups = noted('groups', session.ask(duplicates.groups, page));
  await noted('looked', at.look());

  expect(await search).toEqual(found);
  const { groups: shown, more } = await groups;
  expect(shown.map(({ members }) => members.map(({ row }) => row))).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(more).toBe(true);
  expect(at.done[0]).toBe('looked');
  await work(session, duplicates.remove, { datasetId, keep: 'first' });
  expect(await session.ask(duplicates.groups, page)).toEqual({ groups: [], more: false });
});

test('while the rows of a test that changed are counted others are answered', async () => {
  await using at = await opened();
  const { datasetId, session, noted } = at;
  const amounts = { unit: 'rows', train: 300, validation: 0, test: 5700 } as const;
  const plan = { way: 'random', amounts, seed: 1, nearTogether: false } as const;
  await work(session, splits.split, { datasetId, plan, unlockTest: true });
  const { splitSizes } = await session.ask(dataset.dataset, { datasetId });
  const edit = { kind: 'set', column: 'label', value: 'other' } as const;
  await work(session, dataset.bulkEdit, { datasetId, query: 'split:test', edit, unlockTest: false });

  const state = noted('state', session.ask(splits.state, { datasetId }));
  await noted('looked', at.look());

  expect(await state).toMatchObject({ testChanged: splitSizes.test });
  expect(at.done).toEqual(['looked', 'state']);
});
