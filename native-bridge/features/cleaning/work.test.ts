import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Line, numbersOf, stored, whole } from '../../../test/cleaning-rows.ts';
import { addWordModel } from '../../../test/word-model.ts';
import { type CleaningStep, LuthierError } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable } from '../../store/rows.ts';
import { workStarter } from '../../store/work.ts';
import { STANDARD_STEPS, STEPS } from './step-list.ts';
import { clean, type WORKS } from './work.ts';

const MAILS: readonly Line[] = [
  ['  Hello\r\nthere ', 'ham'],
  ['hello there', 'ham'],
  ['', 'ham'],
  [null, 'spam'],
  ['free money', 'spam'],
  ['FREE  money', 'ham'],
  ['fine', 'ham'],
];

test('CL-1 the standard pipeline drops empty, repeated and contradicting rows and says how many of each', () => {
  using project = stored(MAILS);

  const report = project.clean(...STANDARD_STEPS);

  expect(numbersOf(report)).toEqual([
    ['normalise', 0, 1],
    ['drop-empty', 2, 0],
    ['drop-conflicts', 2, 0],
    ['drop-duplicates', 1, 0],
  ]);
  expect(project.texts()).toEqual([
    [1, 'Hello\nthere'],
    [7, 'fine'],
  ]);
  expect(report.steps[3]?.examples).toEqual([
    {
      row: 2,
      label: 'ham',
      before: 'hello there',
      after: null,
      other: 1,
      otherText: 'Hello\nthere',
      otherLabel: 'ham',
      value: null,
    },
  ]);
  expect(report.steps[2]?.examples.map(({ row, label, other, otherLabel }) => [row, label, other, otherLabel])).toEqual(
    [
      [5, 'spam', 6, 'ham'],
      [6, 'ham', 5, 'spam'],
    ],
  );
  expect(datasetTable(project.db).dataset(project.id)).toMatchObject({
    rowCount: 2,
    labels: [{ label: 'ham', rows: 2 }],
  });
});

test('CL-2 a preview counts what cleaning then does and changes nothing', () => {
  using project = stored(MAILS);
  const before = project.dump();

  const preview = project.preview(...STANDARD_STEPS);

  expect(project.dump()).toEqual(before);
  expect(project.clean(...STANDARD_STEPS)).toEqual({ ...preview, changeId: 1 });
});

test('CL-3 one undo brings every row back as it was, redo takes it away again', () => {
  using project = stored(MAILS);
  const before = project.dump();

  project.clean(...STANDARD_STEPS);
  const after = project.dump();

  project.log.undo(project.key, project.id);
  expect(project.dump()).toEqual(before);
  project.log.redo(project.key, project.id);
  expect(project.dump()).toEqual(after);
  expect(() => project.log.redo(project.key, project.id)).toThrow('There is no change to redo.');
});

test('CL-4 rows that are clean make no change, and what can be redone stays', () => {
  using project = stored([['a b', 'ham']]);

  expect(project.clean(...STANDARD_STEPS)).toMatchObject({ rowsBefore: 1, rowsAfter: 1, changeId: null });
  expect(project.log.history(project.key)).toEqual([]);
});

test('CL-5 each step sees what the ones before it left, whatever their order', () => {
  using project = stored([['<b>spam</b>'], ['spam'], ['<i>spam</i>'], ['ham']]);

  expect(numbersOf(project.preview({ step: 'drop-duplicates' }, { step: 'html' }))).toEqual([
    ['drop-duplicates', 0, 0],
    ['html', 0, 2],
  ]);
  expect(numbersOf(project.preview({ step: 'html' }, { step: 'drop-duplicates' }))).toEqual([
    ['html', 0, 2],
    ['drop-duplicates', 2, 0],
  ]);
});

test('CL-6 a step that is off does nothing, and one with a column works on that column', () => {
  using project = stored([[' a ', 'ham']]);

  project.clean({ on: false }, { column: 'note' });

  expect(rowTable(project.db).row(project.key, 1)?.cells).toEqual({ text: ' a ', label: 'ham', note: '0' });
});

