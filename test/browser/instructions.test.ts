import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataset } from '../../native-bridge/contract/index.ts';
import { temporaryFolder } from '../temporary.ts';
import { inaccessible } from './chromium.ts';
import { type OpenProject, openProject } from './open-project.ts';

const stack = new AsyncDisposableStack();
let open: OpenProject;

/** One instruction over many inputs, the last of them a copy and one with a label of its own. */
const ROWS = Array.from({ length: 31 }, (_, at) => ({
  instruction: 'Say in one word whether the following review of a product is a good or a bad one.',
  input: `${((at % 30) + 17) * 7919} ${'lamp kettle novel tent boots'.split(' ')[at % 5]} ${((at % 30) + 5) ** 4 * 31}`,
  output: at % 2 && at !== 30 ? 'good' : 'bad',
  kind: at === 7 ? 'once' : 'often',
  date: at < 4 ? '28/11/2026' : '2026-11-28',
}));

beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  open = stack.use(await openProject(join(folder.path, 'project')));
  const file = folder.write('reviews.jsonl', ROWS.map(row => JSON.stringify(row)).join('\n'));
  const roles = { label: 'kind' };
  await new Promise<void>(done => open.app.router.open(dataset.importFile.name, { file, roles }, () => {}, done));
  await open.page.locator('a[href="/data"]').first().click();
  await open.page.getByRole('cell', { name: 'reviews.jsonl' }).click();
  await open.page.locator('.ag-cell').first().waitFor();
}, 60_000);

afterAll(() => stack.disposeAsync());

const tab = (name: string) =>
  open.page.getByRole('navigation', { name: 'Pages of this dataset' }).getByText(name).click();

test('IN-1 beside what a query by time finds stand the rows whose time cannot be read, and lead to them', async () => {
  const { page } = open;
  await page.goto(`${page.url().replace(/[?#].*$/, '')}?q=${encodeURIComponent('date>=2026-01')}`);
  await page.getByText('27 of 31 rows').waitFor();
  await page.getByRole('link', { name: '4 rows have a time that cannot be read' }).click();
  await page.getByText('4 of 31 rows').waitFor();
});

test('IN-2 a step that judges rows judges all that is learned from, or the column that is chosen', async () => {
  const { page } = open;
  await tab('Cleaning');
  await page.getByText('31 rows become 30').waitFor();
  await page.getByRole('button', { name: /^\d+\. Drop repeated rows/ }).click();
  const column = page.getByRole('combobox', { name: 'Column' });
  expect(await column.inputValue()).toBe('All that is learned from');
  expect(await inaccessible(page)).toEqual([]);
  await column.click();
  await page.getByRole('option', { name: 'instruction (the text)' }).click();
  await page.getByText('31 rows become 2').waitFor();
});

test('IN-3 the search for duplicates compares input and answer', async () => {
  const { page } = open;
  await tab('Duplicates');
  expect(await page.getByRole('combobox', { name: 'Column to compare' }).inputValue()).toBe('All that is learned from');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText(/^All that is learned from, 80/).waitFor();
  await page.getByRole('button', { name: 'Remove 1 row' }).waitFor();
});

test('IN-4 the preview of a split names a label that a split lacks', async () => {
  const { page } = open;
  await tab('Splits');
  await page
    .getByText(/: no row labelled once\.$/)
    .first()
    .waitFor();
  expect(await page.getByText(/: no row labelled once\.$/).count()).toBe(2);
  expect(await inaccessible(page)).toEqual([]);
  expect(open.trouble).toEqual({ outside: [], violations: [], errors: [] });
});
