import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../native-bridge/app.ts';
import { type Dataset, type DatasetId, dataset, type Row } from '../../native-bridge/contract/index.ts';
import { DATABASE_FILE, openDatabase } from '../../native-bridge/store/open.ts';
import { temporaryFolder } from '../temporary.ts';
import { reachedCore, type Trouble } from './chromium.ts';
import { openProject } from './open-project.ts';

/** Row n says `plain n`. */
const ROWS = Array.from({ length: 2000 }, (_, at) => JSON.stringify({ text: `plain ${at + 1}` }));

const stack = new AsyncDisposableStack();
let app: App;
let project: string;
let page: Page;
let trouble: Trouble;
let datasetId: DatasetId;

/** What happens to rows on the page while somebody else writes, or something takes long. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  project = join(folder.path, 'project');
  ({ app, page, trouble } = stack.use(await openProject(project, { viewport: { width: 1400, height: 800 } })));
  const file = folder.write('rows.jsonl', ROWS.join('\n'));
  await new Promise<void>(done => app.router.open(dataset.importFile.name, { file, roles: {} }, () => {}, done));
  datasetId = ((await app.router.ask(dataset.datasets.name, {})) as Dataset[])[0]?.id as DatasetId;
  await page.locator('a[href="/data"]').first().click();
  await page.getByRole('cell', { name: 'rows.jsonl' }).click();
  await cell(1, 'text').waitFor();
}, 60_000);

afterAll(() => stack.disposeAsync());

/** The cell of a row by its place on the page, from 1, and its column. */
const cell = (place: number, column: string) => page.locator(`.ag-row[row-index="${place - 1}"] [col-id=".${column}"]`);
const cellOf = async (row: number, column: string) =>
  ((await app.router.ask(dataset.row.name, { datasetId, row })) as Row).cells[column];
const ask = async (text: string) => {
  const query = page.getByRole('combobox', { name: 'Search and filter' });
  await query.fill(text);
  await query.press('Enter');
};

test('GE-18 a cell that cannot be saved says why, and what was typed is kept', async () => {
  await cell(9, 'text').dblclick();
  await page.keyboard.type(' and more');
  await app.router.ask(dataset.removeRows.name, { datasetId, rows: [9] });
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'row 9' }).waitFor();
  await page.getByText('1 text is not saved').waitFor();
  await page.getByRole('button', { name: 'Discard what was written in row 9, text' }).click();
  await cell(9, 'text').getByText('plain 10').waitFor();
  const history = (await app.router.ask(dataset.history.name, { datasetId })) as { readonly id: number }[];
  app.router.open(
    dataset.undo.name,
    { datasetId, changeId: history.at(-1)?.id, unlockTest: false },
    () => {},
    () => {},
  );
  // That undo was none of the page's own: the row comes back to its place by itself.
  await cell(9, 'text').getByText('plain 9').waitFor();
});

test('GE-19 what somebody else changes is shown, and an edit that has not seen it does not overwrite it', async () => {
  const edit = (row: number, text: string) => app.router.ask(dataset.editRow.name, { datasetId, row, cells: { text } });
  await cell(12, 'text').dblclick();
  const written = page.locator('.ag-cell input');
  await written.waitFor();
  await page.keyboard.type(' typed');
  await expect.poll(() => written.inputValue()).toBe('plain 12 typed');
  await edit(12, 'by a command');
  await edit(13, 'by the same command');
  await cell(13, 'text').getByText('by the same command').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Row 12' }).waitFor();
  expect(await cellOf(12, 'text')).toBe('by a command');
  await cell(12, 'text').getByText('by a command').waitFor();
  await page.getByRole('button', { name: 'Discard what was written in row 12, text' }).click();

  await cell(12, 'text').click();
  await page.keyboard.press('Delete');
  await page.keyboard.type('anew');
  await page.keyboard.press('Enter');
  await expect.poll(() => cellOf(12, 'text')).toBe('anew');
});

test('GE-20 an undo that takes long says so, and one that is stopped has taken nothing back', async () => {
  using stack = new DisposableStack();
  const other = stack.adopt(openDatabase(join(app.folder, DATABASE_FILE)), db => db.close());
  other.exec('BEGIN IMMEDIATE');
  await page.getByRole('button', { name: 'Undo: Edit text of row 12' }).click();
  await page.getByRole('progressbar', { name: 'Undoing' }).waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await reachedCore();
  other.exec('ROLLBACK');
  await app.router.ask(dataset.editRow.name, { datasetId, row: 13, cells: { text: 'later' } });
  expect(await cellOf(12, 'text')).toBe('anew');

  await page.getByRole('button', { name: 'Undo: Edit text of row 13' }).click();
  await page.getByRole('button', { name: 'Undo: Edit text of row 12' }).click();
  await expect.poll(() => cellOf(12, 'text')).toBe(null);
});

