import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { type DatasetId, dataset, type Row, splits } from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { temporaryFolder } from '../temporary.ts';
import { inaccessible, launchChromium, type Trouble, watch } from './chromium.ts';

const INDENTED = '　　 indented  twice\twith tab';
const LONG = `${'A long text. '.repeat(40)}\nIts second line.`;
const MESSAGES = JSON.stringify([
  { role: 'user', content: 'How tall is it?', weight: 0 },
  { role: 'assistant', content: '324 m' },
]);
const ROWS = [
  { text: INDENTED, score: 3, seen: true, split: 'left', messages: MESSAGES },
  { text: LONG, score: 1, seen: false, split: 'right', messages: MESSAGES },
  { text: 'مرحبا بكم في مكتبتنا', score: 2, seen: true, split: 'left', messages: MESSAGES },
  { text: `${'😀'.repeat(200)} far ${'x '.repeat(300)}needle`, score: 5, seen: null, split: 'left', messages: null },
  ...Array.from({ length: 1996 }, (_, at) => ({
    // Some that a bad pattern takes a while for.
    text: at >= 1900 && at < 1910 ? `${'a'.repeat(23)}!` : `plain ${at + 5}`,
    score: 10 + at,
    seen: true,
    split: 'left',
    messages: MESSAGES,
  })),
];

const stack = new AsyncDisposableStack();
let app: ReturnType<typeof openApp>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let trouble: Trouble;
let datasetId: DatasetId;
let address: string;

beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  app = stack.use(openApp(join(folder.path, 'project')));
  const serving = stack.use(await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') }));
  browser = await launchChromium();
  stack.defer(() => browser.close());
  context = await browser.newContext({ viewport: { width: 1400, height: 800 }, locale: 'en-GB' });
  page = await context.newPage();
  page.setDefaultTimeout(8000);
  trouble = watch(context, page);
  await page.goto(serving.link);
  await page.locator('a[href="/data"]').first().click();
  await page.setInputFiles('input[type=file]', {
    name: 'chats.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(ROWS.map(row => JSON.stringify(row)).join('\n')),
  });
  await page.getByText('Which column plays which part').waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await cell(1, 'text').waitFor();
  address = new URL(page.url()).pathname;
  datasetId = address.split('/')[2] as DatasetId;
}, 60_000);

afterAll(() => stack.disposeAsync());

/** The cell of a row by its place on the page, from 1, and its column. */
const cell = (place: number, column: string) =>
  page.locator(`.ag-row[row-index="${place - 1}"] [col-id="${column === 'Split' ? '#split' : `.${column}`}"]`);
const stored = async (row: number): Promise<Row> => (await app.router.ask(dataset.row.name, { datasetId, row })) as Row;
const cellOf = async (row: number, column: string) => (await stored(row)).cells[column];
const panel = () => page.getByRole('region', { name: /^Row / });
const query = () => page.getByRole('combobox', { name: 'Search and filter' });
const ask = async (text: string) => {
  await query().fill(text);
  await query().press('Enter');
};
const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('col-id') ?? document.activeElement?.tagName);
const undo = () => page.getByRole('button', { name: /^Undo: / }).click();
const split = () =>
  new Promise<void>((done, fail) => {
    const amounts = { unit: 'percent' as const, train: 90, validation: 0, test: 10 };
    const plan = { way: 'random' as const, amounts, seed: 1, nearTogether: false };
    const onEvent = (event: unknown) => (event as { kind: string }).kind === 'failed' && fail(event);
    app.router.open(splits.split.name, { datasetId, plan, unlockTest: false }, onEvent, done);
  });
/** Writes into Monaco what a person would. */
const writeAll = async (text: string) => {
  await page.locator('.monaco-editor textarea').first().focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
};

