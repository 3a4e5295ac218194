import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { type App, openApp } from '../../native-bridge/app.ts';
import {
  attention,
  cleaning,
  dataset,
  type Evaluation,
  ExportManifest,
  evaluation,
  exporting,
  type JobId,
  jobs,
  licences,
  type Method,
  models,
  project,
  type Run,
  type Stream,
  splits,
  training,
  versioning,
} from '../../native-bridge/contract/index.ts';
import { INSTALLATION, mails, tinyModel } from '../installation.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';

/** The whole loop as the page does it, on a real but tiny model: from a file to a verified INT8 model. */

let folder: TemporaryFolder;
let app: App;
let run: Run;
let scored: Evaluation;

const ask = async <I extends z.ZodType, O extends z.ZodType>(method: Method<I, O>, input: z.input<I>) =>
  (await app.router.ask(method.name, input)) as z.output<O>;

/** Follows a stream to its end; throws what it failed with. */
const follow = <I extends z.ZodType>(stream: Stream<I>, input: z.input<I>) =>
  new Promise<void>((done, fail) => {
    const hear = (event: unknown) =>
      (event as { kind: string }).kind === 'failed' && fail(new Error(JSON.stringify(event)));
    app.router.open(stream.name, input, hear, done);
  });

async function finished(id: JobId): Promise<void> {
  const state = async () => (await ask(jobs.job, { jobId: id })).state;
  await until(
    `${id} ends`,
    async () => ['finished', 'failed', 'interrupted', 'cancelled'].includes(await state()),
    120_000,
  );
  const job = await ask(jobs.job, { jobId: id });
  if (job.state !== 'finished') {
    throw new Error(
      `${id} ${job.state}: ${JSON.stringify(job.error)}\n${readFileSync(join(app.folder, job.folder, 'terminal.log'), 'utf8').slice(-3000)}`,
    );
  }
}

beforeAll(async () => {
  folder = temporaryFolder();
  const model = tinyModel(folder.path);
  app = openApp(join(folder.path, 'project'), INSTALLATION);
  const file = folder.write('mails.jsonl', mails(240));
  await new Promise<void>((done, fail) => {
    app.router.open(
      dataset.importFile.name,
      { file, roles: { group: 'sender' } },
      event => (event as { kind: string }).kind === 'failed' && fail(new Error(JSON.stringify(event))),
      done,
    );
  });
  const [imported] = await ask(dataset.datasets, {});
  if (imported === undefined) throw new Error('nothing was imported');
  const { standard } = await ask(cleaning.steps, {});
  await follow(cleaning.apply, { datasetId: imported.id, steps: standard });
  const amounts = { unit: 'rows' as const, train: 120, validation: 24, test: 60 };
  const plan = { way: 'group' as const, amounts, seed: 1, nearTogether: true };
  await follow(splits.split, { datasetId: imported.id, plan, unlockTest: false });
  await follow(versioning.freeze, { datasetId: imported.id, name: 'v1' });
  const [version] = await ask(versioning.versions, {});
  if (version === undefined) throw new Error('nothing was frozen');
  const base = await ask(models.add, { source: { kind: 'folder', folder: model } });
  const request = {
    name: 'tiny',
    versionHash: version.hash,
    modelId: base.id,
    methodId: 'lora',
    task: await ask(training.suggestTask, { versionHash: version.hash }),
    params: { rank: 8 },
    schedule: { epochs: 4, peak_learning_rate: 0.01, eval_every_steps: 8, checkpoint_every_steps: 10 },
    seed: 7,
  };
  await expect(ask(training.startRun, request)).rejects.toThrow('does not say that training is allowed');
  await ask(licences.describe, { sha256: imported.sourceSha256, licence: 'CC-BY-SA-4.0' });
  run = await ask(training.startRun, request);
  await finished(run.id);
}, 180_000);

afterAll(() => {
  app[Symbol.dispose]();
  folder[Symbol.dispose]();
});

/** As the run wrote it down at its start. */
async function precisionOfRun(): Promise<string | undefined> {
  const events: { kind: string; precision?: string }[] = [];
  await new Promise<void>(done => {
    app.router.open(jobs.events.name, { jobId: run.id }, some => events.push(...(some as typeof events)), done);
  });
  return events.find(({ kind }) => kind === 'started')?.precision;
}

