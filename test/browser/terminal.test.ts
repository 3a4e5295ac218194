import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, type Trouble, watch } from './chromium.ts';
import { ids } from './fake-core/made/index.ts';
import { serve, TOKEN } from './fake-core/serve.ts';
import { settled } from './looks.ts';

/**
 * R12 and R13, the page's part: what a job writes is shown and does nothing else, and however much it writes, the page
 * stays quick. The text stands in for what the core sends of a job's terminal.
 */
const stack = new AsyncDisposableStack();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
  stack.defer(() => browser.close());
});
afterAll(() => stack.disposeAsync());

interface Shown extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly trouble: Trouble;
  /** What the page said to the core, message by message. */
  readonly sent: string[];
}

/** The page of a job whose terminal has these texts. */
async function terminalWith(texts: () => Iterable<string>): Promise<Shown> {
  await using opening = new AsyncDisposableStack();
  const core = await serve('full', {
    terminal: emit => {
      for (const text of texts()) emit({ text });
    },
  });
  opening.defer(() => core.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en' });
  opening.defer(() => context.close());
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: core.address });
  const page = await context.newPage();
  const trouble = watch(context, page);
  const sent: string[] = [];
  page.on('websocket', socket => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await page.goto(`${core.address}/models#token=${TOKEN}`);
  await settled(page);
  await page.evaluate(() => navigator.clipboard.writeText('mine'));
  await page.evaluate(path => history.pushState(null, '', path), `/jobs?job=${ids.running}`);
  await page.locator('.xterm-screen').waitFor();
  const open = opening.move();
  return { page, context, trouble, sent, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

const ESC = '\x1b';
const MEGABYTE = 1_000_000;
/** What asks a terminal for an answer, sets something outside of it, or wants to be a link. */
const ESCAPES: Readonly<Record<string, string>> = {
  'a title': `${ESC}]0;owned\x07${ESC}]2;owned${ESC}\\`,
  'a title of a megabyte': `${ESC}]0;${'t'.repeat(MEGABYTE)}\x07`,
  'the clipboard, to be set': `${ESC}]52;c;${Buffer.from('stolen').toString('base64')}\x07`,
  'the clipboard, to be read': `${ESC}]52;c;?\x07`,
  'links of every scheme': [
    'javascript:canary()',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://a.io',
    'vscode://x',
  ]
    .map(link => `${ESC}]8;;${link}${ESC}\\a link to ${link}${ESC}]8;;${ESC}\\ `)
    .join('\r\n'),
  'what it is (DA)': `${ESC}[c${ESC}[>c${ESC}[=c${ESC}Z`,
  'where its cursor is (DSR)': `${ESC}[5n${ESC}[6n${ESC}[?6n${ESC}[?15n${ESC}[?25n`,
  'what is set (DECRQSS)': `${ESC}P$q"p${ESC}\\${ESC}P$qm${ESC}\\${ESC}P$q q${ESC}\\`,
  'its modes (DECRQM)': `${ESC}[?2004$p${ESC}[4$p`,
  'its colours': `${ESC}]4;1;?\x07${ESC}]10;?\x07${ESC}]11;?\x07`,
  'its size and title': `${ESC}[14t${ESC}[18t${ESC}[19t${ESC}[21t`,
  'an answer of our own (ENQ)': '\x05',
  'reports of mouse and focus': `${ESC}[?1003h${ESC}[?1006h${ESC}[?1004h${ESC}[?2004h`,
  'the same in C1 bytes': '\u009b6n\u009bc\u009d0;owned\u009c\u009d52;c;?\u009c\u0090$qm\u009c\u0085\u0084',
  'a string that never ends': `${ESC}P${'x'.repeat(10_000)}`,
};

test('R13 escapes in the text of a job get no answer, set nothing, and lead nowhere', async () => {
  await using shown = await terminalWith(() => [
    ...Object.values(ESCAPES),
    `${ESC}\\${ESC}c\r\n`,
    ...Object.values(ESCAPES).slice(4, 5),
    '\r\nthe last line\r\n',
  ]);
  const { page, context, trouble, sent } = shown;
  const windows: Page[] = [];
  context.on('page', another => windows.push(another));
  await page.getByText('the last line').first().waitFor();
  const title = await page.title();
  const before = sent.length;

  await page.locator('.xterm-screen').click({ position: { x: 40, y: 12 } });
  await page.mouse.move(600, 640, { steps: 5 });
  await page.keyboard.type('typed into it');
  for (const row of [0, 1, 2, 3, 4]) {
    const box = await page.locator('.xterm-rows > div').nth(row).boundingBox();
    if (!box) continue;
    await page.mouse.move(box.x + 30, box.y + 8, { steps: 3 });
    await page.mouse.click(box.x + 30, box.y + 8);
    await page.keyboard.down('Control');
    await page.mouse.click(box.x + 30, box.y + 8);
    await page.keyboard.up('Control');
  }
  await page.waitForTimeout(300);

  const told = sent.slice(before).filter(message => !message.includes('jobs/resizeTerminal'));
  expect({ told, title: await page.title(), windows: windows.length, at: new URL(page.url()).pathname }).toEqual({
    told: [],
    title,
    windows: 0,
    at: '/jobs',
  });
  expect(sent.filter(message => /\\u001b|\[0n|\[\?1;2c|rgb:/.test(message))).toEqual([]);
  expect(title).not.toContain('owned');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('mine');
  expect(await page.locator('.xterm a[href]').count()).toBe(0);
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
}, 60_000);

const FLOOD_MB = 50;
const CHUNK = `${'0123456789abcdef '.repeat(5)}\x1b[3${'2'}m done\x1b[0m\r\n`.repeat(640);

test(`R12 of ${FLOOD_MB} MB of fast text the page keeps its lines and no more, and answers keys all the while`, async () => {
  const chunks = Math.ceil((FLOOD_MB * MEGABYTE) / CHUNK.length);
  await using shown = await terminalWith(function* () {
    for (let chunk = 0; chunk < chunks; chunk += 1) yield CHUNK;
    yield '\r\nthe flood is over\r\n';
  });
  const { page, context, trouble } = shown;
  const devtools = await context.newCDPSession(page);
  const heap = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize / MEGABYTE;
  };
  await page.evaluate(() => {
    window.seen = { tasks: [], keys: [] };
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) window.seen.tasks.push(duration);
    }).observe({ type: 'longtask' });
    // From the press to the frame that shows what it did.
    new PerformanceObserver(list => {
      for (const { duration, name } of list.getEntries()) if (name === 'keydown') window.seen.keys.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });

  const began = performance.now();
  let pressed = 0;
  const over = page.getByText('the flood is over').first();
  while (!(await over.isVisible())) {
    await page.keyboard.press('ControlOrMeta+b');
    pressed += 1;
    await page.waitForTimeout(50);
  }
  const elapsed = performance.now() - began;
  const { tasks, keys } = await page.evaluate(() => window.seen);
  const slow = tasks.filter(ms => ms > 100);
  const median = keys.sort((a, b) => a - b)[Math.floor(keys.length / 2)] ?? 0;
  const memory = await heap();
  console.log(
    `${FLOOD_MB} MB in ${(elapsed / 1000).toFixed(1)} s: of ${pressed} keys the median is seen after ${median} ms; ` +
      `${slow.length} tasks of ${tasks.length} over 100 ms, longest ${Math.max(0, ...tasks)} ms; heap ${memory.toFixed(0)} MB`,
  );
  expect(pressed).toBeGreaterThan(3);
  expect(median).toBeLessThan(150);
  expect(slow.reduce((sum, ms) => sum + ms, 0) / elapsed).toBeLessThan(0.3);
  expect(memory).toBeLessThan(160);
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
}, 120_000);

declare global {
  interface Window {
    seen: { readonly tasks: number[]; readonly keys: number[] };
  }
}