test('CL-7 a label that is changed is changed for training too', () => {
  using project = stored([
    ['a', ' ham '],
    ['b', 'ham'],
  ]);

  project.clean({ column: 'label' });

  expect(datasetTable(project.db).dataset(project.id).labels).toEqual([{ label: 'ham', rows: 2 }]);
  project.log.undo(project.key, project.id);
  expect(datasetTable(project.db).dataset(project.id).labels).toHaveLength(2);
});

interface Case {
  readonly step: string;
  readonly options?: CleaningStep['options'];
  readonly lines: readonly Line[];
  /** The perplexity of each row by the model `by words`; null for a text that is too short. */
  readonly scores?: readonly (number | null)[];
  /** The text of each row afterwards, null for one that is dropped. */
  readonly expected: readonly (string | null)[];
}

const many = (count: number, line: (index: number) => string): Line[] =>
  Array.from({ length: count }, (_, index) => [line(index)] as const);
const notice = 'This mail was sent by a machine: please do not answer it.';
const question = 'How do I reset my password?';
const footer = '本邮件由系统自动发送，请勿回复。';

const PARCEL = {
  en: 'Dear customer, your parcel is waiting for you at the post office since yesterday morning.',
  zh: '尊敬的客户您好，您的包裹从昨天早上开始就在邮局等您来领取，请带好身份证件和取件码前往办理。',
};
/** Two pairs of nearly the same texts, the second ones with a tail, and two that are like nothing. */
const near = (tail: string): Line[] => [
  [PARCEL.en],
  [PARCEL.en.replace('parcel', 'packet') + tail],
  [PARCEL.zh],
  [PARCEL.zh.replace('早上', '晚上') + tail],
  ['short'],
  [''],
];

