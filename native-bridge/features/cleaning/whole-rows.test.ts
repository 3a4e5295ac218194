import { expect, test } from 'vitest';
import { numbersOf, storedRows } from '../../../test/cleaning-rows.ts';
import { catalogue } from './prepare.ts';

const ALPACA = { text: 'instruction', prompt: 'instruction', context: 'input', completion: 'output' };
const ASK = 'Decide whether the following review of a product is a positive or a negative one, and say so in one word.';
const alpaca = (input: string, output: string, instruction = ASK) => ({ instruction, input, output });
const CHAT = { text: 'title', messages: 'messages' };
const chat = (question: string, answer: string) => ({
  title: 'A chat',
  messages: JSON.stringify([
    { role: 'system', content: ASK },
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ]),
});

const THINGS = 'lamp,kettle,novel,bicycle,garden hose,pair of boots,camera,tent,guitar,carpet'.split(',');
const REVIEWS = Array.from({ length: 200 }, (_, at) => {
  const thing = `${THINGS[at % 10]} number ${(at + 100) * 7919}, sold in shop ${(at + 50) ** 2 * 31}`;
  return [
    `The ${thing}: ${at % 3 ? 'it pleased all of us' : 'came broken'}`,
    at % 3 ? 'positive' : 'negative',
  ] as const;
});
const JUDGES = catalogue()
  .filter(({ judgesRows }) => judgesRows)
  .map(({ id }) => ({ step: id }));

test.each([
  [
    'instructions with one prompt',
    () =>
      storedRows(
        REVIEWS.map(([text, label]) => alpaca(text, label)),
        ALPACA,
      ),
  ],
  [
    'chats with one system prompt',
    () =>
      storedRows(
        REVIEWS.map(([text, label]) => chat(text, label)),
        CHAT,
      ),
  ],
])('CL-90 %s and other inputs are neither repeated nor contradicting, short or strange', (_, project) => {
  using dataset = project();

  expect(JUDGES.length).toBeGreaterThan(5);
  expect(dataset.preview(...JUDGES)).toMatchObject({ rowsBefore: 200, rowsAfter: 200 });
  expect(dataset.clean(...JUDGES)).toMatchObject({ rowsBefore: 200, rowsAfter: 200, changeId: null });
});

const LONG = 'The lamp came in time, was packed well and has been standing on the desk of my son since Friday.';

test.each([
  [
    'instructions',
    (rows: [string, string][]) =>
      storedRows(
        rows.map(([a, b]) => alpaca(a, b)),
        ALPACA,
      ),
  ],
  [
    'chats',
    (rows: [string, string][]) =>
      storedRows(
        rows.map(([a, b]) => chat(a, b)),
        CHAT,
      ),
  ],
])(
  'CL-91 of %s a row is a copy when input and answer are, and a contradiction when only the input is',
  (_, project) => {
    using dataset = project([
      [LONG, 'positive'],
      [LONG.toUpperCase(), ' Positive'],
      [LONG, 'negative'],
      [LONG.replace('Friday', 'Monday'), 'positive'],
      ['Another one', ''],
      ['Another one', 'negative'],
    ]);

    expect(numbersOf(dataset.preview({ step: 'drop-duplicates' }))).toEqual([['drop-duplicates', 1, 0]]);
    const { steps } = dataset.preview({ step: 'near-duplicates' });
    expect(steps[0]?.examples.map(({ row, other }) => [row, other])).toEqual([
      [2, 1],
      [4, 1],
    ]);
    expect(numbersOf(dataset.preview({ step: 'drop-conflicts' }))).toEqual([['drop-conflicts', 0, 0]]);
    const conflicts = { step: 'drop-conflicts', options: { keep: 'majority', answers: true } };
    const [conflict] = dataset.preview(conflicts).steps;
    expect(conflict).toMatchObject({ removed: 1, examples: [{ row: 3, other: 1, before: /negative/ }] });

    dataset.clean(conflicts, { step: 'drop-duplicates' }, { step: 'near-duplicates' });
    expect(dataset.left()).toEqual([1, 5, 6]);
  },
);

test('CL-92 the length of an instruction is that of all that is learned from, and a column that is named is judged alone', () => {
  using dataset = storedRows([alpaca('ab', 'cd', 'Do'), alpaca('', 'x', 'Do')], ALPACA);
  const atLeast = (min: number, column?: string) =>
    dataset.preview({ step: 'length', options: { min }, ...(column && { column }) }).rowsAfter;

  // Parts stand an empty line apart, as a model reads them.
  expect([atLeast(10), atLeast(11), atLeast(5), atLeast(6)]).toEqual([1, 0, 2, 1]);
  expect([atLeast(2, 'instruction'), atLeast(3, 'instruction')]).toEqual([2, 0]);
  expect(numbersOf(dataset.preview({ step: 'drop-duplicates', column: 'instruction' }))[0]?.[1]).toBe(1);
});

test('CL-93 an instruction is empty when nothing is asked, not when its first part is', () => {
  using dataset = storedRows([alpaca('cat', 'Katze', ''), alpaca(' ', 'Katze', ''), alpaca('', '', 'Do')], ALPACA);

  dataset.clean({ step: 'drop-empty' });
  expect(dataset.left()).toEqual([1, 3]);
});

test('CL-94 rows that ask the same contradict each other by their labels, whatever they answer', () => {
  const row = (kind: string | null) => ({ ...alpaca(LONG, 'positive'), kind });
  using dataset = storedRows([row('a'), row('b'), row(null)], { ...ALPACA, label: 'kind' });

  dataset.clean({ step: 'drop-conflicts' });
  expect(dataset.left()).toEqual([3]);
});