test('LOOP-1 a run leaves an adapter, its loss has fallen, and every event has its number', async () => {
  const events: { kind: string; seq: number; name?: string; value?: number }[] = [];
  await new Promise<void>(done => {
    app.router.open(jobs.events.name, { jobId: run.id }, some => events.push(...(some as typeof events)), done);
  });
  const losses = events.filter(({ name }) => name === 'train/loss').map(({ value }) => value ?? Number.NaN);

  expect((await ask(training.run, { runId: run.id })).adapterPath).toMatch(/^runs\/run_.*\/checkpoints\//);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ kind }) => kind === 'checkpoint').length).toBeGreaterThan(0);
});

test('LOOP-2 base and tuned are scored on the same rows, and every row behind a number can be looked at', async () => {
  const { id } = await ask(evaluation.start, { runId: run.id, split: 'test' });
  await finished(id);
  scored = await ask(evaluation.evaluation, { evaluationId: id });
  const { report } = scored;
  const f1 = (name: string) =>
    report?.subjects.find(subject => subject.name === name)?.scores.find(({ metric }) => metric === 'macro-f1');

  expect(report).toMatchObject({ rowCount: 60, labels: ['ham', 'spam'], precision: await precisionOfRun() });
  expect(scored.checkpoint).toMatchObject({ validated: true, finished: true });
  expect((await ask(training.run, { runId: run.id })).adapterPath).toContain(`${scored.checkpoint?.step}/adapter`);
  expect(f1('tuned')?.value).toBeGreaterThan(f1('base')?.value ?? 1);
  expect(f1('tuned')?.low).toBeLessThanOrEqual(f1('tuned')?.value ?? 0);

  const confusion = report?.subjects.find(({ name }) => name === 'tuned')?.confusion ?? [];
  const behind = await ask(evaluation.rows, {
    evaluationId: id,
    subject: 'tuned',
    label: 'spam',
    predicted: 'spam',
    onlyWrong: false,
    start: 0,
    limit: 200,
  });
  expect(behind.total).toBe(confusion[1]?.[1]);
  expect(behind.rows.every(({ label, text }) => label === 'spam' && text.length > 0)).toBe(true);
}, 150_000);

test('LOOP-3 the attention of a row is a map whose bytes are read head by head', async () => {
  const [version] = await ask(versioning.versions, {});
  if (version === undefined) throw new Error('no version');
  const { id } = await ask(attention.start, {
    runId: run.id,
    subject: 'tuned',
    source: { datasetId: version.datasetId, row: 1 },
  });
  await finished(id);
  const { map } = await ask(attention.attention, { attentionId: id });
  if (map === null) throw new Error('no map');
  const head = app.bytes(`attention/${id}/head/2/3`);
  const side = map.tokens.length;
  const firstQuery = [...head.subarray(0, side)];

  expect([map.layers, map.heads]).toEqual([3, 4]);
  expect(head.length).toBe(side * side);
  // The first token can read nothing but itself, so all its weight is there.
  expect(firstQuery).toEqual([255, ...Array(side - 1).fill(0)]);
  expect(app.bytes(`attention/${id}/overview`).length).toBe(3 * 4 * map.overviewSide ** 2);
  expect(() => app.bytes(`attention/${id}/head/3/0`)).toThrow('There is no attention map');
}, 90_000);

test('LOOP-4 an export waits for a word on the licence, then proves itself: its card holds, every file has its hash', async () => {
  const request = {
    runId: run.id,
    targetId: 'onnx-int8',
    params: {},
    gate: { metric: 'macro-f1', maxDropPoints: 100 },
  };
  await expect(ask(exporting.start, request)).rejects.toThrow('does not say that sharing the model is allowed');
  const wanted = { versionHash: run.versionHash, use: 'shareModel' } as const;
  const sources = (await ask(licences.unconfirmed, wanted)).map(({ sha256 }) => sha256);
  await ask(licences.confirm, { sources, use: wanted.use, words: 'I wrote these mails' });
  const { id } = await ask(exporting.start, request);
  await finished(id as JobId);
  const made = await ask(exporting.export, { exportId: id });
  const at = join(app.folder, made.folder);
  const manifest = ExportManifest.parse(JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8')));

  expect(made.parity).toMatchObject({
    passed: true,
    weightsDifferFromBase: true,
    templateSurvives: true,
    rowCount: 60,
  });
  expect(manifest.files.length).toBeGreaterThan(1);
  for (const { path, sha256 } of manifest.files) {
    expect(
      createHash('sha256')
        .update(readFileSync(join(at, path)))
        .digest('hex'),
    ).toBe(sha256);
  }
}, 180_000);

test('LOOP-5 the home page knows how far the project is', async () => {
  const { stages } = await ask(project.overview, {});

  expect(stages.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'data done',
    'split done',
    'version done',
    'training done',
    'evaluation done',
    'attention done',
    'export done',
  ]);
});

test('LOOP-6 a project can be moved: opened elsewhere, everything is found by relative paths', async () => {
  const { cpSync } = await import('node:fs');
  app[Symbol.dispose]();
  const moved = join(folder.path, 'moved here 移动');
  cpSync(join(folder.path, 'project'), moved, { recursive: true });
  app = openApp(moved, INSTALLATION);

  const again = await ask(evaluation.evaluation, { evaluationId: scored.id });
  expect(again.report).toEqual(scored.report);
  const { id } = await ask(evaluation.start, { runId: run.id, split: 'validation' });
  await finished(id);
}, 90_000);
