import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { duplicates } from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { openDatabase } from '../../native-bridge/store/open.ts';
import { temporaryFolder } from '../temporary.ts';
import { addWordModel } from '../word-model.ts';
import { ARTIFACTS, inaccessible, launchChromium, type Trouble, watch } from './chromium.ts';

const PARCEL = 'Dear customer, your parcel is waiting for you at the post office since yesterday morning.';
const LETTER = '尊敬的客户您好，您的包裹从昨天早上开始就在邮局等您来领取，请带好身份证件和取件码前往办理。';
const MAILS = [
  ['text', 'kind'],
  [` ${PARCEL}`, 'spam'],
  [`${PARCEL.replace('parcel', 'packet')}!?`, 'spam'],
  [LETTER, 'spam'],
  [LETTER.replace('早上', '晚上'), 'spam'],
  ['The meeting is moved to Friday afternoon, please bring the plans.', 'ham'],
  ['明天下午三点开会，请带上上周的图纸。', 'ham'],
]
  .map(cells => cells.join(';'))
  .join('\n');

const stack = new AsyncDisposableStack();
let browser: Browser;
let page: Page;
let trouble: Trouble;
let project: string;
let address: string;

/** The pages that refine a dataset, on a real core. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  project = join(folder.path, 'project');
  const app = stack.use(openApp(project));
  const db = openDatabase(join(project, 'luthier.db'));
  addWordModel(db, project);
  db.close();
  const serving = stack.use(await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') }));
  browser = await launchChromium();
  stack.defer(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  trouble = watch(context, page);
  await page.goto(serving.link);
  await page.locator('a[href="/data"]').first().click();
  await page.setInputFiles('input[type=file]', {
    name: 'mails.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(MAILS),
  });
  await page.getByRole('combobox', { name: 'Part of kind' }).click();
  await page.getByRole('option', { name: /^Label/ }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await page.locator('.ag-cell').first().waitFor();
  address = page.url().replace(/[?#].*$/, '');
}, 60_000);

afterAll(() => stack.disposeAsync());

const tab = (name: string) => page.getByRole('navigation', { name: 'Pages of this dataset' }).getByText(name).click();
const rowCount = (count: number) => page.getByText(`${count} rows`, { exact: true }).first().waitFor();
const step = (title: string) => page.getByRole('button', { name: new RegExp(`^\\d+\\. ${title}`) });

test('CL-W1 near duplicates are a step: counted at once, shown in pairs, dropped, and all of it undone', async () => {
  await tab('Cleaning');
  await step('Trim and normalise').waitFor();
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByRole('menuitem', { name: /^Drop near duplicates/ }).click();
  await page.getByText('6 rows become 4').waitFor();
  await page.getByRole('link', { name: 'Row 4', exact: true }).waitFor();
  await page.getByText('Row 3, held against it').waitFor();
  await page.getByRole('combobox', { name: 'Keep' }).click();
  await page.getByRole('option', { name: 'The longest text' }).click();
  await page.getByText('Row 2, held against it').waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'cleaning-near-duplicates.png') });

  await page.getByRole('button', { name: /^Apply/ }).click();
  await page.getByText('Done: 6 rows became 4').waitFor();
  await rowCount(4);
  await page.getByRole('button', { name: /^Undo “Clean/ }).click();
  await rowCount(6);
  await page.getByText('Done: 6 rows became 4').waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: /^Undo “Clean/ }).count()).toBe(0);
  await page.getByText('6 rows become 4').waitFor();
});

test('CL-W2 the steps are kept as a recipe, loaded again, replaced and deleted', async () => {
  const save = page.getByRole('button', { name: 'Save as recipe' });
  await save.click();
  await page.getByLabel('Name of the recipe').fill('near');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const recipes = page.getByRole('combobox', { name: 'Recipe', exact: true });
  await recipes.waitFor();
  await expect.poll(() => recipes.inputValue()).toBe('near');
  const file = join(project, 'recipes', 'near.json');
  expect(JSON.parse(readFileSync(file, 'utf8')).steps.at(-1)).toEqual({
    step: 'near-duplicates',
    on: true,
    options: { keep: 'longest' },
  });

  await page.getByRole('button', { name: 'Remove the step: Drop near duplicates' }).click();
  expect(await step('Drop near duplicates').count()).toBe(0);
  await recipes.click();
  await page.getByRole('option', { name: 'near' }).click();
  await step('Drop near duplicates').waitFor();

  await page.getByRole('button', { name: 'Remove the step: Drop repeated rows' }).click();
  await save.click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByLabel('Name of the recipe').waitFor({ state: 'detached' });
  expect(JSON.parse(readFileSync(file, 'utf8')).steps).toHaveLength(4);

  await page.getByRole('button', { name: 'Delete the recipe' }).click();
  await page.getByText('Deletes the file recipes/near.json').waitFor();
  await page.getByRole('button', { name: 'Delete the recipe' }).last().click();
  await page.getByRole('button', { name: 'Delete the recipe' }).first().waitFor({ state: 'detached' });
  expect(existsSync(file)).toBe(false);
  await step('Drop near duplicates').waitFor();
});

test('CL-W3 a length filter counts tokens once a model is chosen, and says so before', async () => {
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByRole('menuitem', { name: /^Length/ }).click();
  const form = page.locator('li', { has: step('Length') });
  expect(await form.getByRole('combobox', { name: 'Model' }).count()).toBe(0);
  await form.getByRole('combobox', { name: 'Counted in' }).click();
  await page.getByRole('option', { name: 'Tokens of a model' }).click();
  await page.getByText('counts tokens, but no model is chosen').waitFor();
  await form.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: 'by words' }).click();
  await page.getByText('counts tokens, but no model is chosen').waitFor({ state: 'detached' });
  await form.getByLabel('At least').fill('12');
  await page.getByText('6 rows become 1').waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'cleaning-tokens.png') });
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(720);
});

test('CL-W4 a recipe that comes along is loaded, and an order that leaves no majority is warned of', async () => {
  await page.getByRole('combobox', { name: 'Recipe', exact: true }).click();
  await page.getByRole('option', { name: 'Short Chinese texts' }).click();
  await step('Language').waitFor();
  await page.getByText('6 rows become 0').waitFor();
  expect(await page.getByRole('button', { name: 'Delete the recipe' }).count()).toBe(0);
  await page.getByRole('combobox', { name: 'Recipe', exact: true }).click();
  await page.getByRole('option', { name: 'The usual four' }).click();

  await step('Drop contradicting rows').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await step('Drop contradicting rows').click();
  await page.getByRole('combobox', { name: 'Keep' }).click();
  await page.getByRole('option', { name: 'Those with the most frequent label' }).click();
  await page.getByText('Repeated rows were dropped before this step').waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'cleaning-order.png') });
  await page.keyboard.press('Escape');
  await step('Drop contradicting rows').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText('Repeated rows were dropped before this step').waitFor({ state: 'detached' });
});

test('DUP-W1 groups are found, another row is chosen to stay, the others go, and undo brings them back', async () => {
  await tab('Duplicates');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('Group 2').waitFor();
  await page.getByRole('combobox', { name: 'Row that stays in each group' }).click();
  await page.getByRole('option', { name: 'The longest text' }).click();
  const groups = page.locator('section', { hasText: 'Group 1' });
  await groups.locator('article').first().getByText('Row 2').waitFor();
  await page.locator('section', { hasText: 'Group 2' }).getByRole('button', { name: 'Keep this one instead' }).click();
  await page.locator('section', { hasText: 'Group 2' }).locator('article').first().getByText('Row 4').waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'duplicates-groups.png') });

  await page.getByRole('button', { name: 'Remove 2 rows' }).click();
  await page.getByText('2 rows removed').waitFor();
  await rowCount(4);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await rowCount(6);
  await page.getByText('Group 2').waitFor();
});

test('DUP-W3 choices made one after another are counted once, and nothing else is asked again for it', async () => {
  const asked: string[] = [];
  page.once('websocket', socket => socket.on('framesent', ({ payload }) => asked.push(String(payload))));
  const count = (name: string) => asked.filter(message => message.includes(`"${name}"`)).length;
  await page.goto(`${address}/duplicates`);
  await page.getByRole('button', { name: 'Remove 2 rows' }).waitFor();
  const methods = [duplicates.count, duplicates.search, duplicates.groups].map(({ name }) => name);
  const [counted, ...others] = methods.map(count);
  expect(counted).toBe(1);

  await page.getByRole('checkbox', { name: 'Leave this group alone' }).evaluateAll(async boxes => {
    for (const box of boxes as HTMLElement[]) {
      box.click();
      await new Promise(done => setTimeout(done, 20));
    }
  });
  await page.getByRole('button', { name: 'Remove 0 rows' }).waitFor();
  // What would be asked again for it is asked by now.
  await page.waitForTimeout(200);
  expect(methods.map(count)).toEqual([2, ...others]);
});

test('DUP-W2 a row that is like the one that stays only through another stays, and goes on demand', async () => {
  const middle = PARCEL.replace('parcel', 'packet');
  await page.goto(new URL('/data', address).href);
  await page.setInputFiles('input[type=file]', {
    name: 'chain.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['text', PARCEL, middle, middle.replace('post', 'past')].map(one => `"${one}"`).join('\n')),
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await tab('Duplicates');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('1 chained row stays').waitFor();
  await page.getByRole('button', { name: 'Remove 1 row' }).waitFor();
  await page.getByRole('button', { name: /^Row 3 .*chained/ }).click();
  await page.locator('article', { hasText: 'Row 3' }).getByText('Stays too').waitFor();
  await page.getByRole('checkbox', { name: 'Also remove chained rows' }).check();
  await page.locator('article', { hasText: 'Row 3' }).getByText('Goes').waitFor();
  expect(await inaccessible(page)).toEqual([]);
  await page.screenshot({ path: join(ARTIFACTS, 'duplicates-chained.png') });
  await page.getByRole('button', { name: 'Remove 2 rows' }).click();
  await page.getByText('2 rows removed').waitFor();
  await page.goto(address);
});

test('STAT-W1 what stands in the columns is seen beside the rows, and a value leads to its rows', async () => {
  await page.goto(address);
  await page.getByRole('button', { name: 'What stands in the columns' }).click();
  await page.getByText('2 values').waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'column-summaries.png') });
  expect(await inaccessible(page)).toEqual([]);
  await page.getByRole('button', { name: /ham/ }).click();
  await page.getByText('2 of 6 rows').waitFor();
});

test('STAT-W2 tokens of a chosen model are counted on demand and drawn, and are there on the next visit', async () => {
  await page.goto(`${address}/statistics`);
  await page.getByRole('button', { name: 'Count tokens' }).click();
  await page.getByText('longest 15; 44 tokens in all').waitFor();
  await page.getByText('longest 15; 44 tokens in all').scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(ARTIFACTS, 'statistics-tokens.png') });
  await page.reload();
  await page.getByText('longest 15; 44 tokens in all').waitFor();
  expect(await page.getByRole('button', { name: 'Count tokens' }).count()).toBe(0);
});

test('SP-W1 the form of a split begins as the dataset was split last', async () => {
  await page.goto(`${address}/splits`);
  await page.getByRole('radio', { name: 'Random' }).check();
  await page.getByRole('textbox', { name: 'Train' }).fill('60');
  await page.getByRole('textbox', { name: 'Test' }).fill('30');
  await page.getByRole('textbox', { name: 'Seed' }).fill('7');
  await page.getByRole('checkbox').first().uncheck();
  await page.getByRole('button', { name: 'Split', exact: true }).click();
  await page.getByText('Split. It can be undone').waitFor();

  await page.reload();
  await page.getByRole('button', { name: 'Split again', exact: true }).waitFor();
  expect(await page.getByRole('radio', { name: 'Random' }).isChecked()).toBe(true);
  expect(await page.getByRole('checkbox').first().isChecked()).toBe(false);
  const values = ['Train', 'Validation', 'Test', 'Seed'].map(name => page.getByRole('textbox', { name }).inputValue());
  expect(await Promise.all(values)).toEqual(['60 %', '10 %', '30 %', '7']);
});

test('SP-W5 on its own page a split is undone by keys and by its button, and done again', async () => {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await page.keyboard.press('ControlOrMeta+z');
  // The split that SP-W1 made has a test, and that is locked: the key asks, and without a yes nothing changes.
  await page.getByText('The test split of').waitFor();
  expect(await inaccessible(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await button('Split again').waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  await button('Unlock and undo').click();
  await button('Split').click();
  await page.getByText('Split. It can be undone').waitFor();
  await button('Undo').click();
  await button('Unlock and undo').click();
  await button('Split').waitFor();
  expect(await page.getByText('Split. It can be undone').count()).toBe(0);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await button('Split again').waitFor();
});

test('DS-W9 the other pages of a dataset are found by name', async () => {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('Search commands').fill('dup');
  await page.getByText('Duplicates of this dataset').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/duplicates$/);
  await tab('Splits');
});

test('COL-W1 splits and labels have the same colours in the splits, the grid and the statistics, and none in common', async () => {
  const colourOf = (selector: string, part?: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((mark, part) => {
        const { fill, backgroundColor } = getComputedStyle(mark, part);
        return mark instanceof SVGElement ? fill : backgroundColor;
      }, part);
  const train = await colourOf('[role=img][aria-label^="Train"] span');
  await page.getByText('ham').first().waitFor();
  const label = await colourOf('section[aria-label^="Train: "] [aria-hidden] span');
  expect(label).not.toBe(train);

  await page.goto(address);
  await page.locator('.ag-cell[col-id="#split"]', { hasText: 'Train' }).first().waitFor();
  expect(await colourOf('.ag-cell[col-id="#split"]:has-text("Train")', '::before')).toBe(train);

  await page.goto(`${address}/statistics`);
  const bars = page.getByRole('radiogroup', { name: 'Divide bars by' });
  const counted = '.barlayer .point path';
  await page.locator(counted).first().waitFor();
  await bars.getByText('Split', { exact: true }).click();
  await page.getByText('Train', { exact: true }).first().waitFor();
  await expect.poll(() => colourOf(counted)).toBe(train);
  await bars.getByText('Label', { exact: true }).click();
  await expect.poll(() => colourOf(counted)).toBe(label);
  await page.screenshot({ path: join(ARTIFACTS, 'statistics-labels.png') });
  await bars.getByText('Nothing', { exact: true }).click();
  await expect.poll(async () => [train, label].includes(await colourOf(counted))).toBe(false);
});

test('DS-W6 nothing went wrong, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
