import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  attention,
  type DatasetVersion,
  dataset,
  evaluation,
  exporting,
  type JobId,
  jobs,
  licences,
  models,
  ProcessFile,
  type Run,
  splits,
  training,
  versioning,
} from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { isAlive } from '../../native-bridge/jobs/process.ts';
import { holderOf } from '../../native-bridge/store/lock.ts';
import { INSTALLATION, mails, tinyModel } from '../installation.ts';
import { work } from '../session-work.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';
import { type PackagedApp, packageApp, startPackaged } from './packaged-app.ts';
import { takeSample, takeWelcome } from './pictures.ts';

/**
 * The whole loop in the packaged app, as a person walks it from the first start on: what is seen is seen in its window, and what
 * has no button of its own in a test goes through the core that the app has started. Each step goes on from the one before.
 */

const PICTURES = process.env.LUTHIER_WALK_PICTURES;

/** A page that works draws within a moment, on a busy machine within some. */
const SHOWN = { timeout: 15_000 };

let folder: TemporaryFolder;
let project: string;
let app: PackagedApp;
let run: Run;
let version: DatasetVersion;
let broken = false;

beforeAll(() => {
  folder = temporaryFolder();
  // A home in which nothing was ever opened; what is large stands where the set-up of the tests has put it.
  folder.write('settings.json', JSON.stringify({ place: INSTALLATION.home }));
  project = join(folder.path, 'projects', 'sample');
  packageApp();
}, 120_000);

afterAll(async () => {
  await app?.end();
  folder?.[Symbol.dispose]();
});

const start = async (): Promise<void> => {
  app = await startPackaged({ profile: join(folder.path, 'profile'), env: { LUTHIER_HOME: folder.path } });
  await app.page.getByRole('heading', { level: 1 }).waitFor();
};

/** Asks the core of the app, as the command line does beside it. */
async function asked<Answer>(of: (session: Session) => Promise<Answer>): Promise<Answer> {
  const session = await openSession(project);
  try {
    expect(session.through).not.toBeNull();
    return await of(session);
  } finally {
    await session[Symbol.asyncDispose]();
  }
}

async function finished(jobId: JobId): Promise<void> {
  const job = () => asked(session => session.ask(jobs.job, { jobId }));
  await until(`${jobId} ends`, async () => /finished|failed|cancelled|interrupted/.test((await job()).state), 90_000);
  const { state, error } = await job();
  expect([state, error]).toEqual(['finished', null]);
}

const goTo = (page: string) => app.page.locator(`a[href="${page}"]`).first().click();
/** Opens what was made of our run: the sample has results of its own. */
const openOurs = async (list: string, id: JobId): Promise<void> => {
  await goTo(list);
  await app.page.locator('tbody tr', { hasText: run.name }).first().locator('td').first().click();
  await app.page.waitForURL(address => address.pathname === `${list}/${id}`);
};
const cell = (text: string) => app.page.locator('.ag-cell', { hasText: text }).first();
/** One step. Where one fails, the ones after it have nothing to go on from. */
function step(name: string, walk: () => Promise<void>, timeoutMs: number): void {
  test(name, { timeout: timeoutMs }, async ({ skip }) => {
    skip(broken, 'a step before it failed');
    broken = true;
    await walk();
    broken = false;
  });
}

step(
  'WALK-1 the first start welcomes, and a button opens the sample, which fills itself out of the package',
  async () => {
    await start();
    await app.page.getByText('No project yet').waitFor();
    if (PICTURES) await takeWelcome(app.page, PICTURES);
    await app.page.getByRole('button', { name: 'Open the sample' }).click();

    await app.page.getByText('The loop is closed').waitFor({ timeout: 60_000 });
    expect(existsSync(join(project, 'luthier.db'))).toBe(true);
    expect(holderOf(project)?.address).toMatch(/^http:\/\/127\.0\.0\.1:/);
    if (PICTURES) await asked(session => takeSample(app.page, PICTURES, session));
  },
  PICTURES ? 180_000 : 90_000,
);

step(
  'WALK-2 a cell is edited in the grid, and undo brings it back',
  async () => {
    await goTo('/data');
    await app.page.locator('tbody tr').first().click();
    await app.page.locator('.ag-row[row-index="0"]').first().waitFor();
    const label = app.page.locator('.ag-row[row-index="0"] [col-id=".label"]');
    await expect.poll(() => label.textContent(), SHOWN).toMatch(/ham|spam/);
    const before = (await label.textContent()) ?? '';
    await label.dblclick();
    await app.page.keyboard.press('Control+a');
    await app.page.keyboard.type('perhaps');
    await app.page.keyboard.press('Enter');
    await cell('perhaps').waitFor();
    // The project has changes before this one: undo says when it means this one.
    await app.page.getByRole('button', { name: /^Undo: Edit label/ }).waitFor();
    await app.page.keyboard.press('Control+z');

    await expect.poll(() => label.textContent(), SHOWN).toBe(before);
  },
  30_000,
);

