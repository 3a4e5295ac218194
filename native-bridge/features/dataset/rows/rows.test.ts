import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRows } from '../../../../test/rows.ts';
import { type BulkEdit, type LuthierError, type Split, titled } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import { testSplitTable } from '../../../store/test-split.ts';
import { bulkEdit, previewBulkEdit } from './bulk-edit.ts';
import { addRow, editRow, markRow, removeRows } from './edit-rows.ts';

const COLUMNS = ['text', 'label', 'score', 'my note'];
const ROWS: Cells[] = [
  { text: 'Cheap pills, buy now', label: 'spam', score: 3, 'my note': 'first' },
  { text: '今天天气很好，我们去公园散步', label: 'ham', score: 1, 'my note': null },
  { text: 'Meeting at noon in the park', label: 'ham', score: 10, 'my note': '' },
  { text: '中国人民银行通知：请尽快还款', label: 'spam', score: 7, 'my note': 'bank' },
  { text: 'Naïve café owners buy coffee', label: 'ham', score: 2, 'my note': 'pills' },
];

let stack: DisposableStack;
let house: ReturnType<typeof openRows>;

beforeEach(() => {
  stack = new DisposableStack();
  house = openRows(stack, COLUMNS, ROWS);
});
afterEach(() => stack.dispose());

function found(query: string): number[] {
  return house.found(query);
}

describe('a query', () => {
  test.each<[string, number[]]>([
    ['', [1, 2, 3, 4, 5]],
    ['label:spam', [1, 4]],
    ['-label:spam', [2, 3, 5]],
    ['score>2', [1, 3, 4]],
    ['score>=2 score<10', [1, 4, 5]],
    ['score:2..7', [1, 4, 5]],
    ['row:2..3', [2, 3]],
    ['length>25', [3, 5]],
    ['text:PILLS or "my note":bank', [1, 4]],
    ['(label:ham or score:7) -text:park', [2, 4, 5]],
    ['score:1', [2]],
    ['score=10', [3]],
    ['text:/^[A-M].*buy/i', [1]],
    ['"my note":""', [2, 3]],
    ['is:missing("my note")', [2, 3]],
    ['"my note"=pills', [5]],
    ['text:天气', [2]],
    ['not label:spam and score:1..2', [2, 5]],
  ])('%s finds %j', (query, rows) => {
    expect(found(query)).toEqual(rows);
  });

  test.each<[string, number[]]>([
    ['buy', [1, 5]],
    ['naive', [5]],
    ['"buy now"', [1]],
    ['buy coffee', [5]],
    ['park', [3]],
    ['天气', [2]],
    ['公园散步', [2]],
    ['人民', [4]],
    ['国', [4]],
    ['步', [2]],
    ['天好', []],
    ['pills label:ham', [5]],
  ])('the words %s are found by the index', (query, rows) => {
    house.indexWords();
    expect(found(query)).toEqual(rows);
  });

  test('words are found before the index is built, and after a row was edited', () => {
    expect(found('天气')).toEqual([2]);
    house.words.step(house.key);
    editRow(house.place(), house.rows.stored(house.key, 1) as never, { text: 'sunny weather' }, 1);
    expect(found('weather')).toEqual([1]);
    expect(found('cheap')).toEqual([]);
    house.indexWords();
    expect(found('weather')).toEqual([1]);
    expect(found('cheap')).toEqual([]);
    expect(house.words.state(house.key)).toEqual({ indexed: 5, total: 5 });
  });

  test.each([
    ['(label:spam', 'a bracket is not closed'],
    ['label:spam)', 'a closing bracket without an opening one'],
    ['colour:red', 'there is no column colour'],
    ['text:/(/', 'the pattern ( is no regular expression: a group is not closed'],
    ['"open', 'a quote is not closed'],
    ['score>', 'a value for score is missing'],
    ['is:happy', 'is: takes starred'],
    ['row:many', 'row is compared with a number'],
    ['length>many', 'length is compared with a number'],
    ['words:1..many', 'words is compared with a number'],
    ['length>>5', 'after > stands a value, not >'],
    ['score==5', 'after = stands a value, not ='],
    ['or', 'a term is missing'],
  ])('%s is refused with its place', (query, reason) => {
    expect(() => found(query)).toThrow(reason);
    try {
      found(query);
    } catch (error) {
      expect((error as LuthierError).code).toBe('dataset.query_invalid');
    }
  });
});

