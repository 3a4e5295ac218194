import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../temporary.ts';
import { inaccessible, type Trouble } from './chromium.ts';
import { type OpenProject, openProject } from './open-project.ts';
import { addStarter } from './starter.ts';

const LONG = `the minutes of the meeting ${'and more '.repeat(200)}`;
const MAILS = [
  { text: 'free money 恭喜', label: 'spam' },
  { text: LONG, label: 'ham' },
  { text: '<img src=x onerror=alert(1)> مرحبا', label: 'spam' },
];

const stack = new AsyncDisposableStack();
let folder: TemporaryFolder;
let page: Page;
let trouble: Trouble;
let drop: OpenProject['drop'];

/** The page on a real core whose project has the real starter model. */
beforeAll(async () => {
  folder = stack.use(temporaryFolder());
  const project = join(folder.path, 'project');
  mkdirSync(project);
  addStarter(project);
  ({ page, trouble, drop } = stack.use(await openProject(project)));
  await page.locator('a[href="/data"]').first().click();
  await page.getByText('Bring in your examples').waitFor();
}, 60_000);

afterAll(() => stack.disposeAsync());

const seenText = () => page.getByRole('region', { name: 'Exact text the model reads' });

test('DS-S1 before an import the exact text the chosen model reads is there, with what of it is learned and what is cut', async () => {
  const lines = [...MAILS.map(mail => JSON.stringify(mail)), '{"text": "broken', 'nothing'];
  await drop(folder.write('mails.jsonl', lines.join('\n')));

  await seenText().waitFor();
  expect(await seenText().textContent()).toMatch(
    /^read, not learned .*<\|im_start\|>user\nAnswer with one word: spam or ham\.\n\nfree money 恭喜<\|im_end\|>\n<\|im_start\|>assistant\nlearned: spam<\|im_end\|>$/s,
  );
  await page.getByText('1 of 3').waitFor();
  expect(await inaccessible(page)).toEqual([]);
  await page.getByRole('button', { name: 'Row after' }).click();
  await page.getByText(`of ${LONG.length.toLocaleString('en-GB')} characters reach the model`).waitFor();
  expect(await seenText().textContent()).toContain('the minutes of the meeting and more');
  await page.getByLabel('Tokens of a text').fill('2000');
  await page.getByText('0 of 3').waitFor();
});

test('DS-S2 origin and licence are said at the import, and what it left out is saved as a table', async () => {
  await page.getByLabel('Where it comes from').fill('https://example.org/mails');
  await page.getByLabel('Licence', { exact: true }).fill('nonsense');
  await page.getByText('there is no licence nonsense').waitFor();
  await page.getByLabel('Licence', { exact: true }).fill('cc-by-4.0');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import', exact: true }).click();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  expect(saved.split('\r\n').map(line => line.split(',').slice(0, 3).join())).toEqual([
    'file,line,outcome',
    'mails.jsonl,4,dropped',
    'mails.jsonl,5,dropped',
    '',
  ]);
  await page.getByLabel('accepted rows too').check();
  const whole = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as JSONL' }).click();
  const lines = readFileSync(await (await whole).path(), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(lines.map(({ outcome, line }) => `${outcome} ${line}`)).toEqual([
    'dropped 4',
    'dropped 5',
    'accepted 1',
    'accepted 2',
    'accepted 3',
  ]);
  await page.getByRole('link', { name: /Open/ }).first().click();
  await page
    .getByRole('tab', { name: 'Sources' })
    .or(page.getByRole('link', { name: 'Sources' }))
    .first()
    .click();
  await page.getByText('CC-BY-4.0').first().waitFor();
  await page.getByText('https://example.org/mails').first().waitFor();
});