step(
  'WALK-3 a short training starts, is kept when the window is closed and asks, and is shown when it is opened again',
  async () => {
    run = await asked(startTraining);
    await until('it has begun', async () => (await jobOf(run.id)).state === 'running');

    await app.closeAndAgree();
    expect(holderOf(project), 'the core has gone').toBeNull();
    expect(isTraining(run.id), 'the training has not').toBe(true);
    // What was open is opened again.
    await start();
    await goTo('/runs');
    await app.page.getByText('tiny', { exact: true }).first().waitFor();
    await finished(run.id);
  },
  150_000,
);

step(
  'WALK-4 what it learned is evaluated, and the page shows the scores',
  async () => {
    const { id } = await asked(session => session.ask(evaluation.start, { runId: run.id, split: 'test' }));
    await finished(id);
    await openOurs('/evaluations', id);
    await app.page
      .getByText(/macro.?f1/i)
      .first()
      .waitFor();
  },
  120_000,
);

step(
  'WALK-5 one row is looked at inside, and its map is drawn',
  async () => {
    const source = { datasetId: version.datasetId, row: 1 };
    const { id } = await asked(session => session.ask(attention.start, { runId: run.id, subject: 'tuned', source }));
    await finished(id);
    await openOurs('/attention', id);
    await app.page.locator('canvas').first().waitFor();
  },
  120_000,
);

step(
  'WALK-6 the model is exported and proves itself',
  async () => {
    const { id } = await asked(startExport);
    await finished(id);
    await openOurs('/exports', id);
    await app.page.getByRole('heading', { level: 1 }).waitFor();
  },
  150_000,
);

step(
  'WALK-7 quitting ends every process of the app',
  async () => {
    const pid = holderOf(project)?.pid ?? 0;
    await app.close();

    expect(holderOf(project)).toBeNull();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  },
  30_000,
);

/** Whether its process is there: a core that could be asked is not. */
function isTraining(jobId: JobId): boolean {
  const file = ProcessFile.parse(JSON.parse(readFileSync(join(project, 'runs', jobId, 'process.json'), 'utf8')));
  return isAlive(file);
}

const jobOf = (jobId: JobId) => asked(session => session.ask(jobs.job, { jobId }));

async function startTraining(session: Session): Promise<Run> {
  let imported: z.output<typeof dataset.dataset.output> | undefined;
  await session.follow(
    dataset.importFile,
    { file: folder.write('mails.jsonl', mails(240)), roles: { text: 'text', label: 'label', group: 'sender' } },
    event => {
      if (event.kind === 'finished') imported = event.report.dataset;
    },
  );
  if (imported === undefined) throw new Error('nothing was imported');
  const { id: datasetId, sourceSha256: sha256 } = imported;
  const amounts = { unit: 'rows', train: 120, validation: 24, test: 60 } as const;
  const plan = { way: 'group', amounts, seed: 1, nearTogether: true } as const;
  await work(session, splits.split, { datasetId, plan, unlockTest: false });
  version = await work(session, versioning.freeze, { datasetId, name: 'v1' });
  await session.ask(licences.describe, { sha256, licence: 'CC-BY-SA-4.0' });
  const base = await session.ask(models.add, { source: { kind: 'folder', folder: tinyModel(folder.path) } });
  const versionHash = version.hash;
  return await session.ask(training.startRun, {
    name: 'tiny',
    versionHash,
    modelId: base.id,
    methodId: 'lora',
    task: await session.ask(training.suggestTask, { versionHash }),
    params: { rank: 8 },
    schedule: { epochs: 6, peak_learning_rate: 0.01, eval_every_steps: 16, checkpoint_every_steps: 16 },
    seed: 7,
  });
}

async function startExport(session: Session): Promise<{ readonly id: JobId }> {
  const wanted = { versionHash: run.versionHash, use: 'shareModel' } as const;
  const sources = (await session.ask(licences.unconfirmed, wanted)).map(({ sha256 }) => sha256);
  await session.ask(licences.confirm, { sources, use: wanted.use, words: 'I wrote these mails' });
  const { id } = await session.ask(exporting.start, {
    runId: run.id,
    targetId: 'onnx-int8',
    params: {},
    gate: { metric: 'macro-f1', maxDropPoints: 100 },
  });
  return { id: id as JobId };
}
