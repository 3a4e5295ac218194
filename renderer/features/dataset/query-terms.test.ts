import { expect, test } from 'vitest';
import { lastTerm, queryTerms, withTerm } from './query-terms.ts';

test.each([
  ['', []],
  ['label:spam score>3', ['label:spam', 'score>3']],
  ['"my note":"a b" -text:/x y(z)/i word', ['"my note":"a b"', '-text:/x y(z)/i', 'word']],
  ['(a or b) and is:missing(text) not c', ['(a or b)', 'is:missing(text)', 'not c']],
  ['-(a or b) c', ['-(a or b)', 'c']],
  ['a or b', ['a or b']],
  ['(a', ['(a']],
  ['constructor:x', ['constructor:x']],
  ['>3', ['>', '3']],
])('%j has the terms %j', (query, terms) => {
  expect(queryTerms(query)).toEqual(terms);
});

test('a term is added so that it holds for all of the query', () => {
  expect(['', 'a', 'a or b', '(a or b)'].map(query => withTerm(query, 'x>1'))).toEqual([
    'x>1',
    'a x>1',
    '(a or b) x>1',
    '(a or b) x>1',
  ]);
});

test('the last term is known as far as it is written', () => {
  expect(lastTerm('a -"my no')).toMatchObject({ before: 'a -', name: { text: 'my no', isOpen: true }, value: null });
  expect(lastTerm('label:"very "')).toMatchObject({ name: { text: 'label' }, value: { text: 'very ', isOpen: false } });
  expect(lastTerm('score>=1')).toMatchObject({ sign: '>=', head: 'score>=', value: { text: '1', quoted: false } });
  expect(lastTerm('a ')).toBeNull();
});
