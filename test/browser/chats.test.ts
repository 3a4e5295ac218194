import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DatasetId, dataset, type Row } from '../../native-bridge/contract/index.ts';
import { temporaryFolder } from '../temporary.ts';
import { ARTIFACTS, inaccessible, type Trouble } from './chromium.ts';
import { type OpenProject, openProject } from './open-project.ts';

const MARKUP = '<img src=x onerror=alert(1)>';
const LONG = `${'The tower was built for the world fair. '.repeat(20)}It is painted every seven years.`;
const chat = (...turns: readonly string[]) =>
  turns.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }));
const CALL = [
  {
    role: 'user',
    content: [
      { type: 'text', text: 'How warm is it?' },
      { type: 'image_url', image_url: {} },
    ],
  },
  { role: 'assistant', content: null, tool_calls: [{ function: { name: 'weather', arguments: '{}' } }] },
];
const ROWS = [
  { messages: chat('How tall is it?', '324 m', 'And the other?', LONG), topic: 'towers', date: '6 Feb 2006 10:30 UTC' },
  { messages: chat(`What is ${MARKUP}?`, 'A picture that is not there.'), topic: 'web', date: '2006年3月1日' },
  { messages: chat('مرحبا', 'أهلا'), topic: 'greetings', date: '2006-03-15' },
  { messages: CALL, topic: 'weather', date: '03/31/2006' },
  ...Array.from({ length: 400 }, (_, at) => ({
    messages: chat(`Question ${at}`, 'Yes.'),
    topic: `t${at}`,
    date: '2007',
  })),
];

const stack = new AsyncDisposableStack();
let app: OpenProject['app'];
let page: Page;
let trouble: Trouble;
let datasetId: DatasetId;

beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const viewport = { width: 1400, height: 900 };
  const open = stack.use(await openProject(join(folder.path, 'project'), { viewport, reducedMotion: 'reduce' }));
  ({ app, page, trouble } = open);
  page.setDefaultTimeout(8000);
  const file = folder.write('chats.jsonl', ROWS.map(row => JSON.stringify(row)).join('\n'));
  await new Promise<void>(done => app.router.open(dataset.importFile.name, { file }, () => {}, done));
  const [imported] = (await app.router.ask(dataset.datasets.name, {})) as { id: DatasetId }[];
  datasetId = imported?.id as DatasetId;
  await page.locator('a[href="/data"]').first().waitFor();
  await page.goto(`${open.address}/data/${datasetId}`);
  await cell(1, 'messages').waitFor();
}, 60_000);

afterAll(() => stack.disposeAsync());