/** At least one by hand for each kind of step. */
const CASES: readonly Case[] = [
  {
    step: 'html',
    lines: [
      ['<p>Tom &amp; Jerry</p><script>x()</script>'],
      ['a < b, <bob@x.org>'],
      ['R&amp;D &#20320;'],
      ['<a href="http://x.org">你好</a><br>世界'],
    ],
    expected: ['Tom & Jerry', 'a < b, <bob@x.org>', 'R&D 你', '你好\n世界'],
  },
  {
    step: 'normalise',
    lines: [['\ufeffe\u0301\u200b \r\n'], ['👩‍👩‍👧'], ['，①']],
    expected: ['é', '👩‍👩‍👧', '，①'],
  },
  { step: 'normalise', options: { form: 'NFKC' }, lines: [['，①ﬁ']], expected: [',1fi'] },
  { step: 'full-width', lines: [['ＡＢｃ１２，好！']], expected: ['ABc12，好！'] },
  { step: 'full-width', options: { what: 'all' }, lines: [['ＡＢ，好！\u3000x']], expected: ['AB,好! x'] },
  { step: 'whitespace', lines: [['a \t b \n\n\n\n c']], expected: ['a b\n\nc'] },
  {
    step: 'whitespace',
    options: { lines: 'join' },
    lines: [['你好，\n世界\nand more']],
    expected: ['你好，世界 and more'],
  },
  {
    step: 'replace',
    options: { pattern: '(\\d+)元', replacement: '¥$1' },
    lines: [['一共30元'], ['免费']],
    expected: ['一共¥30', '免费'],
  },
  { step: 'replace', lines: [['an empty pattern finds nothing']], expected: ['an empty pattern finds nothing'] },
  { step: 'remove-special', lines: [['真的？不，我不信！★ ok😀']], expected: ['真的？不，我不信！ ok'] },
  {
    step: 'remove-special',
    options: { keep: 'letters' },
    lines: [['真的？不，我不信！']],
    expected: ['真的不我不信'],
  },
  { step: 'remove-special', options: { keep: 'ascii' }, lines: [['真的 yes!']], expected: [' yes'] },
  {
    step: 'boilerplate',
    lines: [...many(20, index => `正文 ${index}\n${footer}`), [`only here, once`]],
    expected: [...many(20, index => `正文 ${index}`).map(([text]) => text), 'only here, once'],
  },
  {
    step: 'boilerplate',
    lines: [
      ...many(20, () => question),
      ...many(20, index => `Text ${index}\n${notice}`),
      [notice],
      [`${question}\nSo?`],
    ],
    expected: [
      ...many(20, () => question).map(([text]) => text),
      ...many(20, index => `Text ${index}`).map(([text]) => text),
      notice,
      `${question}\nSo?`,
    ],
  },
  { step: 'drop-empty', lines: [[''], [' \n\u3000'], [null], ['x']], expected: [null, null, null, 'x'] },
  {
    step: 'length',
    options: { min: 2, max: 3 },
    lines: [['好'], ['好的'], ['😀😀😀'], ['four']],
    expected: [null, '好的', '😀😀😀', null],
  },
  {
    step: 'language',
    lines: [
      ['今天天气很好，我们去公园'],
      ['The meeting is moved to Friday afternoon.'],
      ['これは日本語の文章です'],
      ['Bonjour, comment allez-vous aujourd’hui ?'],
      ['ok 12'],
    ],
    expected: ['今天天气很好，我们去公园', 'The meeting is moved to Friday afternoon.', null, null, 'ok 12'],
  },
  {
    step: 'drop-matching',
    options: { pattern: '退订|SPAM' },
    lines: [['回复退订'], ['spam'], ['ham']],
    expected: [null, null, 'ham'],
  },
  {
    step: 'drop-matching',
    options: { pattern: '^\\p{sc=Han}', drop: 'others' },
    lines: [['汉字'], ['latin']],
    expected: ['汉字', null],
  },
  {
    step: 'drop-duplicates',
    lines: [
      ['A  b', 'x'],
      ['a b', 'x'],
      ['a b', 'y'],
    ],
    expected: ['A  b', null, 'a b'],
  },
  { step: 'drop-duplicates', options: { same: 'exact' }, lines: [['A'], ['a'], ['a']], expected: ['A', 'a', null] },
  { step: 'near-duplicates', lines: near(''), expected: [PARCEL.en, null, PARCEL.zh, null, 'short', ''] },
  {
    step: 'near-duplicates',
    options: { keep: 'longest', threshold: 0.7 },
    lines: near('!!'),
    expected: [
      null,
      `${PARCEL.en.replace('parcel', 'packet')}!!`,
      null,
      `${PARCEL.zh.replace('早上', '晚上')}!!`,
      'short',
      '',
    ],
  },
  { step: 'near-duplicates', options: { threshold: 1 }, lines: near(''), expected: near('').map(([text]) => text) },
  {
    step: 'drop-conflicts',
    lines: [
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
    ],
    expected: [null, null, 'b'],
  },
  {
    step: 'drop-conflicts',
    options: { keep: 'majority' },
    lines: [
      ['a', 'x'],
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
      ['b', 'y'],
    ],
    expected: ['a', 'a', null, null, null],
  },
  {
    step: 'outliers',
    lines: [...many(40, index => 'x'.repeat(90 + index)), ['x'], ['x'.repeat(9000)]],
    expected: [...many(40, index => 'x'.repeat(90 + index)).map(([text]) => text), null, null],
  },
  // Logarithms of 8, 16, 32, ... by 2: the median is 4, the median deviation 1, and 1.4826 by 2 is 2.97.
  {
    step: 'perplexity',
    options: { model: 'by words', factor: 2 },
    lines: [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['']],
    scores: [4, 8, 16, 16, 32, 2 ** 7, null],
    expected: ['a', 'b', 'c', 'd', 'e', null, ''],
  },
  {
    step: 'perplexity',
    options: { model: 'by words', factor: 2, side: 'both' },
    lines: [['a'], ['b'], ['c'], ['d'], ['e']],
    scores: [1, 8, 16, 32, 2 ** 7],
    expected: [null, 'b', 'c', 'd', null],
  },
  {
    step: 'perplexity',
    options: { model: 'by words', rule: 'percent', percent: 20, side: 'likely' },
    lines: [['a'], ['b'], ['c'], ['d'], ['e']],
    scores: [30, 10, 20, 50, 40],
    expected: ['a', null, 'c', 'd', 'e'],
  },
  {
    step: 'perplexity',
    options: { model: 'by words' },
    lines: [['a'], ['b'], ['c'], ['d'], ['e']],
    scores: [7, 7, 7, 8, 4000],
    expected: ['a', 'b', 'c', 'd', null],
  },
];

