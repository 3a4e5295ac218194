import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { ids } from './fake-core/made/index.ts';
import { serve, TOKEN } from './fake-core/serve.ts';

/** How a person gets from a number to what is behind it, by keys alone. */
let browser: Browser;
let core: Awaited<ReturnType<typeof serve>>;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  core = await serve('full');
});

beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-US' });
  page = await context.newPage();
  return () => context.close();
});

afterAll(async () => {
  await browser?.close();
  core?.close();
});

const open = (path: string) => page.goto(`${core.address}${path}#token=${TOKEN}`);
const search = () => Object.fromEntries(new URL(page.url()).searchParams);

test('EV-9 the arrow keys walk a confusion matrix, and Enter lists the rows behind a cell', async () => {
  await open(`/evaluations/${ids.evaluation}`);
  const tuned = page.getByRole('region', { name: 'Tuned' });

  await tuned.getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'Labelled spam, answered ham' }).waitFor();
  expect(search()).toEqual({ subject: 'tuned', label: 'spam', predicted: 'ham' });
});

test('EV-12 a report says which checkpoint it is of, and that its run had not finished', async () => {
  await open(`/evaluations/${ids.evaluation}`);

  await page.getByText('checkpoint of step 120, the newest; none was validated').waitFor();
  await page.getByText('Run not finished').waitFor();
});

test('EX-9 a gate that is finer than the test rows can tell is warned of before the export begins', async () => {
  await open('/exports');
  const points = page.getByRole('textbox', { name: 'Points it may lose' });
  await points.waitFor();
  expect(await page.getByText('so a single row decides').count()).toBe(0);

  await points.fill('0.1');
  await page.getByText('The test split has 500 rows: one answered otherwise is about 0.2 points').waitFor();
});

