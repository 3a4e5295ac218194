import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AttentionId,
  attention,
  type EvaluationId,
  type ExportId,
  evaluation,
  exporting,
  type JobId,
  jobs,
  models,
  ProcessFile,
  type Run,
  type Score,
  settings,
  training,
} from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { isAlive } from '../../native-bridge/jobs/process.ts';
import { holderOf } from '../../native-bridge/store/lock.ts';
import { INSTALLATION, tinyModel } from '../installation.ts';
import { wantedOut, withoutWayOut } from '../no-way-out.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';
import { type PackagedApp, packageApp, startPackaged } from './packaged-app.ts';
import { takeSample, takeWelcome } from './pictures.ts';

/**
 * The whole loop in the packaged app, as a person walks it from the first start on, by its buttons and keys; the core that the
 * app has started is only asked whether what the window shows is so. Each step goes on from the one before. It is
 * walked in a network without a way out: this file starts itself in one.
 */

const PICTURES = process.env.LUTHIER_WALK_PICTURES;

/** A base model and a run beside those of the sample. The numbers make a run of many short steps. */
const MODEL = 'tiny';
const RUN = 'short';
const NUMBERS = { 'Text length': '64', Epochs: '4', 'Learning rate': '0.01' };
/** 63 for 1,000 rows of sixteen a step, four times. */
const STEPS = 252;
const SEEN_STEPS = 10;
/** A model that is rounded badly loses more. */
const GATE_POINTS = 3;

/** A page that works draws within a moment, on a busy machine within some. */
const SHOWN = { timeout: 15_000 };

let folder: TemporaryFolder;
let project: string;
let app: PackagedApp;
let model: string;
let run: Run;
let broken = false;

/** Set where the walk is alone in that network; the pictures are taken with the network as it is. */
const isAlone = process.env.LUTHIER_WALK === 'alone';
const isInside = isAlone || PICTURES !== undefined;

if (isInside) {
  beforeAll(() => {
    folder = temporaryFolder();
    // A home in which nothing was ever opened; what is large stands where the set-up of the tests has put it.
    folder.write('settings.json', JSON.stringify({ place: INSTALLATION.home }));
    project = join(folder.path, 'projects', 'sample');
    model = tinyModel(folder.path);
    packageApp();
  }, 180_000);

  afterAll(async () => {
    // Where a step has failed, the app would ask what becomes of its job.
    if (broken && run) await asked(session => session.ask(jobs.cancel, { jobId: run.id })).catch(() => {});
    await app?.end();
    folder?.[Symbol.dispose]();
  });
} else {
  test('WALK the whole loop is walked by the buttons of the packaged app, and nothing of it ever wants to the outside', async () => {
    using names = temporaryFolder();
    const walk = ['node_modules/vitest/vitest.mjs', 'run', 'test/packaged/walk.test.ts'];
    const [command, ...words] = withoutWayOut(names, [process.execPath, ...walk]);
    // A package of its own: tests of the package may run beside it.
    const env = { ...process.env, LUTHIER_WALK: 'alone', LUTHIER_TEST_PACKAGE: 'package-walk' };
    const walking = spawn(command, words, { cwd: INSTALLATION.root, env, stdio: ['ignore', 'inherit', 'inherit'] });

    const [code] = await once(walking, 'exit');

    expect(code, 'a step of the walk failed: what it said is above').toBe(0);
  }, 900_000);
}

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
  await until(`${jobId} ends`, async () => /finished|failed|cancelled|interrupted/.test((await job()).state), 150_000);
  const { state, error } = await job();
  expect([state, error]).toEqual(['finished', null]);
}