test('GE-23 an undo goes on when the page is left, is shown on the next one, and another waits for its end', async () => {
  await app.router.ask(dataset.editRow.name, { datasetId, row: 14, cells: { text: 'to be undone' } });
  const undo = page.getByRole('button', { name: 'Undo: Edit text of row 14' });
  await undo.waitFor();
  using stack = new DisposableStack();
  const other = stack.adopt(openDatabase(join(app.folder, DATABASE_FILE)), db => db.close());
  other.exec('BEGIN IMMEDIATE');
  await undo.click();
  await page.keyboard.press('ControlOrMeta+z');
  await page.getByRole('status').getByText('One at a time').waitFor();

  const tabs = page.getByRole('navigation', { name: 'Pages of this dataset' });
  await tabs.getByRole('link', { name: 'Statistics' }).click();
  await page.waitForURL(/statistics/);
  await page.getByRole('progressbar', { name: 'Undoing' }).waitFor();
  other.exec('ROLLBACK');
  await page.getByRole('progressbar', { name: 'Undoing' }).waitFor({ state: 'detached' });
  expect(await cellOf(14, 'text')).toBe('plain 14');
  await tabs.getByRole('link', { name: 'Rows' }).click();
  await page.getByRole('button', { name: 'Redo: Edit text of row 14' }).waitFor();
});

test('GE-24 while many rows are changed the dialog stays, and only Cancel stops it', async () => {
  await ask('row:16');
  await page.getByText(/^1 of 2,0\d\d rows$/).waitFor();
  await page.getByRole('button', { name: 'Edit these rows' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Find', { exact: true }).fill('plain');
  await dialog.getByLabel('Replace with').fill('changed');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByRole('button', { name: 'Change 1 row' }).waitFor();
  using stack = new DisposableStack();
  const other = stack.adopt(openDatabase(join(app.folder, DATABASE_FILE)), db => db.close());
  other.exec('BEGIN IMMEDIATE');
  await dialog.getByRole('button', { name: 'Change 1 row' }).click();
  await dialog.getByRole('progressbar').waitFor();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await reachedCore();
  other.exec('ROLLBACK');
  await dialog.getByRole('button', { name: 'Change 1 row' }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await cellOf(16, 'text')).toBe('plain 16');
  await ask('');
});

test('FLT-48 a cell that is written while the folder of the project is away says so below a banner, is kept, and is saved once it is back', async () => {
  await ask('');
  await cell(2, 'text').dblclick();
  await page.keyboard.type(' and away');
  renameSync(project, `${project}-away`);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'is not there any more' }).waitFor();
  await page.getByText('1 text is not saved').waitFor();
  const banner = page.getByRole('status').filter({ hasText: project });
  await banner.waitFor();
  expect(existsSync(project)).toBe(false);

  renameSync(`${project}-away`, project);
  await banner.waitFor({ state: 'detached' });
  await page.getByRole('alert').filter({ hasText: 'is not there any more' }).waitFor({ state: 'detached' });
  const drafts = () => app.router.ask(dataset.drafts.name, { datasetId });
  await expect.poll(drafts, { timeout: 5000 }).toMatchObject([{ row: 2, text: 'plain 2 and away' }]);
  await page.getByRole('button', { name: 'Row 2, text', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('1 text is not saved').waitFor({ state: 'detached' });
  await expect.poll(() => cellOf(2, 'text')).toBe('plain 2 and away');
});

test('GE-27 undo at the heels of an edit takes back that edit, however long the edit is on its way', async () => {
  await ask('');
  const write = async (text: string): Promise<void> => {
    await cell(3, 'text').dblclick();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  await write(' earlier');
  await page.getByRole('button', { name: 'Undo: Edit text of row 3' }).waitFor();
  const earlier = await cellOf(3, 'text');
  expect(earlier).toBe('plain 3 earlier');

  // The line is slow for edits alone: whatever else is asked overtakes them.
  let edits = 0;
  await page.routeWebSocket(/\/rpc$/, socket => {
    const core = socket.connectToServer();
    socket.onMessage(message => {
      const isEdit = String(message).includes(dataset.editRow.name);
      edits += Number(isEdit);
      setTimeout(() => core.send(message), isEdit ? 600 : 0);
    });
  });
  await page.reload();
  await cell(3, 'text').getByText('earlier').waitFor();
  await page.getByRole('button', { name: 'Undo: Edit text of row 3' }).waitFor();

  await write(' later');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => edits).toBe(1);
  const redo = page.getByRole('button', { name: 'Redo: Edit text of row 3' });
  await redo.waitFor();
  expect(await cellOf(3, 'text')).toBe(earlier);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => cellOf(3, 'text')).toBe('plain 3 earlier later');
});

test('GE-26 nothing went wrong while others wrote, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