test('GE-1 a cell is edited as it stands there: spaces, tabs and full-width spaces are kept', async () => {
  await cell(1, 'text').dblclick();
  expect(await page.locator('.ag-cell input').inputValue()).toBe(INDENTED);
  await page.keyboard.press('Enter');
  expect((await app.router.ask(dataset.history.name, { datasetId })) as unknown[]).toEqual([]);

  await cell(1, 'text').dblclick();
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await page.keyboard.press('Enter');
  await expect.poll(() => cellOf(1, 'text')).toBe(`${INDENTED}!`);
  await undo();
  await expect.poll(() => cellOf(1, 'text')).toBe(INDENTED);
});

test('GE-2 a letter on a cell writes in it, Delete clears it, and letters are no commands there', async () => {
  await cell(6, 'text').click();
  await page.keyboard.type('g d');
  await page.keyboard.press('Enter');
  await expect.poll(() => cellOf(6, 'text')).toBe('g d');
  expect(new URL(page.url()).pathname).toBe(address);

  await cell(6, 'score').click();
  await page.keyboard.press('Delete');
  await expect.poll(() => cellOf(6, 'score')).toBeNull();
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await expect.poll(() => cellOf(6, 'score')).toBe(7);
});

test('GE-3 a long cell opens beside the grid, and what is written there waits when another row is chosen', async () => {
  await cell(2, 'text').click();
  await page.keyboard.press('Enter');
  await page.locator('.monaco-editor').waitFor();
  await writeAll('half written');
  await cell(3, 'text').click();
  await page.getByText('1 text is not saved').waitFor();
  await page.getByRole('button', { name: 'Row 2, text', exact: true }).click();
  await page.locator('.view-line', { hasText: 'half written' }).waitFor();
  expect(await cellOf(2, 'text')).toBe(LONG);
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
});

test('GE-28 what is written and not saved is there again after a reload, and gone for good once it is discarded', async () => {
  const drafts = () => app.router.ask(dataset.drafts.name, { datasetId });
  await cell(2, 'text').click();
  await page.keyboard.press('Enter');
  await page.locator('.monaco-editor').waitFor();
  await writeAll('half written');
  await cell(3, 'text').click();
  await page.reload();
  await page.getByRole('button', { name: 'Row 2, text', exact: true }).click();
  await page.locator('.view-line', { hasText: 'half written' }).waitFor();
  expect(await drafts()).toEqual([{ row: 2, column: 'text', text: 'half written', from: LONG }]);

  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect.poll(drafts).toEqual([]);
  await page.reload();
  await cell(1, 'text').waitFor();
  expect(await page.getByText('1 text is not saved').isVisible()).toBe(false);
});

test('GE-26 the row beside the grid is marked in it, and saving leaves the focus where Escape closes the row', async () => {
  const marked = () =>
    page.locator('.ag-row-selected').evaluateAll(rows => rows.map(row => row.getAttribute('row-index')));
  await cell(7, 'text').click();
  await panel().getByRole('button', { name: 'Row after' }).click();
  await page.getByRole('heading', { name: 'Row 8', exact: true }).waitFor();
  await expect.poll(marked).toEqual(['7']);

  await page.keyboard.press('ControlOrMeta+Shift+e');
  await page.locator('.monaco-editor').waitFor();
  await writeAll(JSON.stringify({ ...(await stored(8)).cells, text: 'saved by key' }));
  await page.keyboard.press('ControlOrMeta+s');
  await expect.poll(() => cellOf(8, 'text')).toBe('saved by key');
  await page.locator('.monaco-editor').waitFor({ state: 'detached' });
  expect(await panel().evaluate(of => of.parentElement?.contains(document.activeElement))).toBe(true);
  await expect.poll(marked).toEqual(['7']);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.ag-row[row-index="7"] :focus').count()).toBe(1);
  await undo();
});

