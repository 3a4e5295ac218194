import { expect, test } from 'vitest';
import { endingOf } from './pasted.ts';

test.each([
  ['{"a":1}\n{"a":2}\n', 'jsonl'],
  ['[{"a":1},\n {"a":2}]', 'json'],
  ['text\tlabel\nhello\tham', 'tsv'],
  ['text,label\nhello,ham', 'csv'],
  ['A line.\nAnother one, with a comma.', 'txt'],
  ['{not json', 'txt'],
])('%j looks like %s', (text, ending) => {
  expect(endingOf(text)).toBe(ending);
});
