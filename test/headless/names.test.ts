import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { openApp } from '../../native-bridge/app.ts';
import {
  dataset,
  type JobId,
  jobs,
  type MaskReport,
  type Method,
  type PrivacyReport,
  privacy,
  type Stream,
} from '../../native-bridge/contract/index.ts';
import { INSTALLATION } from '../installation.ts';
import { temporaryFolder, until } from '../temporary.ts';

/** A project with one dataset, spoken to as the page does. */
async function opened(texts: readonly string[]) {
  const folder = temporaryFolder();
  const path = join(folder.path, 'project');
  const file = folder.write('mails.jsonl', texts.map(text => JSON.stringify({ text })).join('\n'));
  let app = openApp(path, INSTALLATION);
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
  const datasetId = imported.id;
  return {
    ask,
    path,
    datasetId,
    find: () => follow(privacy.findNames, { datasetId }) as Promise<{ jobId: JobId | null; rows: number }>,
    scan: () => follow(privacy.scan, { datasetId }) as Promise<PrivacyReport>,
    mask: (action: 'mask' | 'fake') =>
      follow(privacy.mask, { datasetId, actions: { name: action } }) as Promise<MaskReport>,
    undo: (changeId: number) => follow(dataset.undo, { datasetId, changeId, unlockTest: false }),
    texts: async () => {
      const { rows } = await ask(dataset.rowsAt, { datasetId, start: 0, limit: 5 });
      return rows.map(({ cells }) => cells.text);
    },
    reaches: (jobId: JobId, state: string) =>
      until(`${jobId} is ${state}`, async () => (await ask(jobs.job, { jobId })).state === state, 90_000),
    reopen: () => {
      app[Symbol.dispose]();
      app = openApp(path, INSTALLATION);
    },
    [Symbol.dispose]: () => {
      app[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

test('PV-LOOP-1 the models find names, a scan counts them, masking replaces them, and an edited row is looked at again', async () => {
  using project = await opened([
    '😀 Please call Sarah Connor about the invoice.',
    '请把合同寄给王小明，谢谢。',
    'Please restart the server on Monday.',
  ]);
  const { ask, datasetId } = project;
  expect(await project.scan()).toMatchObject({ counts: [], rowsNotLookedAt: 3 });

  const { jobId } = await project.find();
  if (jobId === null) throw new Error('no job was started');
  expect(await ask(privacy.namesJobs, { datasetId })).toEqual([{ jobId, columns: ['text'] }]);
  expect(await project.find(), 'the one that is on its way').toMatchObject({ jobId });
  // The core goes away while the job runs, and another one takes in what it found.
  await project.reaches(jobId, 'running');
  project.reopen();
  await project.reaches(jobId, 'finished');

  const report = await project.scan();
  expect(report).toMatchObject({ rowsNotLookedAt: 0, rowsFound: 2 });
  expect(report.counts).toEqual([{ type: 'name', column: 'text', values: 2, rows: 2 }]);
  expect(existsSync(join(project.path, 'names', jobId, 'texts.jsonl'))).toBe(false);
  const [sample] = report.samples;
  expect(await ask(privacy.reveal, { datasetId, ...(sample as NonNullable<typeof sample>) })).toEqual({
    value: 'Sarah Connor',
  });

  const masked = await project.mask('mask');
  expect(masked).toMatchObject({ changedRows: 2, rowsNotLookedAt: 0 });
  expect(await project.texts()).toEqual([
    '😀 Please call S**** C***** about the invoice.',
    '请把合同寄给王**，谢谢。',
    'Please restart the server on Monday.',
  ]);
  expect(await ask(privacy.names, { datasetId })).toEqual({ rows: 3, rowsNotLookedAt: 2, names: 0 });

  await project.undo(masked.changeId as number);
  expect(await ask(privacy.names, { datasetId })).toEqual({ rows: 3, rowsNotLookedAt: 0, names: 2 });
  await ask(dataset.editRow, { datasetId, row: 3, cells: { text: 'Robert Elz wrote this.' } });
  const again = await project.find();
  expect(again.rows).toBe(1);
  await project.reaches(again.jobId as JobId, 'finished');
  expect(await project.mask('fake')).toMatchObject({ changedRows: 3 });
  expect((await project.texts()).join('\n')).not.toMatch(/Sarah|Robert|王小明/);
}, 120_000);

test('PV-LOOP-2 a search for names that was paused goes on where it was', async () => {
  using project = await opened(Array.from({ length: 3000 }, (_, at) => `Anna Kowalski sent the minutes ${at * 7919}.`));
  const { ask, datasetId } = project;

  const { jobId } = await project.find();
  if (jobId === null) throw new Error('no job was started');
  await until('a part is done', async () => (await ask(jobs.job, { jobId })).done > 300, 60_000);
  await ask(jobs.pause, { jobId });
  await project.reaches(jobId, 'paused');

  expect(await project.find()).toMatchObject({ jobId });
  await project.reaches(jobId, 'finished');
  const events = readFileSync(join(project.path, 'names', jobId, 'events.jsonl'), 'utf8');
  expect(Number(/"resumedFrom":([1-9]\d+)/.exec(events)?.[1])).toBeGreaterThanOrEqual(256);
  const state = await ask(privacy.names, { datasetId });
  expect(state).toMatchObject({ rows: 3000, rowsNotLookedAt: 0 });
  expect(state.names).toBeGreaterThan(2700);
}, 180_000);
