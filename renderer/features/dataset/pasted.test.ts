import { expect, test } from 'vitest';
import { endingOf } from './pasted.ts';

test.each([
  ['{"a":1}\n{"a":2}\n', 'jsonl'],
  ['[{"a":1},\n {"a":2}]', 'json'],
  ['text\tlabel\nhello\tham', 'tsv'],
  ['text\tlabel\n"two\nlines"\tham\n"a ""word"""\tspam', 'tsv'],
  ['text\tlabel\r\n"two\ttabs\r\n"\tham\r\n', 'tsv'],
  ['text\tlabel\nhello\t\n', 'tsv'],
  ['text,label\nhello,ham', 'csv'],
  ['text,label\n"two\nlines",ham', 'csv'],
  ['"No," he said.\n"Yes", she said.\nSilence.', 'txt'],
  ['A line.\nAnother one, with a comma.', 'txt'],
  ['{not json', 'txt'],
])('%j looks like %s', (text, ending) => {
  expect(endingOf(text)).toBe(ending);
});
