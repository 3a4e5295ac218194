import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from '../../../../test/made-project.ts';
import { RowNumbers } from '../../../core/row-numbers.ts';
import { findRows, teachQueries } from '../../../store/row-query.ts';
import { parseQuery } from './parse-query.ts';

const COLUMNS = ['text', 'sent', 'language', 'length'];
const ROWS = [
  { text: 'Free money for all of you who read this', sent: '2006-01-31T23:00:00Z', language: 'x', length: 'y' },
  { text: 'freedom of MONEY, not free. Money is it', sent: 1138752000, language: 'x', length: 'y' },
  { text: '您好，我司可代开发票', sent: '2006年3月1日', language: 'x', length: 'y' },
  { text: 'Wir haben heute leider keine Zeit für Sie', sent: 'soon', language: 'x', length: 'y' },
  { text: null, sent: null, language: 'x', length: 'y' },
];

test.each<readonly [query: string, rows: readonly number[]]>([
  ['words:9', [1, 3]],
  ['words:0', [5]],
  ['words>7 words<9', [2, 4]],
  ['#language:de', [4]],
  ['#language:en or #language:zh', [1, 2, 3]],
  ['#length:0..10', [3, 5]],
  ['length:y', [1, 2, 3, 4, 5]],
  ['gram:"free money"', [1]],
  ['gram:free', [1, 2]],
  ['gram:发票', [3]],
  ['gram:好我', []],
  ['time:2006-01', [1]],
  ['time:2006-01..2006-02', [1, 2]],
  ['time>=2006-02-01 time<2006-03-02', [2, 3]],
  ['time>2006-01-31', [2, 3]],
  ['time<=2006-01-31', [1]],
  ['sent>=2006-02-01 sent<2006-03-02', [2, 3]],
  ['sent>"2006-01-31"', [2, 3]],
  ['sent<=2006-01', [1]],
  ['sent:2006-01..2006-02', [1, 2]],
  ['sent:2006-02..', [2, 3]],
  ['sent>1138752000', [3]],
  ['sent:2006年', [3]],
  ['sent>=some', [4]],
  ['is:missing(time)', [4, 5]],
  ['repeats:2..3', [2, 4]],
  ['tokens@md_1>1', [2, 4]],
  ['-repeats>1', [1, 3, 5]],
])('QL-20 %s finds its rows, whatever columns are called', (query, expected) => {
  using at = project();
  const { key } = at.add('rows', ROWS, { text: 'text', time: 'sent' });
  teachQueries(at.db);
  const numbers = new RowNumbers();
  for (const [row, value] of [
    [1, 1],
    [2, 2],
    [4, 3],
  ] as const)
    numbers.set(row, value);
  const file = join(at.folder, 'numbers');
  numbers.write(file);
  const counted = (name: string) => (/^(repeats|tokens@md_1)$/.test(name) ? file : null);
  const known = { textColumn: 'text', timeColumn: 'sent', counted };

  const filter = parseQuery(query, COLUMNS, known);

  expect([...findRows(at.db, { dataset: key, textColumn: 'text', filter, sort: null })]).toEqual(expected);
});

test.each([
  ['time>2006', 'no column is the time'],
  ['tokens>3', 'tokens has not been counted'],
  ['tokens@md_2>3', 'tokens@md_2 has not been counted'],
])('QL-21 %s is refused with the reason: %s', (query, reason) => {
  expect(() => parseQuery(query, ['text'])).toThrow(reason);
  expect(() =>
    parseQuery('time>soon', ['text'], { textColumn: 'text', timeColumn: 'sent', counted: () => null }),
  ).toThrow('soon cannot be read as a time');
});

test.each([
  ['text:free', [1]],
  ['-text:free', [2]],
  ['#text:/^ham/', [2]],
  ['is:missing(text)', []],
])('QL-22 %s means the column in the part Text where no column is called so', (query, expected) => {
  using at = project();
  const { key } = at.add('rows', [{ review: 'free money' }, { review: 'ham' }], { text: 'review' });
  teachQueries(at.db);
  const known = { textColumn: 'review', timeColumn: undefined, counted: () => null };

  const filter = parseQuery(query, ['review'], known);

  expect([...findRows(at.db, { dataset: key, textColumn: 'review', filter, sort: null })]).toEqual(expected);
});

test('QL-23 seconds that went by are compared as numbers also where their column is called as the time is', () => {
  using at = project();
  const seconds = [150, 3000, '4000.5', 'soon', null];
  const { key } = at.add(
    'rows',
    seconds.map(time => ({ text: 'a', time })),
    { text: 'text', time: 'time' },
  );
  teachQueries(at.db);
  const known = { textColumn: 'text', timeColumn: 'time', counted: () => null };
  const found = (query: string) => {
    const filter = parseQuery(query, ['text', 'time'], known);
    return [...findRows(at.db, { dataset: key, textColumn: 'text', filter, sort: null })];
  };

  expect([found('time>2000'), found('time<2000'), found('time:2000..3500')]).toEqual([[2, 3], [1], [2]]);
});