describe('a view', () => {
  test('gives any place among the rows that are there', async () => {
    removeRows(house.place(), [1, 4], 1);
    const { rows, total } = await house.views.page({ datasetId: house.datasetId }, 1, 10);
    expect(total).toBe(3);
    expect(rows.map(({ row }) => row)).toEqual([3, 5]);
    expect(await house.views.placeOf({ datasetId: house.datasetId }, 5)).toBe(2);
    expect(await house.views.placeOf({ datasetId: house.datasetId }, 4)).toBeNull();
  });

  test('sorts numbers as numbers, and keeps the order over pages', async () => {
    const view = { datasetId: house.datasetId, sort: { field: 'score', descending: true } };
    const { rows, total } = await house.views.page(view, 0, 3);
    expect(rows.map(({ row }) => row)).toEqual([3, 4, 1]);
    expect(total).toBe(5);
    expect(await house.views.placeOf(view, 2)).toBe(4);
  });

  test('is another one after a change', async () => {
    const view = { datasetId: house.datasetId, query: 'label:spam' };
    expect(await house.views.count(view)).toBe(2);
    editRow(house.place(), house.rows.stored(house.key, 2) as never, { label: 'spam' }, 1);
    expect(await house.views.count(view)).toBe(3);
  });

  test('of random removals equals the list of what is there', async () => {
    const random = seeded(7);
    const many = Array.from({ length: 400 }, (_, at) => ({
      text: `row ${at}`,
      label: 'x',
      score: at,
      'my note': null,
    }));
    const big = openRows(stack, COLUMNS, many);
    for (let round = 0; round < 12; round++) {
      removeRows(
        big.place(),
        Array.from({ length: 20 }, () => 1 + Math.floor(random() * 400)),
        round,
      );
      const there = [...big.rows.each(big.key)].map(({ row }) => row);
      const start = Math.floor(random() * there.length);
      const { rows, total } = await big.views.page({ datasetId: big.datasetId }, start, 37);
      expect(total).toBe(there.length);
      expect(rows.map(({ row }) => row)).toEqual(there.slice(start, start + 37));
    }
  });
});