test.each(CASES.map((one, index) => [`${index + 1} ${one.step}`, one] as const))(
  'CL-8 every kind of step does what it says: case %s',
  (_, { step, options = {}, lines, scores, expected }) => {
    using project = stored(lines);
    if (scores) project.score(scores);

    project.clean({ step, options });

    const left = new Map(project.texts() as [number, string][]);
    expect(lines.map((_, index) => left.get(index + 1) ?? null)).toEqual(expected);
  },
);

test('CL-9 every kind of step has a case, and is at rest once it was applied', () => {
  const lines = CASES.flatMap(({ lines }) => lines);
  for (const { id, options, presets = [] } of STEPS) {
    expect(CASES.some(({ step }) => step === id)).toBe(true);
    for (const preset of presets) expect(options.safeParse(preset.options).success, id).toBe(true);
    if (id === 'outliers' || id === 'perplexity') continue;
    using project = stored(lines);
    project.clean({ step: id });
    expect(project.clean({ step: id }).changeId, id).toBe(null);
  }
});

test('CL-10 what is wrong with a pipeline is said with the place of the step', () => {
  using project = stored(MAILS);

  expect(() => project.preview({}, { step: 'replace', options: { pattern: '(' } })).toThrow(
    /^Step 2 \(replace\): the pattern \( cannot be read/,
  );
  expect(() => project.preview({ step: 'length', options: { min: -1 } })).toThrow(/^Step 1 \(length\): min: /);
  expect(() => project.preview({ step: 'length', options: { least: 1 } })).toThrow(/^Step 1 \(length\): .*least/);
  expect(() => project.preview({ column: 'body' })).toThrow('reads the column body');
  expect(() => project.preview({ step: 'polish' })).toThrow('There is no cleaning step polish.');
});

test('CL-11 a pattern that would run for ages is stopped with the row, and nothing is changed', () => {
  using project = stored([[' fine '], [`${'a'.repeat(40)}!`]]);
  const before = project.dump();
  const steps = [{}, { step: 'replace', options: { pattern: '(a+)+$' } }];

  expect(() => project.clean(...steps)).toThrow('Step 2 (replace) worked on row 2 for more than 1 s');
  expect(project.dump()).toEqual(before);
});

test('CL-12 a cancelled cleaning ends and changes nothing, also inside of a slow pattern', async () => {
  using project = stored(Array.from({ length: 600 }, () => [`${'a'.repeat(40)}!`] as const));
  const before = project.dump();
  const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));
  const steps = whole([{ step: 'replace', options: { pattern: '(a+)+$' } }]);

  const running = start(project.place, 'apply', { datasetId: project.id, steps });
  await new Promise(done => setTimeout(done, 300));
  running[Symbol.dispose]();

  await expect(running.answer).rejects.toThrow(LuthierError);
  await expect(running.answer).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(project.dump()).toEqual(before);
});

test('CL-13 rows that are edited meanwhile are not overwritten', () => {
  using project = stored(MAILS);
  let told = 0;
  const edit = () => {
    told += 1;
    const patch = { cells: { text: 'by hand', label: 'ham', note: '' } };
    if (told === 1) project.log.apply(project.key, 'Edit', 1, [{ row: 7, before: {}, after: patch }]);
  };

  const tools = { db: project.db, project: project.place.project, progress: edit };

  expect(() => clean(tools, { datasetId: project.id, steps: STANDARD_STEPS }, 2)).toThrow(
    'changed while they were being cleaned',
  );
  expect(project.texts().at(-1)).toEqual([7, 'by hand']);
});