test('DS-S3 a row of a dataset is seen as the model reads it, markup as text', async () => {
  await page.goBack();
  await page.locator('.ag-cell', { hasText: 'onerror' }).first().click();
  await page.getByText('Model text').click();
  await seenText().waitFor();
  expect(await inaccessible(page)).toEqual([]);
  expect(await seenText().textContent()).toContain('<img src=x onerror=alert(1)> مرحبا<|im_end|>');
});

test('DS-S4 a folder that is dropped comes in as one dataset', async () => {
  for (const [name, text] of [
    ['letters/ham/1.txt', 'the minutes'],
    ['letters/ham/deep/2.txt', '会议纪要'],
    ['letters/spam/3.txt', 'free money'],
  ] as const) {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true });
    writeFileSync(join(folder.path, name), text);
  }
  await page.locator('a[href="/data"]').first().click();
  await page.getByRole('heading', { name: 'Data', exact: true }).waitFor();
  await drop(join(folder.path, 'letters'));

  await page.getByText('Import letters').waitFor();
  await page.getByText('会议纪要').first().waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('letters is imported').waitFor();
});

/** Opens a list and takes one of it. */
async function choose(field: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
}

test('DS-S6 chats with keys of their own are named in the wizard, and the model text shows them as messages', async () => {
  await page.locator('a[href="/data"]').first().click();
  await page.getByRole('heading', { name: 'Data', exact: true }).waitFor();
  const calls = [
    {
      dialog: [
        { speaker: '客户', utterance: '你好' },
        { speaker: '甲', utterance: '请讲' },
      ],
      code: '00123',
      price: '9.5',
    },
    {
      dialog: [
        { speaker: '客户', utterance: '多少钱' },
        { speaker: '甲', utterance: '九元五' },
      ],
      code: '00124',
      price: 'free',
    },
  ];
  await drop(folder.write('calls.jsonl', calls.map(call => JSON.stringify(call)).join('\n')));

  await page.getByRole('region', { name: 'Messages of dialog' }).waitFor();
  await seenText().waitFor();
  expect(await seenText().textContent()).toMatch(
    /<\|im_start\|>user\n你好<\|im_end\|>\n<\|im_start\|>assistant\nlearned: 请讲/,
  );
  await choose('客户 is', /^system/);
  await expect.poll(() => seenText().textContent()).toContain('<|im_start|>system\n你好<|im_end|>');
  await choose('客户 is', /^user/);

  await choose('Type of price', 'number');
  await page.getByText('not of the type said: price (number) "free"').waitFor();
  await choose('Part of code', /^Id/);
  await choose('Preset', 'Alpaca');
  await page.getByText('it has no column instruction, output; it has dialog, code, price').waitFor();
  expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
  expect(await inaccessible(page)).toEqual([]);
  await choose('Preset', /^as found/);
  await choose('Part of code', /^Id/);
  await page.getByRole('button', { name: 'Import', exact: true }).click();

  await page.getByText('calls.jsonl is imported').waitFor();
  await page.getByText('calls.jsonl line 2: not of the type said: price (number) "free"').waitFor();
  await page.getByRole('link', { name: 'Open the dataset' }).click();
  await page.locator('.ag-cell', { hasText: '多少钱' }).first().waitFor();
  const parts = page.getByRole('region', { name: 'Parts of columns' });
  expect(await parts.textContent()).toMatch(/Messagesdialog.*Idcode.*Metadataprice/);
});

test('DS-S7 what a browser has sent is kept until it is imported, or nobody wants it any more', async () => {
  const uploads = () => readdirSync(join(folder.path, 'project/.core/uploads'));
  expect(uploads()).toEqual([]);
  await page.locator('a[href="/data"]').first().click();
  await page.getByRole('heading', { name: 'Data', exact: true }).waitFor();

  await drop(folder.write('other.jsonl', '{"text":"a"}'));
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  expect(uploads()).toHaveLength(1);
  await page.getByRole('button', { name: 'Cancel' }).click();

  await expect.poll(uploads).toEqual([]);
});

test('DS-S5 text of the data ran nowhere, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
