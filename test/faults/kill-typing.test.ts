import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DatasetId, dataset } from '../../native-bridge/contract/index.ts';
import { random } from '../../native-bridge/core/random.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { coreOf, type Desktop, inPage, openDesktop } from '../electron/desktop.ts';
import { mails } from '../installation.ts';
import { processesWith } from '../processes.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';
import { integrityOf, kill, recovered, rendererOf, wholePage } from './killed-desktop.ts';

/**
 * A process of the desktop is killed while a person writes in the grid, at a moment by chance between the key that ends a
 * cell and the answer to it. What the page had shown as saved must be there. `LUTHIER_KILLS` says how many rounds,
 * `LUTHIER_KILLS_SEED` the seed of the first.
 */
const ROUNDS = Number(process.env.LUTHIER_KILLS ?? 3);
const FIRST_SEED = Number(process.env.LUTHIER_KILLS_SEED ?? 30);
const SEEDS = Array.from({ length: ROUNDS }, (_, round) => FIRST_SEED + round);

const VICTIMS = ['main', 'core', 'renderer'] as const;
const COLUMN = 'date';
const ROWS = 60;

let made: TemporaryFolder;
let datasetId: DatasetId;

beforeAll(async () => {
  made = temporaryFolder();
  await using session = await openSession(join(made.path, 'project'));
  await session.follow(dataset.importFile, { file: made.write('mails.jsonl', mails(ROWS)) }, event => {
    if (event.kind === 'finished') datasetId = event.report.dataset.id;
  });
}, 60_000);

afterAll(() => made?.[Symbol.dispose]());

const cell = (row: number) => `.ag-row[row-index="${row - 1}"] [col-id=".${COLUMN}"]`;

test.each(SEEDS)(
  'FLT-37 whatever is killed while a person writes in the grid, nothing that the page showed as saved is lost: seed %i',
  async seed => {
    using folder = temporaryFolder();
    const next = random(seed);
    const victim = VICTIMS[seed % VICTIMS.length] as (typeof VICTIMS)[number];
    const desktop = await openMails(folder.path);
    const { project } = desktop;

    const saved = new Map<number, string>();
    let longestMs = 0;
    for (let row = 1; row <= 2 + Math.floor(next() * 3); row += 1) {
      await write(desktop.page, row, textOf(row));
      const began = performance.now();
      await desktop.page.keyboard.press('Enter');
      await desktop.page.locator(cell(row), { hasText: textOf(row) }).waitFor();
      longestMs = Math.max(longestMs, performance.now() - began);
      saved.set(row, textOf(row));
    }
    const row = saved.size + 1;
    const before = (await desktop.page.locator(cell(row)).textContent()) ?? '';
    const pid = await pidOf(desktop, victim);
    await write(desktop.page, row, textOf(row));
    const afterMs = next() * longestMs;
    console.log(`seed ${seed}: ${victim} ${Math.round(afterMs)} of ${Math.round(longestMs)} ms after the key`);
    const pressed = desktop.page.keyboard.press('Enter').catch(() => {});
    await wait(afterMs);
    kill(pid);

    const after = await recovered(desktop, victim, pid);

    await pressed;
    await until('its core answers', async () =>
      (await inPage(after.app, 'document.body.innerText')).includes('Connected'),
    );
    {
      await using session = await openSession(project);
      expect(session.through).not.toBeNull();
      for (const [row, text] of saved) expect(await cellOf(session, row)).toBe(text);
      // A page that goes on tells what became of what it had asked for.
      if (victim === 'core')
        await until(
          'it is saved or a draft',
          async () => (await cellOf(session, row)) === textOf(row) || (await hasDraft(desktop.page)),
        );
      const inFlight = await cellOf(session, row);
      expect([before, textOf(row)]).toContain(inFlight);
      const changes = await session.ask(dataset.history, { datasetId });
      expect(changes.length).toBe(saved.size + (inFlight === before ? 0 : 1));
    }
    await showsAll(after, saved);
    await after.close();
    await until('nothing of it is left', () => processesWith(folder.path).length === 0, 10_000);
    expect(integrityOf(project)).toBe('ok');
  },
  150_000,
);

test.each(['main', 'renderer'] as const)(
  'FLT-52 what was written beside the grid half a second ago waits as a draft after a kill: %s',
  async victim => {
    using folder = temporaryFolder();
    const desktop = await openMails(folder.path);
    const { page, project } = desktop;
    await page.locator(cell(2)).click();
    await page.keyboard.press('ControlOrMeta+Shift+e');
    await page.locator('.monaco-editor textarea').first().focus();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText(' And more that is not saved.');
    await wait(500);
    const pid = await pidOf(desktop, victim);
    kill(pid);

    const after = await recovered(desktop, victim, pid);

    await until('the page that comes back shows the draft', async () => {
      await inPage(after.app, OPEN_ROWS).catch(() => {});
      return (await inPage(after.app, 'document.body.innerText')).includes('1 text is not saved');
    });
    {
      await using session = await openSession(project);
      const [draft] = await session.ask(dataset.drafts, { datasetId });
      expect(draft).toMatchObject({ row: 2, column: null });
      expect(draft?.text).toBe(`${draft?.from} And more that is not saved.`);
      expect(await session.ask(dataset.history, { datasetId })).toEqual([]);
    }
    await after.close();
    await until('nothing of it is left', () => processesWith(folder.path).length === 0, 10_000);
  },
  90_000,
);

const textOf = (row: number): string => `written in row ${row}`;

async function pidOf({ app, process, project }: Desktop, victim: (typeof VICTIMS)[number]): Promise<number> {
  if (victim === 'main') return process.pid ?? 0;
  return victim === 'core' ? (await coreOf(project)).pid : await rendererOf(app);
}

/** A project of its own in the folder, at the rows of its mails. */
async function openMails(folder: string): Promise<Desktop> {
  const project = join(folder, 'project');
  cpSync(join(made.path, 'project'), project, { recursive: true });
  const desktop = await openDesktop({ project, memory: join(folder, 'memory') });
  await wholePage(desktop);
  const { page } = desktop;
  await page.locator('a[href="/data"]').first().click();
  await page.locator('tbody tr').first().click();
  await page.locator(cell(1)).waitFor();
  return desktop;
}

/** Writes over a cell by its keys; what ends it is pressed by whoever asked. */
async function write(page: Page, row: number, text: string): Promise<void> {
  await page.locator(cell(row)).dblclick();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

const hasDraft = (page: Page): Promise<boolean> => page.getByText('1 text is not saved').isVisible();

async function cellOf(session: Session, row: number): Promise<unknown> {
  return (await session.ask(dataset.row, { datasetId, row })).cells[COLUMN];
}

/** Another step to the rows of the dataset, where they are not shown yet. */
const OPEN_ROWS = `document.querySelector('.ag-root') ||
  (document.querySelector('tbody tr') ?? document.querySelector('a[href="/data"]')).click(); ''`;

/** The page that has come back shows what the one before it had shown. Asked by the shell: the driver knows no page after a crash. */
async function showsAll({ app }: Desktop, saved: ReadonlyMap<number, string>): Promise<void> {
  const texts = `JSON.stringify([...document.querySelectorAll('[role=gridcell]')].map(cell => cell.textContent))`;
  await until('the rows are shown', async () => {
    await inPage(app, OPEN_ROWS);
    const shown = JSON.parse(await inPage(app, texts)) as string[];
    return [...saved.values()].every(text => shown.includes(text));
  });
}
