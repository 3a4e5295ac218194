import { join } from 'node:path';
import { expect, test } from 'vitest';
import { numbersOf, stored } from '../../../test/cleaning-rows.ts';
import { temporaryFolder } from '../../../test/temporary.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openDatabase, openInWorker } from '../../store/open.ts';
import { importFile } from '../dataset/index.ts';
import { Pipeline } from './pipeline.ts';
import { STANDARD_STEPS } from './step-list.ts';
import { clean } from './work.ts';

const chat = (...said: readonly string[]): string =>
  JSON.stringify(said.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content })));
const CHATS = { messages: 'text' };

test('CL-90 of chats every step works on what is said in each message, and the JSON stays one', () => {
  using project = stored([[chat('<p>Ａ “so”</p>', '\u200b①★ ')], [chat('fine', 'ok')], ['no chat①']], CHATS);
  const steps = ['html', 'normalise', 'full-width', 'remove-special'];

  const report = project.clean(...steps.map(step => ({ step, options: step === 'normalise' ? { form: 'NFKC' } : {} })));

  expect(project.texts()).toEqual([
    [1, chat('A “so”', '1')],
    [2, chat('fine', 'ok')],
    [3, 'no chat1'],
  ]);
  expect(report.steps[0]?.examples[0]).toMatchObject({
    before: '<p>Ａ “so”</p>\n\u200b①★ ',
    after: 'Ａ “so”\n\u200b①★ ',
  });
});

test('CL-91 chats are judged by what is said, not by the JSON around it', () => {
  const zh = '今天天气很好，我们去公园散步吧';
  using project = stored([[chat('hi', 'ho')], [chat('', ' ')], [chat(zh, zh)], [chat('HI', 'Ho')]], CHATS);

  expect(numbersOf(project.preview({ step: 'length', options: { min: 6, max: 40 } }))).toEqual([['length', 3, 0]]);
  expect(numbersOf(project.preview({ step: 'language', options: { keep: ['en'] } }))).toEqual([['language', 1, 0]]);
  expect(numbersOf(project.preview({ step: 'drop-empty' }))).toEqual([['drop-empty', 1, 0]]);
  expect(numbersOf(project.preview({ step: 'drop-duplicates' }))).toEqual([['drop-duplicates', 1, 0]]);
});

test('CL-92 a row that nobody labelled contradicts none and stays, whatever the others say', () => {
  using project = stored([
    ['win a prize', 'spam'],
    ['win a prize', null],
    ['free', 'spam'],
    ['free', 'ham'],
    ['free', null],
    ['free', '  '],
  ]);

  for (const keep of ['none', 'majority']) {
    const report = project.preview({ step: 'drop-conflicts', options: { keep } });
    expect(
      report.steps[0]?.examples.map(({ row, label, other, otherLabel }) => [row, label, other, otherLabel]),
    ).toEqual([
      [3, 'spam', 4, 'ham'],
      [4, 'ham', 3, 'spam'],
    ]);
  }
});

test('CL-93 the label that most rows have stays in the order that is offered, and another order is warned of', () => {
  using project = stored([...Array.from({ length: 9 }, () => ['win', 'spam'] as const), ['win', 'ham'], ['so', 'ham']]);
  const majority = { step: 'drop-conflicts', options: { keep: 'majority' } };
  const warned = (...steps: Parameters<typeof project.preview>) =>
    project.preview(...steps).steps.map(({ warning }) => warning?.en.slice(0, 30) ?? null);

  const offered = STANDARD_STEPS.map(step => (step.step === 'drop-conflicts' ? majority : step));
  expect(project.preview(...offered)).toMatchObject({ rowsAfter: 2 });
  expect(warned(...offered)).toEqual([null, null, null, null]);
  expect(warned({ step: 'drop-duplicates' }, majority)).toEqual([null, 'Repeated rows were dropped bef']);
  expect(warned({ step: 'drop-duplicates' }, { step: 'drop-conflicts' })).toEqual([null, null]);
  expect(warned({ step: 'drop-duplicates', column: 'note' }, majority)).toEqual([null, null]);
  expect(warned({ step: 'drop-duplicates', on: false }, majority)).toEqual([null, null]);
  expect(warned({ step: 'near-duplicates' }, { step: 'drop-conflicts' })).toEqual([
    null,
    'Near duplicates were dropped b',
  ]);
});

