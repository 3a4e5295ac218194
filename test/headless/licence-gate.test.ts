import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { openApp } from '../../native-bridge/app.ts';
import {
  dataset,
  jobs,
  licences,
  type Method,
  models,
  type Stream,
  splits,
  training,
  versioning,
} from '../../native-bridge/contract/index.ts';
import { INSTALLATION, mails, tinyModel } from '../installation.ts';
import { temporaryFolder, until } from '../temporary.ts';

const WORDS = 'I wrote these mails myself';

/** A project with one frozen dataset of which nobody has said the licence, spoken to as the page does. */
async function opened() {
  const folder = temporaryFolder();
  const app = openApp(join(folder.path, 'project'), INSTALLATION);
  const ask = async <I extends z.ZodType, O extends z.ZodType>(method: Method<I, O>, input: z.input<I>) =>
    (await app.router.ask(method.name, input)) as z.output<O>;
  const follow = async <I extends z.ZodType, E extends z.ZodType>(stream: Stream<I, E>, input: z.input<I>) => {
    const events: { kind: string; answer?: unknown; error?: { code: string } }[] = [];
    await new Promise<void>(done => app.router.open(stream.name, input, event => events.push(event as never), done));
    return events.at(-1);
  };
  await follow(dataset.importFile, { file: folder.write('mails.jsonl', mails(120)), roles: { group: 'sender' } });
  const [imported] = await ask(dataset.datasets, {});
  if (imported === undefined) throw new Error('nothing was imported');
  const amounts = { unit: 'rows' as const, train: 60, validation: 12, test: 24 };
  const plan = { way: 'group' as const, amounts, seed: 1, nearTogether: true };
  await follow(splits.split, { datasetId: imported.id, plan, unlockTest: false });
  await follow(versioning.freeze, { datasetId: imported.id, name: 'v1' });
  const [version] = await ask(versioning.versions, {});
  if (version === undefined) throw new Error('nothing was frozen');
  /** What the dialog of the page does with a person's words. */
  const answer = async (wanted: z.input<typeof licences.unconfirmed.input>) => {
    const sources = (await ask(licences.unconfirmed, wanted)).map(({ sha256 }) => sha256);
    return ask(licences.confirm, { sources, use: wanted.use, words: WORDS });
  };
  return {
    folder,
    ask,
    follow,
    answer,
    datasetId: imported.id,
    version,
    [Symbol.dispose]: () => {
      app[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

test('LC-LOOP-1 training on a source of unknown licence asks first, keeps the answer, and does not ask again', async () => {
  using project = await opened();
  const { ask, version } = project;
  const base = await ask(models.add, { source: { kind: 'folder', folder: tinyModel(project.folder.path) } });
  const train = async (name: string) =>
    ask(training.startRun, {
      name,
      versionHash: version.hash,
      modelId: base.id,
      methodId: 'lora',
      task: await ask(training.suggestTask, { versionHash: version.hash }),
      params: { rank: 8 },
      schedule: { epochs: 1 },
      seed: 7,
    });
  const wanted = { versionHash: version.hash, use: 'training' as const };

  await expect(train('refused')).rejects.toThrow('The licence of mails.jsonl (unknown) does not say that training');
  expect(await ask(jobs.jobs, {})).toEqual([]);
  expect(await ask(licences.unconfirmed, wanted)).toMatchObject([{ name: 'mails.jsonl', licence: 'unknown' }]);
  await project.answer(wanted);

  const runs = [await train('first'), await train('second')];
  expect(await ask(licences.unconfirmed, wanted)).toEqual([]);
  expect(await ask(licences.answers, { datasetId: project.datasetId })).toMatchObject([
    { sourceName: 'mails.jsonl', use: 'training', licence: 'unknown', words: WORDS, stands: true },
  ]);
  for (const { id } of runs.reverse()) await ask(jobs.cancel, { jobId: id });
  const states = async () => (await ask(jobs.jobs, {})).map(({ state }) => state);
  await until('the runs have ended', async () => (await states()).every(state => state === 'cancelled'), 60_000);
}, 120_000);

test('LC-LOOP-2 exporting rows asks for its own use, until the licence changes', async () => {
  using project = await opened();
  const { ask, follow, datasetId, version } = project;
  const to = (name: string) => join(project.folder.path, name);
  const write = (name: string) =>
    follow(versioning.exportRows, { source: { kind: 'dataset', datasetId }, format: 'jsonl', to: to(name) });
  await project.answer({ versionHash: version.hash, use: 'training' });

  expect(await write('a.jsonl')).toMatchObject({ kind: 'failed', error: { code: 'licence.unconfirmed' } });
  expect(existsSync(to('a.jsonl'))).toBe(false);
  await project.answer({ datasetId, use: 'shareData' });
  expect((await write('a.jsonl'))?.kind).toBe('finished');
  expect((await write('b.jsonl'))?.kind).toBe('finished');
  expect(readFileSync(to('b.jsonl'), 'utf8').trim().split('\n')).toHaveLength(120);

  const [source] = await ask(licences.sources, { datasetId });
  await ask(licences.describe, { sha256: source?.sha256 ?? '', licence: 'LicenseRef-theirs' });
  expect(await write('c.jsonl')).toMatchObject({ kind: 'failed', error: { code: 'licence.unconfirmed' } });
  expect(await ask(licences.answers, { datasetId })).toMatchObject([{ stands: false }, { stands: false }]);
}, 60_000);
