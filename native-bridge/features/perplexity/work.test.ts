import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { addWordModel } from '../../../test/word-model.ts';
import type { DatasetId, PerplexityJob, ScoringId, TextScore, TextToScore } from '../../contract/index.ts';
import { recordOf } from '../../jobs/job-record.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { jobTable } from '../../store/jobs.ts';
import { openDatabase } from '../../store/open.ts';
import { RowFinder } from '../../store/row-finder.ts';
import { findRows, teachQueries } from '../../store/row-query.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { RowViews } from '../dataset/index.ts';
import { scoreIntake } from './score-intake.ts';
import { WORKS } from './work.ts';

const ID = 'ds_000000000001' as DatasetId;

function stored(texts: Iterable<string | null>) {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  teachQueries(db);
  const [datasets, rows] = [datasetTable(db), rowTable(db)];
  const columns = ['text', 'note'];
  const roles = { text: 'text' };
  const key = datasets.insert({ id: ID, name: 'x', columns, roles, sourceSha256: '', sourceName: 'x', createdAtMs: 0 });
  db.transaction(() => {
    for (const [at, text] of [...texts].entries()) rows.insert(key, at + 1, { text, note: null }, null);
  })();
  datasets.complete(key, columns, roles);
  const finder = new RowFinder(join(folder.path, 'luthier.db'));
  const views = new RowViews({ datasets, rows, finder, stamp: () => '' });
  const model = addWordModel(db, folder.path);
  const tools: WorkTools = { db, project: folder.path, progress: () => {} };
  const request = {
    datasetId: ID,
    modelId: model.id,
    column: 'text',
    maxTokens: 4,
    textsPath: 'perplexity/px/t.jsonl',
  };
  const file = join(folder.path, request.textsPath);
  const job = (rows: number): PerplexityJob => ({
    ...{ ...request, kind: 'perplexity', id: 'px_000000000001' as ScoringId, contractVersion: 1, rows },
    ...{ title: '', createdAtMs: 7, device: 'cpu', seed: 0, model: { path: model.path, adapterPath: null } },
  });

  return {
    folder: folder.path,
    db,
    key,
    rows,
    job,
    log: changeLog(db),
    texts: (maxTokens = 4): TextToScore[] => {
      const { rows } = WORKS.writeTexts({ ...request, maxTokens }, tools);
      const lines = rows === 0 ? [] : readFileSync(file, 'utf8').trim().split('\n');
      expect(lines).toHaveLength(rows);
      return lines.map(line => JSON.parse(line));
    },
    takeIn: (found: readonly TextScore[], maxTokens = 4) => {
      mkdirSync(join(folder.path, 'result'), { recursive: true });
      writeFileSync(join(folder.path, 'result/scores.jsonl'), found.map(one => `${JSON.stringify(one)}\n`).join(''));
      return WORKS.takeIn({ job: { ...job(found.length), maxTokens }, file: 'result/scores.jsonl' }, tools);
    },
    values: () => WORKS.perplexities({ datasetId: ID }, tools),
    edit: (row: number, text: string) => {
      const cells = rows.stored(key, row)?.cells ?? {};
      changeLog(db).apply(key, 'Edit a row' as never, 1, [
        { row, before: { cells }, after: { cells: { ...cells, text } } },
      ]);
    },
    ask: (query: string, descending?: boolean) => [
      ...findRows(
        db,
        views.queryOf({
          datasetId: ID,
          query,
          sort: descending === undefined ? undefined : { field: '#perplexity', descending },
        }),
      ),
    ],
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const scored = (texts: readonly TextToScore[], perplexityOf: (row: number) => number | null): TextScore[] =>
  texts.map(({ row, stamp }) => ({ row, stamp, tokens: 3, perplexity: perplexityOf(row) }));

test('PX-1 scores are asked for by number and by order, and a row without one is in no answer but that for none', async () => {
  using data = stored(['a b', 'c d', '', 'e f']);

  await data.takeIn(scored(data.texts(), row => (row === 3 ? null : row * 10)));

  expect(data.ask('perplexity>10')).toEqual([2, 4]);
  expect(data.ask('perplexity:10..20')).toEqual([1, 2]);
  expect(data.ask('perplexity>=10 perplexity<20')).toEqual([1]);
  expect(data.ask('is:missing(perplexity)')).toEqual([3]);
  expect(data.ask('-is:missing(perplexity)', true)).toEqual([4, 2, 1]);
});

test('PX-2 a row that is edited has no score until it is scored again or its text comes back', async () => {
  using data = stored(['a b', 'c d', 'e f']);
  await data.takeIn(scored(data.texts(), row => row * 10));

  data.edit(2, 'other');
  expect(data.ask('perplexity>0')).toEqual([1, 3]);
  expect(data.texts().map(({ row, text }) => [row, text])).toEqual([[2, 'other']]);

  data.log.undo(data.key, ID);
  expect(data.texts()).toEqual([]);
  expect(data.ask('perplexity:20..20')).toEqual([2]);

  const note = { ...data.rows.stored(data.key, 1)?.cells, note: 'seen' };
  data.log.apply(data.key, 'Edit a row' as never, 1, [{ row: 1, before: {}, after: { cells: note } }]);
  expect(data.ask('perplexity:10..10')).toEqual([1]);
});

test('PX-3 what is taken in is the score of the text that was read: a row edited meanwhile is left out', async () => {
  using data = stored(['a b', 'c d', 'e f']);
  const texts = data.texts();

  data.edit(2, 'other');
  expect(await data.takeIn(scored(texts, row => row))).toEqual({ rows: 2 });
  expect(data.ask('perplexity>0')).toEqual([1, 3]);
  expect(await data.takeIn(scored(texts, row => row)), 'again, as after a kill').toEqual({ rows: 2 });
});

test('PX-4 another number of tokens is another scoring: all is read anew, and the old scores go', async () => {
  using data = stored(['a b', 'c d']);
  await data.takeIn(scored(data.texts(), () => 5));

  const texts = data.texts(8);
  await data.takeIn(
    scored(texts.slice(0, 1), () => 9),
    8,
  );

  expect(texts).toHaveLength(2);
  expect(data.values()).toMatchObject({ values: 1, median: expect.closeTo(9), scoring: { maxTokens: 8, scored: 1 } });
});

test('PX-5 a text is cut before it is written, breaks no line and is well formed', () => {
  using data = stored([`${'x'.repeat(255)}😀`, 'a\u2028b\nc\ud800']);

  expect(data.texts().map(({ text }) => text)).toEqual([`${'x'.repeat(255)}\ufffd`, 'a\u2028b\nc\ufffd']);
});

test('PX-6 work that fails leaves no file, and a dataset that is gone takes nothing in', async () => {
  using data = stored(Array.from({ length: 1500 }, (_, row) => `text ${row}`));
  const stop = { db: data.db, project: data.folder, progress: () => expect.unreachable() };
  const request = { datasetId: ID, modelId: 'md_0123456789ab' as never, column: 'text', maxTokens: 4 };

  expect(() => WORKS.writeTexts({ ...request, textsPath: 'perplexity/px/t.jsonl' }, stop)).toThrow();
  expect(existsSync(join(data.folder, 'perplexity/px'))).toBe(false);

  datasetTable(data.db).remove(data.key);
  expect(await data.takeIn([{ row: 1, stamp: 'x', tokens: 2, perplexity: 3 }])).toEqual({ rows: 0 });
});

test('PX-7 the histogram counts every value once, and each bin finds its rows', async () => {
  using data = stored(Array.from({ length: 400 }, (_, row) => `text ${row}`));
  await data.takeIn(scored(data.texts(), row => (row === 400 ? null : 1.23 * 1.03 ** row)));
  data.log.apply(data.key, 'Remove rows' as never, 1, [{ row: 399, before: { removed: 0 }, after: { removed: 1 } }]);

  const found = data.values();
  expect(found).toMatchObject({ rows: 399, values: 398, tooShort: 1, scoring: { modelName: 'by words', scored: 399 } });
  // Logarithms are evenly spaced: their middle is that of rows 1 to 398, and half of them lie within a quarter.
  expect(found?.median).toBeCloseTo(1.23 * 1.03 ** 199.5);
  expect(found?.spread).toBeCloseTo(99.5 * Math.log(1.03));
  expect(found?.bins.map(({ rows }) => rows)).toEqual(
    found?.bins.map(({ from, to }) => data.ask(`perplexity>=${from} perplexity<${to}`).length),
  );
  expect([found?.bins[0], found?.bins.at(-1)?.rows === 0]).toEqual([{ from: 1, to: 1.3, rows: 1 }, false]);
  expect(found?.bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(398);
  expect(found?.unlikely.map(({ row }) => row)).toEqual([398, 397, 396, 395, 394, 393, 392, 391]);
  expect(found?.likely[0]).toMatchObject({ row: 1, text: 'text 0' });
});

test('PX-8 a core that was killed before it took scores in does so at its next start, once', async () => {
  using data = stored(['a b', 'c d']);
  const folder = 'perplexity/px_000000000001';
  const job = { ...data.job(2), textsPath: `${folder}/t.jsonl` };
  const lines = scored(data.texts(), row => row * 10).map(one => JSON.stringify(one));
  mkdirSync(join(data.folder, folder, 'result'), { recursive: true });
  writeFileSync(join(data.folder, folder, 'job.json'), JSON.stringify(job));
  writeFileSync(join(data.folder, job.textsPath), '');
  writeFileSync(join(data.folder, folder, 'result/scores.jsonl'), lines.map(line => `${line}\n`).join(''));
  mkdirSync(join(data.folder, 'perplexity/px_left'));
  const jobs = jobTable(data.db);
  jobs.insert({ ...recordOf(job, 1), state: 'finished' });

  const bugs: unknown[] = [];
  const place = { database: join(data.folder, 'luthier.db'), project: data.folder };
  const queue = { onEnd: () => ({ [Symbol.dispose]: () => {} }) };
  using intake = scoreIntake({ place, jobs, queue, onBug: (_, error) => bugs.push(error) });
  await intake.settled();

  expect(bugs).toEqual([]);
  expect(data.ask('perplexity>0')).toEqual([1, 2]);
  expect(existsSync(join(data.folder, job.textsPath))).toBe(false);
  expect(existsSync(join(data.folder, 'perplexity/px_left'))).toBe(false);
});