test('CL-94 steps that go there and back change no row and make no history', () => {
  using project = stored([
    ['a b', 'ham'],
    ['c', 'a'],
  ]);
  const swap = (pattern: string, replacement: string, column = 'text') => ({
    step: 'replace',
    column,
    options: { pattern, replacement },
  });
  const before = project.dump();

  const report = project.clean(swap('a', 'x'), swap('x', 'a'), swap('a$', 'y', 'label'), swap('y$', 'a', 'label'));

  expect(report).toMatchObject({ rowsChanged: 0, changeId: null });
  expect(project.dump()).toEqual(before);
  expect(project.clean(swap('a', 'x'), swap('x', 'a'), { column: 'note' })).toMatchObject({ rowsChanged: 2 });
  expect(project.texts()).toEqual([
    [1, 'a b'],
    [2, 'c'],
  ]);
});

test('CL-95 a text that a step cannot hold stays as it is and is told; the rest is cleaned', () => {
  using project = stored([['aa'], ['b'.repeat(3_000_000)], ['bb']]);
  const options = { pattern: 'b', replacement: '$&'.repeat(200) };

  const report = project.clean({ step: 'replace', options });

  expect(report.steps[0]).toMatchObject({ changed: 1, skipped: 1, skippedRows: [2] });
  expect(project.texts().map(([, text]) => String(text).length)).toEqual([2, 3_000_000, 400]);
});

test('CL-96 of near duplicates the newest or a labelled row is kept by the columns that say so', () => {
  const mail = 'Dear customer, your parcel is waiting for you at the post office since yesterday morning.';
  using project = stored(
    [
      [mail, null, '2024-05-01'],
      [`${mail}!`, 'ham', '2023-01-01'],
      [`${mail}?`, null, '2025-01-01'],
    ],
    { time: 'note' },
  );
  const kept = (keep: string): number[] => {
    const left = new Set([1, 2, 3]);
    const { steps } = project.preview({ step: 'near-duplicates', options: { keep } });
    for (const { row } of steps[0]?.examples ?? []) left.delete(row);
    return [...left];
  };

  expect(['first', 'longest', 'newest', 'labelled'].map(kept)).toEqual([[1], [2], [3], [2]]);
  using timeless = stored([[mail]]);
  expect(() => timeless.preview({ step: 'near-duplicates', options: { keep: 'newest' } })).toThrow('no time column');
});

test('CL-97 rows are worked on before anybody has to wait: others write until the changes are written', () => {
  using project = stored([[' a '], [' b ']]);
  const other = openInWorker(project.place.database);
  other.pragma('busy_timeout = 0');
  const request = { datasetId: project.id, project: project.place.project, writes: true };
  const steps = [{ step: 'normalise', on: true, options: {} }];
  const pipeline = new Pipeline(project.db, { ...request, steps }, () => {});

  pipeline.run();
  other.exec('UPDATE datasets SET name = name');
  other.close();
  project.db.exec("UPDATE rows SET cells = '{}'");

  expect([...pipeline.changes()].map(({ after }) => after.cells?.text)).toEqual(['a', 'b']);
});

test('CL-98 real mails: a preview counts what is then done, and undo gives every byte back', async () => {
  using folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  try {
    const file = join(import.meta.dirname, '../../../resources/sample/spam-assassin.jsonl');
    const { dataset } = await importFile(db, folder.path, { file }, () => {});
    const key = datasetTable(db).key(dataset.id);
    const dump = () => db.prepare('SELECT * FROM rows ORDER BY row').all();
    const before = dump();
    const steps = [{ step: 'html', on: true, options: {} }, ...STANDARD_STEPS];
    const request = { datasetId: dataset.id, project: folder.path, steps };

    const preview = new Pipeline(db, { ...request, writes: false }, () => {}).run();
    const report = clean({ db, project: folder.path, progress: () => {} }, request, 1);

    expect(report).toEqual({ ...preview, changeId: 1 });
    expect(report.rowsBefore).toBe(6046);
    expect(report.rowsAfter).toBeLessThan(6046);
    expect(datasetTable(db).dataset(dataset.id).rowCount).toBe(report.rowsAfter);
    expect(dump()).not.toEqual(before);
    changeLog(db).undo(key, dataset.id);
    expect(dump()).toEqual(before);
  } finally {
    db.close();
  }
});