test('CL-14 near duplicates are told by what the steps before left, and an example shows both rows', () => {
  using project = stored([
    [`<p>${PARCEL.en}</p>`, 'ham'],
    [`<b>${PARCEL.en.replace('parcel', 'packet')}!</b>`, 'spam'],
    ['nothing like it, and rather short'],
  ]);

  const report = project.preview({ step: 'html' }, { step: 'near-duplicates', options: { keep: 'longest' } });

  expect(numbersOf(report)).toEqual([
    ['html', 0, 2],
    ['near-duplicates', 1, 0],
  ]);
  expect(report.steps[1]?.examples).toEqual([
    {
      row: 1,
      label: 'ham',
      before: PARCEL.en,
      after: null,
      other: 2,
      otherText: `${PARCEL.en.replace('parcel', 'packet')}!`,
      otherLabel: 'spam',
      value: expect.closeTo(0.85, 1),
    },
  ]);
});

test('CL-19 a row that is like the one that stays only through another row stays, unless chained rows go too', () => {
  const middle = PARCEL.en.replace('parcel', 'packet');
  using project = stored([[PARCEL.en], [middle], [middle.replace('post', 'past')]]);
  const step = (options: CleaningStep['options']) => ({ step: 'near-duplicates', options });

  const preview = project.preview(step({}));
  expect(numbersOf(preview)).toEqual([['near-duplicates', 1, 0]]);
  expect(preview.steps[0]?.examples).toMatchObject([
    { row: 2, other: 1, value: expect.toSatisfy(share => share >= 0.8) },
  ]);
  expect(project.clean(step({}))).toEqual({ ...preview, changeId: 1 });
  expect(project.texts().map(([row]) => row)).toEqual([1, 3]);

  project.log.undo(project.key, project.id);
  const chained = project.preview(step({ chained: true }));
  expect(chained.steps[0]?.examples).toMatchObject([
    { row: 2, other: 1 },
    { row: 3, other: 1, value: expect.toSatisfy(share => share < 0.8) },
  ]);
  expect(project.clean(step({ chained: true }))).toMatchObject({ rowsAfter: 1 });
});

test('CL-15 a length in tokens is counted by the model that is named, by its name or its id', () => {
  using project = stored([['one two three'], ['one, two'], ['好的']]);
  const { id, name } = addWordModel(project.db, project.place.project);
  const length = (options: CleaningStep['options']) =>
    project.preview({ step: 'length', options: { min: 3, max: 9, unit: 'tokens', ...options } });

  expect(numbersOf(length({ model: name }))).toEqual([['length', 2, 0]]);
  expect(length({ model: id }).steps[0]?.examples.map(({ row }) => row)).toEqual([2, 3]);
  expect(numbersOf(length({ unit: 'characters', model: 'gone' }))).toEqual([['length', 2, 0]]);
});

test('CL-16 a model that is not named, is gone or has no tokenizer is said before a row is read', () => {
  using project = stored([['one two three']]);
  const { path, name } = addWordModel(project.db, project.place.project);
  const length = (model: string) => () => project.preview({}, { step: 'length', options: { unit: 'tokens', model } });

  expect(length('')).toThrow('Step 2 counts tokens, but no model is chosen.');
  expect(length('gone')).toThrow('There is no model gone.');
  rmSync(join(project.place.project, path, 'tokenizer.json'));
  expect(length(name)).toThrow('lacks tokenizer.json');
});

test('CL-17 rows are judged by the scores of the model that is named; what has none stays and is counted', () => {
  using project = stored([['a'], ['b'], ['c'], ['d'], ['e'], ['f']]);
  const step = (model: string) => ({ step: 'perplexity', options: { model } });
  expect(() => project.preview({}, step(''))).toThrow(
    'Step 2 drops what a model finds unlikely, but no model is chosen',
  );
  expect(() => project.preview(step('gone'))).toThrow('There is no model gone.');

  project.score([7, 8, 9, 10, 900, 3]);
  const edited = { before: {}, after: { cells: { text: 'F', label: null, note: null } } };
  project.log.apply(project.key, 'Edit a row' as never, 1, [{ row: 6, ...edited }]);
  const report = project.preview(step('by words'));

  expect(report.steps[0]).toMatchObject({ removed: 1, unjudged: 1 });
  expect(report.steps[0]?.examples).toMatchObject([{ row: 5, before: 'e', value: 900 }]);
  expect(() => project.preview({ ...step('by words'), column: 'note' })).toThrow('no row has been scored yet');
});
