import { expect, test } from 'vitest';
import { completions, type Known } from './completions.ts';

const KNOWN: Known = {
  fields: [
    { name: 'text', kind: 'text' },
    { name: 'score', kind: 'number' },
    { name: 'sent', kind: 'date' },
    { name: 'my note', kind: 'text' },
    { name: 'label', kind: 'choice' },
    { name: 'split', kind: 'choice' },
    { name: 'tag', kind: 'tag' },
  ],
  values: new Map([
    ['label', ['spam', 'ham', 'very spam']],
    ['split', ['train', 'test']],
    ['tag', ['odd']],
  ]),
};

test.each([
  ['la', ['label:']],
  ['text:x lab', ['text:x label:']],
  ['label:s', ['label:spam ']],
  ['label:v', ['label:"very spam" ']],
  ['label:"ve', ['label:"very spam" ']],
  ['label:"very spam"', []],
  ['(-split:t', ['(-split:train ', '(-split:test ']],
  ['my', ['"my note":']],
  ['"my no', ['"my note":']],
  ['tag:', ['tag:odd ']],
  ['score', ['score:', 'score>', 'score>=', 'score<', 'score<=']],
  ['text', ['text:', 'text=', 'text:/']],
  ['sent', ['sent:', 'sent>', 'sent>=', 'sent<', 'sent<=']],
  ['sent:2024-01', ['sent:2024-01..']],
  ['-sent:2024', ['-sent:2024..']],
  ['sent:2024-0', []],
  ['sent:2024..2025', []],
  ['is:', ['is:starred ', 'is:noted ', 'is:tagged ', 'is:missing(']],
  ['-is:no', ['-is:noted ']],
  ['is:missing(', KNOWN.fields.map(({ name }) => `is:missing(${name.includes(' ') ? `"${name}"` : name}) `)],
  ['is:missing(my', ['is:missing("my note") ']],
  ['', []],
  ['label:spam ', []],
])('%j is completed to %j', (query, offered) => {
  expect(completions(query, KNOWN)).toEqual(offered);
});

test.each(['constructor:', 'toString:', '__proto__:', '__proto__:x', 'hasOwnProperty', 'is:missing(constructor'])(
  '%s is a word like others',
  query => {
    expect(completions(query, KNOWN)).toEqual([]);
  },
);
