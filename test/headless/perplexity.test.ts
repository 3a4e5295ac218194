import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { openApp } from '../../native-bridge/app.ts';
import {
  type CleaningReport,
  cleaning,
  dataset,
  type JobId,
  jobs,
  type Method,
  models,
  perplexity,
  type Stream,
} from '../../native-bridge/contract/index.ts';
import { INSTALLATION, tinyModel } from '../installation.ts';
import { temporaryFolder, until } from '../temporary.ts';

const NONSENSE = 'zqx vlorp nnkt \u00c3\u00a9\u00e2\u20ac\u2122 qqwz jjfk xxrv bqlt \u00c2\u00bf kkwq zzpt vvnm';

/** Real mails, short parts of them, with one that no person wrote. */
function rows(): string[] {
  const mails = readFileSync(join(INSTALLATION.root, 'resources/sample/spam-assassin.jsonl'), 'utf8').split('\n', 400);
  const texts = mails
    .map(line => JSON.parse(line).text.replace(/\s+/g, ' ') as string)
    .filter(text => !/[<>|=_-]{2}/.test(text) && text.length > 200)
    .slice(0, 27)
    .map(text => text.slice(0, 160));
  return [...texts.slice(0, 20), NONSENSE, ...texts.slice(20), 'x'];
}

/** A project with one dataset and one model, spoken to as the page does. */
async function opened(texts: readonly string[], source: z.input<typeof models.add.input>['source'] | null) {
  const folder = temporaryFolder();
  const file = folder.write('mails.jsonl', texts.map(text => JSON.stringify({ text })).join('\n'));
  let app = openApp(join(folder.path, 'project'), INSTALLATION);
  const ask = async <I extends z.ZodType, O extends z.ZodType>(method: Method<I, O>, input: z.input<I>) =>
    (await app.router.ask(method.name, input)) as z.output<O>;
  const follow = async <I extends z.ZodType, E extends z.ZodType>(stream: Stream<I, E>, input: z.input<I>) => {
    const events: { kind: string; answer?: unknown; error?: unknown }[] = [];
    await new Promise<void>(done => app.router.open(stream.name, input, event => events.push(event as never), done));
    const last = events.at(-1);
    if (last?.kind !== 'finished') throw new Error(JSON.stringify(last?.error));
    return last.answer;
  };
  await follow(dataset.importFile, { file });
  const [imported] = await ask(dataset.datasets, {});
  if (imported === undefined) throw new Error('nothing was imported');
  const model = await ask(models.add, {
    source: source ?? { kind: 'folder', folder: tinyModel(folder.path) },
  });
  return {
    ask,
    follow,
    model,
    datasetId: imported.id,
    path: join(folder.path, 'project'),
    start: (maxTokens: number) =>
      follow(perplexity.start, { datasetId: imported.id, modelId: model.id, maxTokens }) as Promise<{
        jobId: JobId | null;
        rows: number;
      }>,
    reaches: (jobId: JobId, state: string) =>
      until(`${jobId} is ${state}`, async () => (await ask(jobs.job, { jobId })).state === state, 60_000),
    reopen: () => {
      app[Symbol.dispose]();
      app = openApp(join(folder.path, 'project'), INSTALLATION);
    },
    [Symbol.dispose]: () => {
      app[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

test('PX-LOOP-1 a real model scores real mails, the nonsense among them is the outlier, and cleaning drops it', async () => {
  const texts = rows();
  using project = await opened(texts, { kind: 'starter' });
  const { ask, follow, model, datasetId } = project;
  const steps = [{ step: 'perplexity', options: { model: model.name } }];
  await expect(follow(cleaning.preview, { datasetId, steps })).rejects.toThrow('no row has been scored yet');

  const { jobId } = await project.start(48);
  if (jobId === null) throw new Error('no job was started');
  expect((await ask(perplexity.scorings, { datasetId })).jobs).toMatchObject([{ jobId, modelId: model.id }]);
  expect(await project.start(48), 'the one that is on its way').toMatchObject({ jobId });
  // The core goes away while the job runs, and another one takes in what it found.
  await project.reaches(jobId, 'running');
  project.reopen();
  await project.reaches(jobId, 'finished');

  expect((await ask(perplexity.scorings, { datasetId })).scorings).toMatchObject([
    { modelId: model.id, column: 'text', scored: texts.length, maxTokens: 48 },
  ]);
  expect(existsSync(join(project.path, 'perplexity', jobId, 'texts.jsonl'))).toBe(false);
  const values = await ask(perplexity.values, { datasetId });
  expect(values).toMatchObject({ rows: texts.length, values: texts.length - 1, tooShort: 1 });
  expect(values?.unlikely[0]).toMatchObject({ row: 21, text: NONSENSE });
  expect(values?.unlikely[0]?.perplexity).toBeGreaterThan(5 * (values?.median ?? 0));

  const sorted = { datasetId, sort: { field: '#perplexity', descending: true } };
  const page = await ask(dataset.rowsAt, { ...sorted, start: 0, limit: 1 });
  expect(page.rows.map(({ row }) => row)).toEqual([21]);

  const report = (await follow(cleaning.apply, { datasetId, steps })) as CleaningReport;
  expect(report.steps[0]).toMatchObject({ removed: 1, unjudged: 0, examples: [{ row: 21, before: NONSENSE }] });
  expect(report.steps[0]?.examples[0]?.value).toBeCloseTo(values?.unlikely[0]?.perplexity ?? 0);
  expect(await project.start(48)).toEqual({ jobId: null, rows: 0 });
}, 90_000);

test('PX-LOOP-2 a scoring that was cancelled goes on where it was, and an edited row alone is scored again', async () => {
  using project = await opened(
    Array.from({ length: 8000 }, (_, at) => `the minutes of the meeting number ${at * 7919}`),
    null,
  );
  const { ask, datasetId } = project;

  const { jobId } = await project.start(32);
  if (jobId === null) throw new Error('no job was started');
  await until('a part is done', async () => (await ask(jobs.job, { jobId })).done > 1500, 60_000);
  await ask(jobs.cancel, { jobId });
  await project.reaches(jobId, 'cancelled');
  expect((await ask(perplexity.scorings, { datasetId })).scorings).toEqual([]);

  expect(await project.start(32)).toMatchObject({ jobId });
  await project.reaches(jobId, 'finished');
  const events = readFileSync(join(project.path, 'perplexity', jobId, 'events.jsonl'), 'utf8');
  const resumed = /"kind":"started"[^\n]*"resumedFrom":([1-9]\d+)/.exec(events);
  expect(Number(resumed?.[1])).toBeGreaterThanOrEqual(1024);
  expect(await ask(perplexity.values, { datasetId })).toMatchObject({ values: 8000 });

  await ask(dataset.editRow, { datasetId, row: 7, cells: { text: 'free money for the winner' } });
  expect((await ask(perplexity.scorings, { datasetId })).scorings).toMatchObject([{ scored: 7999 }]);
  const again = await project.start(32);
  expect(again.rows).toBe(1);
  await project.reaches(again.jobId as JobId, 'finished');
  expect((await ask(perplexity.scorings, { datasetId })).scorings).toMatchObject([{ scored: 8000 }]);
}, 120_000);
