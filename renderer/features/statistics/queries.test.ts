import { expect, test } from 'vitest';
import { type ColumnFacts, queryRows } from '../../../native-bridge/contract/index.ts';
import { seriesOf } from './parts.ts';
import {
  gramQuery,
  labelPartQuery,
  labelQuery,
  missingQuery,
  rangeQuery,
  splitQuery,
  timeQuery,
  valueQuery,
} from './queries.ts';

const column = (of: Partial<ColumnFacts>): ColumnFacts => ({
  column: 'x',
  missing: 0,
  distinct: 1,
  exact: true,
  kinds: { text: 1, number: 0, boolean: 0 },
  numbers: null,
  top: [],
  ...of,
});

test('STAT-20 a bar is a query of the grid, whatever quotes, spaces and brackets its name has', () => {
  expect([splitQuery([], 0), splitQuery([], 3)]).toEqual(['split:train', 'split:""']);
  expect(gramQuery([], 'say "no"')).toBe('gram:"say \\"no\\""');
  expect([labelQuery('say "no"'), labelQuery(null)]).toEqual(['label:"say \\"no\\""', 'label:""']);
  expect(labelPartQuery(['spam', 'ham'], 1)).toBe('label:"ham"');
  expect(labelPartQuery(['spam', 'ham'], 2)).toBe('-label:"spam" -label:"ham"');
  expect([queryRows([4]), queryRows([4, 9])]).toEqual(['row:4', '(row:4 or row:9)']);
  expect(missingQuery('sent (UTC)')).toBe('is:missing("sent (UTC)")');
});

test('STAT-21 a value is compared as what it is: text, number, yes or no', () => {
  expect(valueQuery(column({}), 'a b')).toBe('x="a b"');
  expect(valueQuery(column({ column: 'my size', kinds: { text: 0, number: 2, boolean: 0 } }), '-3')).toBe(
    '"my size":-3..-3',
  );
  expect(valueQuery(column({ kinds: { text: 0, number: 0, boolean: 2 } }), 'true')).toBe('x:1..1');
});

test('STAT-22 what Luthier knows is told from a column of that name', () => {
  const span = [Date.UTC(2006, 0), Date.UTC(2006, 1)] as const;
  const columns = ['text', 'split', 'length', 'time'];

  expect(timeQuery(['sent'], ...span)).toBe('time>=2006-01-01 time<2006-02-01');
  expect(timeQuery(columns, ...span)).toBe('#time>=2006-01-01 #time<2006-02-01');
  expect(splitQuery(columns, 1)).toBe('#split:validation');
  expect(rangeQuery(columns, 'length', { from: 0, to: 9 })).toBe('#length:0..9');
  expect(rangeQuery(columns, 'words', { from: 0, to: 9 })).toBe('words:0..9');
});

test('STAT-23 parts that no bar has are no series, and the others keep their query', () => {
  const names = { rows: 'Rows', splits: ['a', 'b', 'c', 'none'], labels: ['spam'], otherLabels: 'other', columns: [] };
  const bars = [
    { rows: 3, splits: [2, 0, 1, 0], labels: [3, 0] },
    { rows: 1, splits: [0, 0, 1, 0], labels: [0, 1] },
  ];

  expect(seriesOf(bars, 'split', names).map(({ name, values, query }) => [name, values, query])).toEqual([
    ['a', [2, 0], 'split:train'],
    ['c', [1, 1], 'split:test'],
  ]);
  expect(seriesOf(bars, 'label', names).map(({ name, query }) => [name, query])).toEqual([
    ['spam', 'label:"spam"'],
    ['other', '-label:"spam"'],
  ]);
  expect(seriesOf(bars, 'nothing', names)).toMatchObject([{ name: 'Rows', values: [3, 1], query: '' }]);
});