describe('an edit', () => {
  const edit = (edit: BulkEdit, query = '') => {
    return { datasetId: house.datasetId, query: house.asked(query), edit, unlockTest: false };
  };

  test('of the label cell moves the label of the row along, and undo brings both back', () => {
    const before = house.everything();
    editRow(house.place(), house.rows.stored(house.key, 2) as never, { label: 'spam' }, 1);
    expect(house.rows.stored(house.key, 2)).toMatchObject({ label: 'spam', cells: { label: 'spam' } });
    expect(house.changes.ofRow(house.key, 2)).toMatchObject([{ title: 'Edit label of row 2' }]);
    house.changes.undo(house.key, house.datasetId);
    expect(house.everything()).toEqual(before);
  });

  test('that changes nothing leaves no change behind', () => {
    editRow(house.place(), house.rows.stored(house.key, 2) as never, { label: 'ham' }, 1);
    expect(house.changes.history(house.key)).toEqual([]);
  });

  test('of many rows counts them in its title, is named for every language, and where nothing changes redo stays', () => {
    const star = (query: string) => bulkEdit(edit({ kind: 'star', starred: true }, query), house.tools, 1);
    expect(star('label:ham')).toMatchObject({ rows: 3 });
    expect(house.changes.history(house.key)).toMatchObject([
      { title: 'Star 3 rows', said: { name: 'starRows', facts: { count: 3 } }, rows: 3 },
    ]);
    star('row:1');
    house.changes.undo(house.key, house.datasetId);

    expect(star('label:ham')).toEqual({ rows: 0, changeId: null });
    expect(house.changes.redo(house.key, house.datasetId)).toMatchObject({ title: 'Star 1 row', undone: false });
  });

  test('from before titles could be said in any language keeps the words it has', () => {
    house.changes.apply(house.key, 'Split by sender', 1, []);
    expect(house.changes.history(house.key)).toMatchObject([{ title: 'Split by sender', said: null }]);
  });

  test('by pattern is previewed with before and after, and done as one change', () => {
    const replace: BulkEdit = {
      kind: 'replace',
      column: 'text',
      find: '(buy) (\\w+)',
      regex: true,
      ignoreCase: true,
      replacement: '$2 $1',
    };
    const preview = previewBulkEdit(edit(replace), house.tools);
    expect(preview).toMatchObject({ rows: 2, examples: [{ row: 1, after: 'Cheap pills, now buy' }, { row: 5 }] });
    expect(bulkEdit(edit(replace), house.tools, 1)).toMatchObject({ rows: 2 });
    expect(house.changes.history(house.key)).toMatchObject([{ rows: 2 }]);
  });

  test('that moves rows into or out of a test split asks for the lock, and one that makes the first test does not', () => {
    const move = (split: Split | null, query: string) => edit({ kind: 'split', split }, query);
    expect(previewBulkEdit(move('test', 'row:1..2'), house.tools).testRows).toBe(2);
    bulkEdit(move('test', 'row:1..2'), house.tools, 1);
    const before = house.everything();

    expect(() => bulkEdit(move('test', 'row:3'), house.tools, 1)).toThrow('is locked: it has 2 rows');
    expect(() => bulkEdit(move(null, 'row:1..4'), house.tools, 1)).toThrow('is locked');
    expect(house.everything()).toEqual(before);
    expect(bulkEdit(move('train', 'row:3'), house.tools, 1)).toMatchObject({ rows: 1 });
    expect(bulkEdit({ ...move('train', 'row:1'), unlockTest: true }, house.tools, 1)).toMatchObject({ rows: 1 });
    expect(testSplitTable(house.tools.db).changed(house.key)).toBe(0);
  });

  test('with plain text takes $ and . as they stand', () => {
    const plain = { kind: 'replace', column: 'text', find: '.', regex: false, ignoreCase: false, replacement: '$&' };
    expect(previewBulkEdit(edit(plain as BulkEdit), house.tools).rows).toBe(0);
  });

  test('of a broken pattern or an unknown column is refused', () => {
    const broken = { kind: 'replace', column: 'text', find: '(', regex: true, ignoreCase: false, replacement: '' };
    expect(() => bulkEdit(edit(broken as BulkEdit), house.tools, 1)).toThrow(
      'no regular expression: a group is not closed',
    );
    expect(() => bulkEdit(edit({ kind: 'set', column: 'colour', value: 1 }), house.tools, 1)).toThrow('colour');
  });

  test('of three hundred kinds in a row is taken back to the last byte', () => {
    const random = seeded(42);
    const before = house.everything();
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    let done = 0;
    for (let at = 0; at < 300; at++) {
      const row = house.rows.stored(house.key, 1 + Math.floor(random() * 6));
      const kind = Math.floor(random() * 6);
      if (kind === 0 && row) editRow(house.place(), row, { [pick(COLUMNS)]: pick(['a', 'b', null, 4]) }, at);
      else if (kind === 1 && row) markRow(house.place(), row, { tags: [pick(['x', 'y z'])], starred: true }, at);
      else if (kind === 2) addRow(house.place(), { text: `new ${at}` }, titled('addRow', {}), at);
      else if (kind === 3 && row && random() < 0.3) removeRows(house.place(), [row.row], at);
      else if (kind === 4) bulkEdit(edit({ kind: 'tag', tag: 'seen', on: random() < 0.5 }), house.tools, at);
      else bulkEdit(edit({ kind: 'set', column: 'my note', value: pick(['p', 'q']) }, 'label:ham'), house.tools, at);
    }
    const changes = house.changes.history(house.key).length;
    expect(changes).toBeGreaterThan(100);
    const after = house.everything();
    for (; done < changes; done++) house.changes.undo(house.key, house.datasetId);
    expect(house.everything().filter(row => (row as { removed: number }).removed === 0)).toEqual(before);
    for (; done > 0; done--) house.changes.redo(house.key, house.datasetId);
    expect(house.everything()).toEqual(after);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
