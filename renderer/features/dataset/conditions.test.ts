import { expect, test } from 'vitest';
import type { Dataset } from '../../../native-bridge/contract/index.ts';
import { columnTypes } from './column-types.ts';
import { type ConditionField, conditionFields, conditionTerm, OPERATORS } from './conditions.ts';

const field = (kind: ConditionField['kind'], name = 'a b'): ConditionField => ({ name, kind, isColumn: true });

test.each([
  [field('text'), 'contains', 'x "y"', '"a b":"x \\"y\\""'],
  [field('text'), 'lacks', 'x', '-"a b":"x"'],
  [field('text'), 'matches', 'a/b\\/c', '"a b":/a\\/b\\/c/'],
  [field('number', 'score'), 'above', ' 3 ', 'score>3'],
  [field('number', 'score'), 'above', 'three', null],
  [field('mixed', 'rating'), 'above', ' 3 ', 'rating>3'],
  [field('mixed', 'rating'), 'above', 'three', null],
  [field('mixed', 'rating'), 'equals', 'n/a', 'rating="n/a"'],
  [field('choice', 'label'), 'equals', 'spam', 'label:"spam"'],
  [field('choice', 'label'), 'equals', '', null],
  [field('boolean', 'seen'), 'false', '', 'seen=0'],
  [field('text'), 'empty', '', 'is:missing("a b")'],
] as const)('%o %s %j is %s', (of, operator, value, term) => {
  expect(conditionTerm(of, operator, [value, ''])).toBe(term);
});

test('a range of dates holds the whole last day', () => {
  const term = conditionTerm(field('date', 'sent'), 'between', ['2024-01-01', '2024-01-31']);
  expect(term).toBe('sent>="2024-01-01" sent<="2024-01-31T99"');
});

test('a range of days of the time column names the days as they are, which hold to their end', () => {
  const term = conditionTerm({ ...field('date', 'sent'), isTime: true }, 'between', ['2024-01-01', '2024-01-31']);
  expect(term).toBe('sent>="2024-01-01" sent<="2024-01-31"');
});

test.each([['Mon, 6 Feb 2006 10:30:00'], ['2006年2月6日'], [1139221800]])(
  'a time column that writes %j has before, after and between',
  cell => {
    const columns = ['text', 'sent'];
    const rows = [{ row: 1, split: null, cells: { text: 'a', sent: cell }, starred: false, tags: [], note: null }];
    const roles = { text: 'text', time: 'sent' };
    const fields = conditionFields({ columns, roles } as unknown as Dataset, columnTypes(columns, rows));
    const sent = fields.find(({ name }) => name === 'sent') as ConditionField;

    expect(OPERATORS[sent.kind]).toEqual(['after', 'before', 'between', 'empty', 'filled']);
    expect(conditionTerm(sent, 'before', ['2006-02-01', ''])).toBe('sent<"2006-02-01"');
  },
);

test('a column of which some cells are numbers can be compared with one, as the query language does it', () => {
  const columns = ['text', 'rating'];
  const rows = ['4', 'n/a', '2.5'].map((rating, at) => ({
    ...{ row: at + 1, split: null, starred: false, tags: [], note: null },
    cells: { text: 'a', rating },
  }));
  const fields = conditionFields(
    { columns, roles: { text: 'text' } } as unknown as Dataset,
    columnTypes(columns, rows),
  );
  const of = (name: string) => OPERATORS[(fields.find(field => field.name === name) as ConditionField).kind];

  expect(of('rating')).toEqual(expect.arrayContaining(['contains', 'above', 'below', 'between']));
  expect(of('text')).not.toContain('above');
});