test('GE-4 tags that are written one after the other are all kept', async () => {
  await cell(5, 'text').click();
  await page.getByRole('heading', { name: 'Row 5', exact: true }).waitFor();
  const tags = panel().getByLabel('Tags');
  const shown = () => page.locator('.mantine-Pill-label').allTextContents();
  const wentAway = await page.evaluateHandle(() => {
    const seen = { most: 0, wentAway: false };
    new MutationObserver(() => {
      const count = document.querySelectorAll('.mantine-Pill-label').length;
      seen.wentAway ||= count < seen.most;
      seen.most = Math.max(seen.most, count);
    }).observe(document.body, { subtree: true, childList: true });
    return seen;
  });
  await tags.fill('one');
  await tags.press('Enter');
  await tags.fill('two');
  await tags.press('Enter');
  await expect.poll(async () => (await stored(5)).tags).toEqual(['one', 'two']);
  // Both are in what the panel has read again, and so are the tags it shows.
  const changes = panel().getByRole('region', { name: 'What changed this row' }).locator('> ol > li');
  await expect.poll(() => changes.count()).toBe(2);
  await expect.poll(shown).toEqual(['one', 'two']);
  expect(await wentAway.evaluate(seen => seen.wentAway)).toBe(false);
});

test('GE-5 stars, notes and tags have keys, and the row says what changed it', async () => {
  await cell(5, 'text').click();
  await page.keyboard.press('ControlOrMeta+Shift+s');
  await expect.poll(async () => (await stored(5)).starred).toBe(true);
  await page.keyboard.press('Shift+F2');
  await page.keyboard.type('look again');
  await cell(6, 'text').click();
  await expect.poll(async () => (await stored(5)).note).toBe('look again');
  await cell(5, 'text').click();
  const blame = panel().getByRole('region', { name: 'What changed this row' });
  await blame.getByText('look again').waitFor();
  expect(await blame.locator('> ol > li').count()).toBe(4);
});

test('GE-6 a head is sorted by Enter and says so; the splits have a column once there are some', async () => {
  await page.locator('.ag-header-cell[col-id=".score"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[role=columnheader][col-id=".score"][aria-sort=ascending]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[role=columnheader][col-id=".score"][aria-sort=descending]').waitFor();
  await expect.poll(() => cell(1, 'score').textContent()).toBe('2005');
  await page.keyboard.press('Enter');
  await page.locator('[role=columnheader][col-id=".score"][aria-sort=none]').waitFor();
  expect(await page.locator('[role=columnheader][col-id="#split"]').count()).toBe(0);
  await split();
  await page.reload();
  await page.locator('[role=columnheader][col-id="#split"]').click();
  await page.locator('[role=columnheader][col-id="#split"]', { hasText: '↑' }).waitFor();
  await page.locator('[role=columnheader][col-id="#split"]').click();
  await page.locator('[role=columnheader][col-id="#split"]').click();
});

