import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRows } from '../../../../test/rows.ts';
import type { LuthierError } from '../../../contract/index.ts';
import { findRows } from '../../../store/row-query.ts';
import type { Cells } from '../../../store/rows.ts';
import { editRow } from './edit-rows.ts';

const COLUMNS = ['text', 'label', 'score', 'flag', 'a"b'];
const ROWS: Cells[] = [
  { text: 'The cheapest model', label: 'a', score: 10, flag: true, 'a"b': true },
  { text: 'ÉCOLE et café', label: 'b', score: '10.0', flag: false, 'a"b': 3 },
  { text: 'A股市场今天大涨', label: 'a', score: 'n/a', flag: 'true', 'a"b': null },
  { text: '新款T恤衫上市', label: 'b', score: '', flag: null, 'a"b': 'x' },
  { text: '13月份和3月份', label: 'a', score: null, flag: 'untrue', 'a"b': null },
  { text: 'He said "quoted" words', label: 'b', score: 2.5, flag: 1, 'a"b': null },
  { text: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', label: 'c', score: 4711, flag: false, 'a"b': null },
  { text: 'ＡＢＣ１２３ 😀', label: 'c', score: '7', flag: null, 'a"b': null },
];

let stack: DisposableStack;
let house: ReturnType<typeof openRows>;

beforeEach(() => {
  stack = new DisposableStack();
  house = openRows(stack, COLUMNS, ROWS);
});
afterEach(() => stack.dispose());

describe('values in a query', () => {
  test.each<[string, number[]]>([
    ['flag:true', [1, 3]],
    ['flag=true', [1, 3]],
    ['flag:false', [2, 7]],
    ['flag:1', [1, 6]],
    ['"a\\"b":true', [1]],
    ['"a\\"b":3', [2]],
    ['score<5', [6]],
    ['score<=10', [1, 2, 6, 8]],
    ['score=10', [1, 2]],
    ['score=10.0', [1, 2]],
    ['score="10"', [1]],
    ['score:10', [1, 2]],
    ['score:3..20', [1, 2, 8]],
    ['score="n/a"', [3]],
    ['text:école', [2]],
    ['text:CHEAP', [1]],
    ['text:ecole', []],
    ['text:/[\\w-.]+ model/', [1]],
    ['text:/^\\p{Lu}/u', [1, 2, 3, 6, 8]],
    ['text:/quoted/ or label:c', [6, 7, 8]],
    ['label:b -text:/CAFÉ/i', [4, 6]],
    ['not (text:/a/ score<5) label:b', [2, 4]],
  ])('%s finds %j', (query, rows) => {
    expect(house.found(query)).toEqual(rows);
  });

  test('are sorted numbers first, then texts, and what is not there last, in both directions', () => {
    const sorted = (descending: boolean) => [
      ...findRows(house.db, house.asked('', { field: { kind: 'column', name: 'score' }, descending })),
    ];
    expect(sorted(false)).toEqual([6, 8, 1, 2, 7, 4, 3, 5]);
    expect(sorted(true)).toEqual([7, 1, 2, 8, 6, 3, 4, 5]);
  });

  test('more terms or brackets than can be read are refused as such, and as many as can are read', () => {
    const codeOf = (query: string) => {
      try {
        return house.found(query).length;
      } catch (error) {
        return (error as LuthierError).code;
      }
    };
    const many = (count: number, by: string) => Array.from({ length: count }, (_, at) => `row:${at}`).join(by);
    expect([many(1001, ' or '), '-'.repeat(1200), `${'('.repeat(5000)}a`].map(codeOf)).toEqual(
      Array(3).fill('dataset.query_invalid'),
    );
    expect(codeOf(many(1000, ' or '))).toBe(8);
    expect(codeOf('model '.repeat(900))).toBe(1);
    house.indexWords();
    expect(codeOf('model '.repeat(900))).toBe(1);
    expect(codeOf(`${'not ('.repeat(24)}label:a${')'.repeat(24)}`)).toBe(3);
    expect(codeOf(`${'-'.repeat(50)}score<5`)).toBe(1);
  });
});

describe('words', () => {
  const CASES: [string, number[]][] = [
    ['A股', [3]],
    ['T恤', [4]],
    ['3月', [5]],
    ['13月', [5]],
    ['市场', [3]],
    ['场', [3]],
    ['cheap', []],
    ['cheapest', [1]],
    ['text', []],
    ['score', []],
    ['4711', [7]],
    ['2.5', [6]],
    ['"said \\"quoted\\""', [6]],
    ['ecole', [2]],
    ['École', [2]],
    ['abc123', [8]],
    ['😀', [8]],
    ['"!"', [7]],
  ];

  test.each(CASES)('%s finds %j before the index is built, when it is half built, and after', (query, rows) => {
    const before = house.found(query);
    house.words.step(house.key);
    house.db.prepare('UPDATE words_upto SET row = 4').run();
    const between = house.found(query);
    const sorted = [
      ...findRows(house.db, house.asked(query, { field: { kind: 'column', name: 'label' }, descending: false })),
    ];
    house.db.prepare('UPDATE words_upto SET row = 8').run();

    expect([before, between, house.found(query)]).toEqual([rows, rows, rows]);
    expect(sorted).toHaveLength(rows.length);
  });

  test('of an edited row are found at once, as it is now', () => {
    house.indexWords();
    editRow(house.place(), house.rows.stored(house.key, 1) as never, { text: 'B股市场', score: 99 }, 1);

    expect([house.found('B股'), house.found('99'), house.found('cheapest')]).toEqual([[1], [1], []]);
  });

  test('of any texts are found alike with and without the index', () => {
    const random = seeded(11);
    const signs = [...'aAéÉz ñ１Ｂ-_.,"\\/\n!?’«中国人民银行股恤月がかﾞเก一𠮷😀🏳️‍🌈Жйёßſİıﬁ½²٣אבहि한글'];
    const text = (length: number) => Array.from({ length }, () => signs[Math.floor(random() * signs.length)]).join('');
    const cells = Array.from({ length: 300 }, () => ({ text: text(30), label: text(3), score: random() * 100 }));
    const many = openRows(stack, ['text', 'label', 'score'], cells);
    const queries = Array.from({ length: 300 }, () => {
      const of = cells[Math.floor(random() * cells.length)]?.text ?? '';
      const at = Math.floor(random() * 25);
      return `"${of.slice(at, at + 1 + Math.floor(random() * 4)).replace(/["\\]/g, '\\$&')}"`;
    }).filter(query => query !== '""');

    const before = queries.map(many.found);
    many.indexWords();
    expect(queries.map(many.found)).toEqual(before);
    expect(before.filter(rows => rows.length > 0).length).toBeGreaterThan(100);
  });
});

describe('a search', () => {
  const at = (query: string) => ({ datasetId: house.datasetId, query });

  test('by a pattern that runs for ages ends with an error that names it, and the next is answered meanwhile', async () => {
    const [slow, next] = [house.views.count(at('text:/(a+)+$/')), house.views.count(at('text:model'))];

    expect(await next).toBe(1);
    await expect(slow).rejects.toMatchObject({
      code: 'dataset.pattern_slow',
      facts: { pattern: '(a+)+$', row: 7 },
    });
    expect(await house.views.count(at('text:/model/'))).toBe(1);
  });

  test('that was stopped for a newer one goes on when it is asked for again', async () => {
    const cells = Array.from({ length: 20_000 }, (_, row) => ({ text: `row ${row}`, label: 'x', score: row }));
    const many = openRows(stack, ['text', 'label', 'score'], cells);
    const older = { datasetId: many.datasetId, query: 'text:/row/' };
    const first = many.views.page(older, 0, 10);
    const newer = await many.views.count({ datasetId: many.datasetId, query: 'score<100' });

    expect(newer).toBe(100);
    expect((await first).rows).toHaveLength(10);
    expect(await many.views.count(older)).toBe(20_000);
    expect(await many.views.placeOf(older, 20_000)).toBe(19_999);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