const goTo = (page: string) => app.page.locator(`a[href="${page}"]`).first().click();
const button = (name: string) => app.page.getByRole('button', { name, exact: true });
const field = (name: string) => app.page.getByRole('textbox', { name, exact: true });
/** What the page is about, by the end of its address. */
const shownId = <Id extends string>() => new URL(app.page.url()).pathname.split('/').at(-1) as Id;
/** Opens our run, or what was made of it, from its list: the sample has results of its own. */
const openOurs = async (list: string): Promise<void> => {
  await goTo(list);
  await app.page.locator('tbody tr', { hasText: RUN }).first().locator('td').first().click();
  await app.page.waitForURL(address => address.pathname.startsWith(`${list}/`));
};
const choose = async (name: string, option: RegExp): Promise<void> => {
  await app.page.getByRole('combobox', { name, exact: true }).click();
  await app.page.getByRole('option', { name: option }).click();
};
/** One of the numbers of a run, as they stand on its page; NaN while it is a dash. */
const stat = async (name: string): Promise<number> => {
  const line = app.page.locator('dl > div', { has: app.page.locator('dt', { hasText: new RegExp(`^${name}$`) }) });
  return Number.parseFloat((await line.locator('dd').first().textContent())?.replaceAll(',', '') ?? '');
};
const written = (value: number, digits = 3): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const scoreShown = ({ value, low, high }: Score): string => `${written(value)}${written(low)} – ${written(high)}`;
const cell = (text: string) => app.page.locator('.ag-cell', { hasText: text }).first();
/** One step. Where one fails, the ones after it have nothing to go on from. */
function step(name: string, walk: () => Promise<void>, timeoutMs: number): void {
  if (!isInside) return;
  test(name, { timeout: timeoutMs }, async ({ skip }) => {
    skip(broken, 'a step before it failed');
    broken = true;
    if (isAlone) expect(wantedOut(), 'packets that wanted to the outside so far').toBe(0);
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
  60_000,
);

step(
  'WALK-3 the offline switch is put on, and the page says of everything that may use the network that it is off',
  async () => {
    await goTo('/settings');
    await app.page.getByRole('switch', { name: 'Offline' }).press('Space');
    const uses = app.page.getByRole('table', { name: 'What may use the network' });

    await expect.poll(() => uses.getByText('Off', { exact: true }).count(), SHOWN).toBe(5);
    expect(await uses.locator('tbody tr').count()).toBe(5);
    const { settings: kept } = await asked(session => session.ask(settings.state, {}));
    expect(kept.offline).toBe(true);
  },
  60_000,
);

step(
  'WALK-4 a base model is added from a folder',
  async () => {
    await goTo('/models');
    await button('Add model').click();
    const dialog = app.page.getByRole('dialog');
    await dialog.getByText('Folder', { exact: true }).click();
    await dialog.getByLabel('Path of the folder').fill(model);
    await dialog.getByLabel('Name').fill(MODEL);
    await dialog.getByRole('button', { name: 'Add model', exact: true }).click();

    await dialog.waitFor({ state: 'detached' });
    await app.page.getByRole('table').getByText(MODEL, { exact: true }).waitFor();
  },
  60_000,
);

step(
  'WALK-5 a training starts from its form, is kept when the window is closed and asks, and is further when it is opened again',
  async () => {
    await goTo('/runs');
    await button('Start a run').click();
    await choose('Base model', new RegExp(`^${MODEL} `));
    await field('Name').fill(RUN);
    for (const [name, value] of Object.entries(NUMBERS)) await field(name).fill(value);
    await app.page
      .getByRole('button', { name: /^Start/ })
      .last()
      .click();
    await app.page.waitForURL(address => /^\/runs\/run_/.test(address.pathname));
    run = await asked(session => session.ask(training.run, { runId: shownId() }));
    const chosen = await asked(session => session.ask(models.models, {}));
    expect([run.name, chosen.find(({ id }) => id === run.modelId)?.name]).toEqual([RUN, MODEL]);

    await expect.poll(() => stat('Step'), { timeout: 150_000, interval: 200 }).toBeGreaterThan(SEEN_STEPS);
    await app.page.getByRole('heading', { level: 1 }).locator('..').getByText('Running', { exact: true }).waitFor();
    const before = { step: await stat('Step'), loss: await stat('Train loss') };
    expect(before.loss).toBeGreaterThan(0);

    await app.closeAndAgree();
    expect(holderOf(project), 'the core has gone').toBeNull();
    expect(isTraining(run.id), 'the training has not').toBe(true);
    // What was open is opened again.
    await start();
    await openOurs('/runs');
    await expect.poll(() => stat('Step'), SHOWN).toBeGreaterThan(before.step);

    await finished(run.id);
    await app.page.getByText('Finished', { exact: true }).first().waitFor();
    expect(await stat('Step')).toBe(STEPS);
    expect(await stat('Train loss')).toBeCloseTo(lastLoss(run.id), 3);
    // One attempt: what is further is the same process, not another start.
    expect((await jobOf(run.id)).attempt).toBe(1);
  },
  400_000,
);

step(
  'WALK-6 what it learned is evaluated by a button, and the numbers on the page are those of the core',
  async () => {
    await button('Evaluate on test').click();
    await app.page.waitForURL(address => /^\/evaluations\/./.test(address.pathname));
    const evaluationId = shownId<EvaluationId>();
    await finished(evaluationId);
    const scores = app.page.getByRole('table').filter({ hasText: 'Difference' });
    await scores.waitFor();

    const { report } = await asked(session => session.ask(evaluation.evaluation, { evaluationId }));
    const { metrics } = await asked(session => session.ask(training.catalog, {}));
    const [base, tuned] = report?.subjects ?? [];
    expect([report?.rowCount, base?.name, tuned?.name]).toEqual([440, 'base', 'tuned']);
    expect(tuned?.scores.map(({ metric }) => metric)).toContain('macro-f1');
    for (const score of tuned?.scores ?? []) {
      const before = base?.scores.find(({ metric }) => metric === score.metric);
      const title = metrics.find(({ id }) => id === score.metric)?.title ?? score.metric;
      const name = app.page.getByRole('rowheader', { name: title, exact: true });
      const cells = await scores.getByRole('row').filter({ has: name }).locator('td').allTextContents();
      expect([title, ...cells.slice(1, 3)]).toEqual([title, before && scoreShown(before), scoreShown(score)]);
    }
  },
  180_000,
);

step(
  'WALK-7 one row is looked at inside by its button, and its map is drawn',
  async () => {
    const wrong = app.page.getByRole('table', { name: 'Rows' });
    await wrong.getByRole('button', { name: 'Attention' }).first().click();
    await app.page.waitForURL(address => /^\/attention\/./.test(address.pathname));
    const attentionId = shownId<AttentionId>();
    await finished(attentionId);
    const head = app.page.getByRole('group', { name: /^Map of layer/ });
    await head.waitFor();

    const { map } = await asked(session => session.ask(attention.attention, { attentionId }));
    const { layers = 0, heads = 0, answer } = map ?? {};
    expect([layers, heads]).toEqual([3, 4]);
    const all = app.page.getByRole('group', { name: 'Layers × heads' });
    expect(await all.getByRole('button').count()).toBe(layers * heads);
    await app.page.getByText(`→ ${answer?.predicted}`).waitFor();
    // Nothing is read from what comes later: one half of a map is one colour, the other is what was read.
    await expect.poll(() => colours(head), SHOWN).toBeGreaterThan(30);
    await expect.poll(() => colours(all), SHOWN).toBeGreaterThan(30);
  },
  180_000,
);

step(
  'WALK-8 the model is exported by a button, and its page shows that it held a gate it could have failed',
  async () => {
    await openOurs('/runs');
    await app.page.getByRole('link', { name: 'Export to INT8' }).click();
    await app.page.getByLabel('Points it may lose').fill(String(GATE_POINTS));
    await app.page.getByRole('button', { name: /^Export to/ }).click();
    await app.page.waitForURL(address => /^\/exports\/./.test(address.pathname));
    const exportId = shownId<ExportId>();
    await finished(exportId);
    await app.page.getByRole('heading', { name: 'The export passed' }).waitFor();

    const { parity, modelIsThere } = await asked(session => session.ask(exporting.export, { exportId }));
    const [source, exported] = [parity?.sourceScores, parity?.exportedScores].map(scores =>
      scores?.find(({ metric }) => metric === 'macro-f1'),
    );
    if (!parity || !source || !exported) throw new Error('the export has no card');
    expect([parity.passed, parity.rowCount, modelIsThere]).toEqual([true, 440, true]);
    const lost = parity.attempts.find(({ passed }) => passed)?.dropPoints ?? Number.NaN;
    expect(lost).toBeCloseTo((source.value - exported.value) * 100, 6);
    expect(lost).toBeLessThanOrEqual(GATE_POINTS);
    const held = `Macro-F1 lost ${written(lost, 2)} points; the gate allows ${written(GATE_POINTS, 2)}.`;
    await app.page.getByRole('status').getByText(held, { exact: true }).waitFor();
    const line = app.page.getByRole('table', { name: 'Metrics' }).getByRole('row', { name: /^macro-F1/i });
    expect((await line.locator('td').allTextContents()).slice(1)).toEqual([scoreShown(source), scoreShown(exported)]);
    const checks = app.page.getByRole('listitem').filter({ has: app.page.locator('strong', { hasText: /^The / }) });
    expect(await checks.getByLabel('Passed').count()).toBe(4);
  },
  180_000,
);

step(
  'WALK-9 quitting ends every process of the app',
  async () => {
    const pid = holderOf(project)?.pid ?? 0;
    await app.close();

    expect(holderOf(project)).toBeNull();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  },
  60_000,
);

if (isAlone) {
  step(
    'WALK-10 on all of the walk nothing wanted to the outside, and a question to it would have been counted',
    async () => {
      // Before each step it was looked whether anything had.
      await expect(fetch('https://pypi.org/simple/')).rejects.toThrow();
      expect(wantedOut()).toBeGreaterThan(0);
    },
    60_000,
  );
}

/** Whether its process is there: a core that could be asked is not. */
function isTraining(jobId: JobId): boolean {
  const file = ProcessFile.parse(JSON.parse(readFileSync(join(project, 'runs', jobId, 'process.json'), 'utf8')));
  return isAlive(file);
}

const jobOf = (jobId: JobId) => asked(session => session.ask(jobs.job, { jobId }));

/** The loss of the last step, as the job itself has written it down. */
function lastLoss(jobId: JobId): number {
  const lines = readFileSync(join(project, 'runs', jobId, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const events = lines.map(line => JSON.parse(line) as { name?: string; value?: number });
  return events.findLast(({ name }) => name === 'train/loss')?.value ?? Number.NaN;
}

/** How many colours a part of the page is drawn in. A canvas of the graphics card can be read only off the screen. */
async function colours(part: Locator): Promise<number> {
  const picture = (await part.screenshot()).toString('base64');
  return await app.page.evaluate(async picture => {
    const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer ?? new ArrayBuffer();
    return new Set(new Uint32Array(pixels)).size;
  }, picture);
}