test('GE-7 columns are found, hidden and drawn wider, also after a reload; a column named split is not our split', async () => {
  await page.keyboard.press('ControlOrMeta+Shift+h');
  await page.getByRole('textbox', { name: 'Find a column' }).fill('split');
  await page.getByRole('checkbox', { name: 'split', exact: true }).click();
  await expect.poll(() => page.locator('.ag-header-cell[col-id=".split"]').count()).toBe(0);
  expect(await page.locator('.ag-header-cell[col-id="#split"]').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Find a column' }).waitFor({ state: 'hidden' });

  const head = page.locator('.ag-header-cell[col-id=".score"]');
  const before = (await head.boundingBox())?.width ?? 0;
  const width = async () => Math.round((await head.boundingBox())?.width ?? 0);
  await head.focus();
  for (let press = 0; press < 6; press++) await page.keyboard.press('Alt+ArrowRight');
  let drawn = 0;
  // Each press draws it anew: it has its width once that has come to rest.
  const isAtRest = async () => {
    const last = drawn;
    drawn = await width();
    return drawn > before + 8 && drawn === last;
  };
  await expect.poll(isAtRest).toBe(true);

  await page.reload();
  await cell(1, 'text').waitFor();
  expect(await width()).toBe(drawn);
  expect(await page.locator('.ag-header-cell[col-id=".split"]').count()).toBe(0);
  await page.keyboard.press('ControlOrMeta+Shift+h');
  await page.getByRole('button', { name: 'Show all columns' }).click();
  await page.locator('.ag-header-cell[col-id=".split"]').waitFor();
  expect(await width()).toBe(drawn);
  await page.keyboard.press('Escape');
});

test('GE-8 names of the language itself are words like others in a query, and values are completed', async () => {
  await query().pressSequentially('constructor:');
  await query().fill('');
  await query().pressSequentially('tag:t');
  await page.getByRole('option', { name: 'tag:two' }).click();
  await query().press('Enter');
  await page.getByText('1 of 2,000 rows').waitFor();
  await ask('');
});

test('GE-9 a wrong query leaves the rows where they are, and a condition is added and taken away', async () => {
  await ask('score>1990');
  await page.getByText('15 of 2,000 rows').waitFor();
  await cell(3, 'score').click();
  await ask('nowhere:1');
  await page.getByRole('alert').filter({ hasText: 'nowhere' }).waitFor();
  expect(await cell(3, 'score').textContent()).toBe('1,993'.replace(',', ''));
  await ask('score>1990');

  await page.keyboard.press('ControlOrMeta+Shift+f');
  await page.getByRole('combobox', { name: 'Column', exact: true }).fill('text');
  await page.getByRole('option', { name: 'text', exact: true }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('1995');
  await page.keyboard.press('Enter');
  await page.getByText('1 of 2,000 rows').waitFor();
  await page.getByRole('button', { name: 'Take text:"1995" away' }).click();
  await page.getByText('15 of 2,000 rows').waitFor();
  await ask('');
});

test('GE-10 a jump takes the focus along, and the row beside the grid follows the keys', async () => {
  await page.keyboard.press('ControlOrMeta+g');
  await page.getByRole('textbox', { name: 'Go to row' }).fill('1500');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Row 1,500' }).waitFor();
  await expect.poll(focused).toBe('.score');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: 'Row 1,501' }).waitFor();
  await page.keyboard.press('ControlOrMeta+ArrowUp');
  await page.getByRole('heading', { name: 'Row 1', exact: true }).waitFor();
  await cell(1, 'score').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ControlOrMeta+ArrowDown');
  await page.getByRole('heading', { name: 'Row 2,000' }).waitFor();

  await panel().getByRole('button', { name: 'Row before' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Row 1,999' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Row before');

  await ask('score<5');
  await page.getByText('3 of 2,000 rows').waitFor();
  await page.keyboard.press('ControlOrMeta+g');
  await page.getByRole('textbox', { name: 'Go to row' }).fill('900');
  await page.keyboard.press('Enter');
  await page.getByText('Row 900 is not among the rows of this query.').waitFor();
  await page.getByRole('button', { name: 'Show all rows', exact: true }).last().click();
  await page.locator('.ag-row-selected[row-index="899"]').waitFor();
});

test('GE-11 the JSON of a row is checked by its columns, and what becomes empty is said', async () => {
  await page.keyboard.press('ControlOrMeta+Home');
  await cell(1, 'score').click();
  await page.keyboard.press('ControlOrMeta+Shift+e');
  await page.locator('.monaco-editor').waitFor();
  await writeAll('{"text": "a", "colour": 1, "score": "high"}');
  await page.getByText('Line 1: there is no column colour').waitFor();
  await page.getByText('Line 1: score holds a number').waitFor();
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  expect(await page.getByRole('button', { name: /^Save/ }).isDisabled()).toBe(true);
  await writeAll('{"text": "only this"}');
  await page.getByText('these cells become empty: score, seen, split, messages').waitFor();
  await page.keyboard.press('ControlOrMeta+s');
  await expect
    .poll(async () => (await stored(1)).cells)
    .toEqual({
      text: 'only this',
      score: null,
      seen: null,
      split: null,
      messages: null,
    });
  await undo();
});

test('GE-12 a chat is written turn by turn, and what is no chat is refused', async () => {
  await cell(3, 'text').click();
  await panel().getByText('Edit', { exact: true }).click();
  await panel().getByRole('combobox', { name: 'Column' }).click();
  await page.getByRole('option', { name: 'messages' }).click();
  await page.getByRole('textbox', { name: 'Message 2' }).fill('330 m');
  await page.getByRole('button', { name: 'Add a message' }).click();
  await page.getByRole('textbox', { name: 'Message 3' }).fill('Thanks');
  await page.getByRole('button', { name: /^Save/ }).click();
  await expect
    .poll(async () => JSON.parse(String(await cellOf(3, 'messages'))))
    .toEqual([
      { role: 'user', content: 'How tall is it?', weight: 0 },
      { role: 'assistant', content: '330 m' },
      { role: 'user', content: 'Thanks' },
    ]);

  await panel().getByText('Edit', { exact: true }).click();
  await panel().locator('label', { hasText: 'JSON' }).last().click();
  await writeAll('not json []');
  await page.getByText('Line 1: the JSON cannot be read from here on').waitFor();
  expect(await page.getByRole('button', { name: /^Save/ }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
});

test('GE-13 rows are added, duplicated and removed by keys, undone and done again', async () => {
  const rows = () =>
    page
      .getByText(/^2,0\d\d rows/)
      .first()
      .textContent();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await page.getByRole('heading', { name: 'Row 2,001' }).waitFor();
  await page.getByRole('gridcell', { name: '2,001', exact: true }).waitFor();
  await expect.poll(focused).toBe('.text');
  await page.keyboard.type('made here');
  await page.keyboard.press('Enter');
  await expect.poll(() => cellOf(2001, 'text')).toBe('made here');
  await page.keyboard.press('ControlOrMeta+Shift+d');
  await expect.poll(() => cellOf(2002, 'text').catch(() => null)).toBe('made here');
  await page.getByRole('heading', { name: 'Row 2,002' }).waitFor();
  await expect.poll(rows).toBe('2,002 rows');
  await page.keyboard.press('ControlOrMeta+Delete');
  await expect.poll(rows).toBe('2,001 rows');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(rows).toBe('2,002 rows');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(rows).toBe('2,001 rows');
});

test('GE-14 the preview of a replacement shows the change, however far into the text it is', async () => {
  await ask('needle');
  await page.getByText('1 of 2,001 rows').waitFor();
  await page.getByRole('button', { name: 'Edit these rows' }).click();
  await page.getByLabel('Find', { exact: true }).fill('needle');
  await page.getByLabel('Replace with').fill('pin');
  await page.getByRole('button', { name: 'Preview' }).click();
  expect(await page.locator('mark[data-mark=removed]').textContent()).toBe('needle');
  expect(await page.locator('mark[data-mark=added]').textContent()).toBe('pin');

  await page.getByRole('combobox', { name: 'What to do' }).click();
  await page.getByRole('option', { name: 'Set a cell' }).click();
  await page.getByRole('combobox', { name: 'Column' }).click();
  await page.getByRole('option', { name: 'score' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('42');
  // From here on by keyboard: the button that comes next has the focus.
  const isFocused = (name: string) =>
    expect
      .poll(() =>
        page
          .getByRole('button', { name, exact: true })
          .last()
          .evaluate(one => one === document.activeElement),
      )
      .toBe(true);
  await page.keyboard.press('Enter');
  await isFocused('Change 1 row');
  await page.keyboard.press('Enter');
  await page.getByText('1 row changed.').waitFor();
  expect(await cellOf(4, 'score')).toBe(42);
  await isFocused('Close');
  await page.keyboard.press('Enter');
  await ask('');
});

test('GE-15 text runs in its own direction', async () => {
  // How far the first letter stands from the left, as a part of the cell's width.
  const beginning = (place: number) =>
    cell(place, 'text').evaluate(element => {
      const range = document.createRange();
      range.setStart(element.firstChild as Text, 0);
      range.setEnd(element.firstChild as Text, 1);
      const { left, width } = element.getBoundingClientRect();
      return (range.getBoundingClientRect().left - left) / width;
    });
  expect(await beginning(3)).toBeGreaterThan(0.9);
  expect(await beginning(1)).toBeLessThan(0.1);
  await cell(3, 'text').dblclick();
  expect(await page.locator('.ag-cell input').evaluate(element => getComputedStyle(element).direction)).toBe('rtl');
  await page.keyboard.press('Escape');
});

test('GE-16 an Enter that chooses a word of an input method does not end the editing', async () => {
  const client = await context.newCDPSession(page);
  await cell(7, 'text').dblclick();
  await page.keyboard.press('ControlOrMeta+a');
  await client.send('Input.imeSetComposition', { text: '你好', selectionStart: 2, selectionEnd: 2 });
  await page.keyboard.press('Enter');
  expect(await page.locator('.ag-cell input').count()).toBe(1);
  await client.send('Input.insertText', { text: '你好' });
  await page.keyboard.press('Enter');
  await expect.poll(() => cellOf(7, 'text')).toBe('你好');
});

test('GE-17 what an older search counts does not reach the rows that took its place', async () => {
  const slow = 'text:/^(?:plain|(?:a+)+$)/';
  const known = () => page.locator('[role=grid]').first().getAttribute('aria-rowcount');
  const all = await known();
  await ask(slow);
  await expect.poll(() => cell(1, 'text').textContent()).toBe('plain 5');
  await ask('');
  await expect.poll(() => cell(1, 'text').textContent()).not.toBe('plain 5');
  const { rows } = (await app.router.ask(dataset.countRows.name, { datasetId, query: slow })) as { rows: number };
  expect(rows).toBeGreaterThan(1900);
  expect(rows).toBeLessThan(2000);
  await cell(5, 'text').click();
  await page.getByRole('heading', { name: 'Row 5', exact: true }).waitFor();
  expect(await known()).toBe(all);
});

test('GE-25 Ctrl End and Ctrl Home take the focus to the last and the first row, and no scroll bar lies over the last', async () => {
  const at = () => page.evaluate(() => document.activeElement?.closest('.ag-row')?.getAttribute('row-index'));
  /** What is drawn at the foot of a row, a pixel above its line. */
  const seenAtFoot = (place: number) =>
    page.evaluate(index => {
      const rows = document.querySelector('.ag-grid-viewport')?.getBoundingClientRect();
      const row = document.querySelector(`.ag-row[row-index="${index}"]`)?.getBoundingClientRect();
      const drawn = rows && row && document.elementFromPoint(rows.left + 50, row.bottom - 3);
      return drawn?.closest('.ag-row')?.getAttribute('row-index');
    }, place);
  await page.setViewportSize({ width: 1100, height: 640 });
  await cell(2, 'score').click();
  await page.keyboard.press('ControlOrMeta+End');
  await expect.poll(async () => Number(await at())).toBeGreaterThan(1900);
  const last = Number(await at());
  await page.getByRole('heading', { name: `Row ${(last + 1).toLocaleString('en')}` }).waitFor();
  expect([await focused(), await seenAtFoot(last)]).toEqual(['.score', String(last)]);

  await page.keyboard.press('ControlOrMeta+Home');
  await expect.poll(at).toBe('0');
  await page.getByRole('heading', { name: 'Row 1', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Add a row' }).click();
  await expect.poll(at).toBe(String(last + 1));
  await expect.poll(() => seenAtFoot(last + 1)).toBe(String(last + 1));
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+z');
  await page.setViewportSize({ width: 1400, height: 800 });
});

test('GE-21 the page can be read by machines, in both languages', async () => {
  await cell(1, 'text').click();
  expect(await inaccessible(page)).toEqual([]);
  await page.evaluate(() => localStorage.setItem('luthier.language', 'zh-CN'));
  await page.goto(`${new URL(page.url()).origin}${address}`);
  await cell(2, 'text').click();
  await page.getByText('该行的更改记录').waitFor();
  await cell(2, 'score').click();
  await page.keyboard.type('8');
  await page.keyboard.press('Enter');
  await expect.poll(() => cellOf(2, 'score')).toBe(8);
  await page.getByRole('combobox', { name: '搜索与筛选' }).fill('score:8 score<9');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: '查询的条件' }).getByText('score<9').waitFor();
  expect(await inaccessible(page)).toEqual([]);
});

test('GE-22 nothing went wrong meanwhile, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