test('EV-10 a row behind a cell leads to its place in the data', async () => {
  await open(`/evaluations/${ids.evaluation}?subject=tuned&label=ham&predicted=spam`);

  await page
    .getByRole('link', { name: /^Open row/ })
    .first()
    .click();

  await page.getByRole('heading', { name: /^Row / }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/data/${ids.dataset}`);
});

test('AT-9 the arrow keys walk from head to head, in the overview and in the map', async () => {
  await open(`/attention/${ids.attention}?layer=3&head=2`);

  await page.getByRole('button', { name: /^Layer 3, head 2:/ }).press('ArrowDown');
  expect(search()).toEqual({ layer: '4', head: '2' });

  await page.getByRole('group', { name: /^Map of layer 4, head 2/ }).press('ArrowRight');
  await page.getByRole('heading', { name: 'Layer 4, head 3' }).waitFor();
  expect(search()).toEqual({ layer: '4', head: '3' });
});

test('AT-10 pointing at a strong reading says it in words', async () => {
  await open(`/attention/${ids.attention}`);

  const first = page.getByRole('list', { name: 'Strongest' }).getByRole('button').first();
  await first.focus();

  const said = await page.getByRole('status').filter({ hasText: 'query' }).textContent();
  expect(said).toMatch(/query \d+, key \d+/);
});

test('TR-9 Ctrl Enter starts the run that the form describes', async () => {
  await open('/runs?start=1');
  await page.getByRole('button', { name: 'Start' }).waitFor();

  await page.getByLabel('Instruction').fill('Ham or spam?');
  await page.getByText('The instruction needs {text} where the text goes.').first().waitFor();
  expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);

  await page.getByLabel('Instruction').fill('Ham or spam?\n{text}');
  await page.keyboard.press('Control+Enter');

  await page.waitForURL(`**/runs/${ids.running}`);
  await page.getByText('2 leaked rows were accepted with these words: “Two mails that went to everybody.”').waitFor();
});

test('TR-10 Resume stands where Pause stood, and one button of the page is the first to think of', async () => {
  // What is there once a training has paused: its last checkpoint, and with it the way to evaluation and export.
  let isPaused = false;
  const withCheckpoint = (value: unknown): unknown =>
    isPaused && (value as { adapterPath?: unknown } | null)?.adapterPath === null
      ? { ...(value as object), adapterPath: 'a' }
      : value;
  const pausing = await serve('full', { change: withCheckpoint });
  onTestFinished(pausing.close);
  await page.goto(`${pausing.address}/runs/${ids.running}#token=${TOKEN}`);
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await pause.waitFor();
  const at = await pause.boundingBox();
  isPaused = true;
  await pause.click();
  await page.getByRole('link', { name: 'Export to INT8' }).waitFor();

  const under = await page.evaluate(
    ([x, y]) => document.elementFromPoint(x ?? 0, y ?? 0)?.closest('button, a')?.textContent,
    [(at?.x ?? 0) + (at?.width ?? 0) / 2, (at?.y ?? 0) + (at?.height ?? 0) / 2],
  );
  const filled = await page
    .locator('main')
    .locator('button, a')
    .and(page.locator('[data-variant=filled]'))
    .allTextContents();
  expect({ under, filled }).toEqual({ under: 'Resume', filled: ['Resume'] });
});

test('TR-11 the starter model of the machine is chosen where the project has none, and adding another keeps the form', async () => {
  const isModels = (value: unknown): boolean => Array.isArray(value) && value.some(each => each?.architecture);
  const offered = await serve('full', {
    change: value => (isModels(value) ? [] : value === null ? { name: 'SmolLM2-135M-Instruct' } : value),
  });
  onTestFinished(offered.close);
  await page.goto(`${offered.address}/runs?start=1#token=${TOKEN}`);
  const model = page.getByRole('combobox', { name: 'Base model' });
  await model.waitFor();
  await expect.poll(() => model.inputValue()).toBe('SmolLM2-135M-Instruct · starter model of this machine');
  const name = page.getByRole('region', { name: 'Data and model' }).getByLabel('Name');
  await name.fill('Mine');
  await page.getByRole('button', { name: 'Add a model' }).click();
  await page.getByRole('dialog', { name: 'Add a base model' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await name.inputValue()).toBe('Mine');

  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(`**/runs/${ids.running}`);
});

test('MD-1 while offline is on, the hub says so before it is asked, and its button waits', async () => {
  const isSettings = (value: unknown): value is { settings: object } =>
    typeof value === 'object' && value !== null && 'settings' in value && 'network' in value;
  const offline = await serve('full', {
    change: value => (isSettings(value) ? { ...value, settings: { ...value.settings, offline: true } } : value),
  });
  onTestFinished(offline.close);
  await page.goto(`${offline.address}/models#token=${TOKEN}`);
  await page.getByRole('button', { name: 'Add model' }).click();
  await page.getByText('Hub', { exact: true }).click();
  await page.getByLabel('Model id').fill('someone/model');

  await page.getByText('Luthier is offline, by the switch in Settings').waitFor();
  expect(await page.getByRole('button', { name: 'Download and add' }).isDisabled()).toBe(true);
});

test('PAL-1 the palette finds datasets, runs, models and pages of the help by name, and goes there', async () => {
  await open('/');
  const search = page.getByRole('textbox', { name: 'Search commands' });
  const places = [
    ['spamassassin', 'SpamAssassin mails', `/data/${ids.dataset}`],
    ['SmolLM2', 'SmolLM2-135M-Instruct', '/models'],
    ['personal data', 'Personal data', '/help/privacy'],
    ['个人数据', 'Personal data', '/help/privacy'],
  ] as const;
  for (const [words, name, path] of places) {
    await page.getByRole('main').waitFor();
    await page.keyboard.press('Control+k');
    await search.fill(words);
    await page.getByRole('dialog').getByRole('button', { name }).first().click();
    await page.waitForURL(`**${path}`);
  }
});

test('GR-1 in a narrow window the row that is clicked is shown beside the grid, not below the fold', async () => {
  await page.setViewportSize({ width: 900, height: 620 });
  await open(`/data/${ids.dataset}`);
  await page.locator('.ag-row[row-index="2"] [col-id=".text"]').click();
  const panel = page.getByRole('heading', { name: 'Row 3', exact: true });
  await panel.waitFor();
  const box = await panel.boundingBox();
  expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(620);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(900);
});

test('GR-2 a page is read from its beginning, however far the one before it was read', async () => {
  await page.setViewportSize({ width: 1280, height: 400 });
  await open(`/evaluations/${ids.evaluation}`);
  const content = page.getByRole('main');
  const top = () => content.evaluate(main => main.scrollTop);
  await page.getByRole('region', { name: 'Tuned' }).waitFor();
  await content.evaluate(main => main.scrollTo(0, 300));
  await expect.poll(top).toBe(300);

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  expect(await top()).toBe(0);
});

test('GR-3 characters of data are drawn as they are: an arrow of minus signs is as wide as its parts', async () => {
  await open('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const widths = await page.evaluate(() =>
    ['span', 'code', 'button'].map(tag => {
      const width = (text: string): number => {
        const element = document.createElement(tag);
        element.style.cssText = 'position: absolute; white-space: pre; padding: 0; border: 0; font-kerning: none';
        if (tag === 'button') element.style.fontFamily = 'inherit';
        element.textContent = text;
        document.body.append(element);
        const { width } = element.getBoundingClientRect();
        element.remove();
        return width;
      };
      return { together: width('-->'), apart: 2 * width('-') + width('>') };
    }),
  );
  for (const { together, apart } of widths) expect(together).toBeCloseTo(apart, 1);
});