/** The cell of a row by its place on the page, from 1, and its column. */
const cell = (place: number, column: string) => page.locator(`.ag-row[row-index="${place - 1}"] [col-id=".${column}"]`);
const panel = () => page.getByRole('region', { name: /^Row / });
const history = () => panel().getByRole('region', { name: 'What changed this row' });
const stored = async (row: number) => ((await app.router.ask(dataset.row.name, { datasetId, row })) as Row).cells;
const turns = async (row: number) => JSON.parse(String((await stored(row)).messages)) as object[];
/** The place of the row and the column of the cell that has the focus; of anything else what it is called. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    const row = element?.closest('.ag-row')?.getAttribute('row-index');
    const place = row == null ? null : `${Number(row) + 1} ${element?.getAttribute('col-id')}`;
    return place ?? element?.ariaLabel ?? element?.tagName;
  });
const ask = async (text: string) => {
  await page.getByRole('combobox', { name: 'Search and filter' }).fill(text);
  await page.keyboard.press('Enter');
};

test('GC-1 a chat is a line of the grid that says who says what, and all of it is text', async () => {
  expect(await cell(1, 'messages').textContent()).toMatch(
    /^user: How tall is it\? → assistant: 324 m → user: And the other\? → assistant: The tower was built/,
  );
  expect(await cell(2, 'messages').textContent()).toContain(`user: What is ${MARKUP}? → assistant: A picture`);
  expect(await page.locator('.ag-cell img').count()).toBe(0);
  expect(await cell(4, 'messages').textContent()).toMatch(
    /^user: How warm is it\? \[image_url\] → assistant: \[tool_calls\]/,
  );
});

test('GC-2 beside the grid a chat is a conversation, with its JSON a switch away', async () => {
  await cell(1, 'messages').click();
  const spoken = panel().getByRole('list').first().getByRole('listitem');
  await expect.poll(() => spoken.count()).toBe(4);
  expect(await spoken.nth(1).textContent()).toBe('assistant324 m');
  await page.screenshot({ path: join(ARTIFACTS, 'chat-row.png') });
  expect(await inaccessible(page)).toEqual([]);

  const shown = panel().getByRole('radiogroup', { name: 'Messages' });
  await shown.getByText('JSON').click();
  await panel().getByText('"content": "324 m"').waitFor();
  await shown.getByText('Turns').click();

  await cell(4, 'messages').click();
  await panel().getByText('[image_url]').waitFor();
});

test('GC-3 a chat is never written as a line of JSON: Enter opens its turns, and so does Edit', async () => {
  await cell(2, 'messages').click();
  await page.keyboard.press('Enter');
  const second = page.getByRole('textbox', { name: 'Message 2' });
  await second.waitFor();
  expect(await page.locator('.ag-cell input').count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Message 1');
  await second.fill('A picture that is missing.');
  await page.screenshot({ path: join(ARTIFACTS, 'chat-editor.png') });
  await page.keyboard.press('ControlOrMeta+s');
  await expect
    .poll(async () => (await turns(2))[1])
    .toEqual({ role: 'assistant', content: 'A picture that is missing.' });

  await cell(3, 'topic').click();
  await panel().getByText('Edit', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Message 2' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Message 2' }).inputValue()).toBe('أهلا');
});

test('GC-4 Escape leaves what is written in, then goes back to the cell; what was written waits', async () => {
  await page.getByRole('textbox', { name: 'Message 2' }).fill('أهلا وسهلا');
  await page.keyboard.press('Escape');
  await page.getByText('1 text is not saved').waitFor();
  expect(await page.getByRole('textbox', { name: 'Message 2' }).count()).toBe(0);
  expect(await focused()).toBe('DIV');
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('3 .topic');
  await page.getByRole('button', { name: /^Discard what was written/ }).click();

  await page.keyboard.press('Shift+F2');
  await page.keyboard.type('look again');
  await page.keyboard.press('Escape');
  await expect
    .poll(async () => ((await app.router.ask(dataset.row.name, { datasetId, row: 3 })) as Row).note)
    .toBe('look again');
  expect(await focused()).toBe('DIV');
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('3 .topic');
});

test('GC-5 a list that is open closes first, and the focus goes to the row that is shown, wherever it is', async () => {
  await cell(3, 'topic').click();
  await panel().getByText('Edit', { exact: true }).click();
  await panel().getByRole('combobox', { name: 'Column' }).click();
  await page.getByRole('option', { name: 'topic' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('option', { name: 'topic' }).waitFor({ state: 'hidden' });
  await page.getByRole('textbox', { name: 'Message 2' }).waitFor();

  await panel().getByRole('combobox', { name: 'Column' }).click();
  await page.getByRole('option', { name: 'JSON' }).click();
  await page.locator('.monaco-editor textarea').first().focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.monaco-editor').count()).toBe(0);
  for (const _ of [4, 5]) await panel().getByRole('button', { name: 'Row after' }).click();
  await page.getByRole('heading', { name: 'Row 5' }).waitFor();
  // The first Escape on a button closes what is said of it.
  await panel().getByRole('radio', { name: 'Fields' }).focus();
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('5 .topic');

  await page.keyboard.press('ControlOrMeta+g');
  await page.getByRole('textbox', { name: 'Go to row' }).fill('390');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('390 .topic');
  await panel().getByLabel('Tags').focus();
  await cell(390, 'topic').hover();
  await page.mouse.wheel(0, -100_000);
  await cell(1, 'topic').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('390 .topic');
});

test('GC-6 what changed a row is read as a conversation, with what differs marked', async () => {
  await page.keyboard.press('ControlOrMeta+Home');
  await cell(1, 'topic').click();
  await page.getByRole('heading', { name: 'Row 1', exact: true }).waitFor();
  const before = await turns(1);
  const after = before.map((turn, at) => (at === 1 ? { ...turn, content: '330 m' } : turn));
  const cells = { messages: JSON.stringify(after), topic: 'high towers' };
  await app.router.ask(dataset.editRow.name, { datasetId, row: 1, cells });
  await app.router.ask(dataset.markRow.name, { datasetId, row: 1, marks: { starred: true, tags: ['odd', 'to-ask'] } });
  await history().getByText('assistant: 324 m').waitFor();
  const text = (await history().textContent()) ?? '';
  expect(text).toMatch(/user: How tall is it\?\s+assistant: 330 m/);
  expect(text).not.toContain('"role"');
  expect(text).not.toContain('#');
  expect(await history().locator('mark[data-mark=removed]').allTextContents()).toContain('324');
  expect(await history().locator('mark[data-mark=added]').allTextContents()).toContain('330');
  await history().getByText('odd, to-ask').waitFor();

  const weighed = after.map((turn, at) => (at === 1 ? { ...turn, weight: 0 } : turn));
  const weight = { messages: JSON.stringify(weighed) };
  await app.router.ask(dataset.editRow.name, { datasetId, row: 1, cells: weight });
  const added = async () => (await history().locator('mark[data-mark=added]').allTextContents()).join(' ');
  await expect.poll(added).toContain('weight');
  expect(await inaccessible(page)).toEqual([]);
  await history().scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(ARTIFACTS, 'chat-history.png') });
});

test('GC-7 conditions of the time column are before, after and between, however its cells write times', async () => {
  const add = async (operator: string, ...values: readonly (readonly [string, string])[]) => {
    await page.keyboard.press('ControlOrMeta+Shift+f');
    await page.getByRole('combobox', { name: 'Column', exact: true }).fill('date');
    await page.getByRole('option', { name: 'date', exact: true }).click();
    await page.getByRole('combobox', { name: 'Condition' }).click();
    await page.getByRole('option', { name: operator, exact: true }).click();
    for (const [label, value] of values) await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  };
  await add('is before', ['Value', '2006-03-01']);
  await page.getByText('1 of 404 rows').waitFor();
  await ask('');
  await add('is on or after', ['Value', '2006-03-01']);
  await page.getByText('403 of 404 rows').waitFor();
  await ask('');
  await add('lies between', ['From', '2006-03-01'], ['To', '2006-03-31']);
  await page.getByText('3 of 404 rows').waitFor();
  await ask('date:2006-02..2006-03-15');
  await page.getByText('3 of 404 rows').waitFor();
});

test('GC-8 nothing went wrong meanwhile, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
