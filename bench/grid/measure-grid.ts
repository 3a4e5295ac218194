import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launchChromium } from '../../test/browser/chromium.ts';
import type { Options } from '../benchmarks.ts';
import { cpuFlags, load } from '../machine.ts';
import { median, type Outcome, rounded } from '../outcome.ts';

const ROWS = 10_000_000;
const ENGINES = ['ours', 'hightable', 'virtual'] as const;
type Engine = (typeof ENGINES)[number];

/** What the page offers, see page/driving.ts. */
interface Driven {
  readonly driving: {
    watchFrames(): Promise<number>;
    placeReached(): number;
    dragTo(asked: { rows: number; part: number }): Promise<number>;
    jumpToLast(asked: { rows: number; byRow: boolean }): Promise<{ ms: number; reached: boolean }>;
  };
}

interface Seen {
  readonly p95FrameMs: number;
  /** How far the fling came: an engine that squeezes its rows may pass over most of them. */
  readonly flingRows: number;
  readonly dragMs: number;
  readonly jumpMs: number;
  readonly heapMb: number;
  readonly lastReached: boolean;
}

/** A turn of the wheel of 600 pixels, some 21 rows, in each of 180 frames. */
const FLING = { x: 600, y: 400, yDistance: -108_000, speed: 36_000, gestureSourceType: 'mouse' } as const;

/** Where the scroll bar is drawn to. */
const DRAG = 0.37;

/** B6: a fling by the wheel, the scroll bar drawn, a jump to the last of ten million rows, and the heap, in the real browser. */
export async function measureGrid({ pairs, signal, say }: Options): Promise<Outcome[]> {
  const loadBefore = load();
  const folder = mkdtempSync(join(tmpdir(), 'luthier-bench-'));
  try {
    await build({
      root: join(import.meta.dirname, 'page'),
      plugins: [react()],
      define: { global: 'globalThis' },
      build: { outDir: folder, emptyOutDir: true, target: 'chrome108' },
      logLevel: 'error',
    });
    await using served = await serveFolder(folder);
    const browser = await launchChromium();
    try {
      const seen = Object.fromEntries(ENGINES.map(engine => [engine, [] as Seen[]])) as Record<Engine, Seen[]>;
      for (let round = 0; round < pairs; round++) {
        for (const engine of round % 2 === 0 ? ENGINES : ENGINES.toReversed()) {
          signal.throwIfAborted();
          const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
          await page.goto(`${served.address}?engine=${engine}&rows=${ROWS}`);
          seen[engine].push(await look(page, engine));
          await page.close();
        }
        say(
          `round ${round + 1} of ${pairs}: ${ENGINES.map(engine => `${engine} ${seen[engine].at(-1)?.p95FrameMs.toFixed(1)} ms`).join(', ')}; load ${load()}`,
        );
      }
      return [outcome(seen, loadBefore)];
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function outcome(seen: Record<Engine, Seen[]>, load: number): Outcome {
  const of = (engine: Engine, key: Exclude<keyof Seen, 'lastReached'>) =>
    rounded(median(seen[engine].map(one => one[key])));
  const peers = ENGINES.filter(engine => engine !== 'ours');
  const facts = peers.flatMap(peer => [
    [`${peer} p95FrameMs`, of(peer, 'p95FrameMs')],
    [`${peer} flingRows`, of(peer, 'flingRows')],
    [`${peer} dragMs`, of(peer, 'dragMs')],
    [`${peer} jumpMs`, of(peer, 'jumpMs')],
    [`${peer} heapMb`, of(peer, 'heapMb')],
    [`${peer} reaches the last row`, seen[peer].every(one => one.lastReached)],
  ]);
  return {
    id: 'B6',
    ours: of('ours', 'p95FrameMs'),
    peers: Object.fromEntries(peers.map(peer => [peer, of(peer, 'p95FrameMs')])),
    ratio: {
      p95FrameMs: of('ours', 'p95FrameMs'),
      jumpMs: of('ours', 'jumpMs'),
      heapMb: of('ours', 'heapMb'),
      lastReached: Number(seen.ours.every(one => one.lastReached)),
    },
    goal: {
      p95FrameMs: { floor: 25, goal: 16.8 },
      jumpMs: { floor: 150, goal: 50 },
      heapMb: { goal: 120 },
      lastReached: { floor: 1, goal: 1 },
    },
    cpuFlags: cpuFlags(),
    load,
    facts: {
      rows: ROWS,
      flingRows: of('ours', 'flingRows'),
      dragMs: of('ours', 'dragMs'),
      ...Object.fromEntries(facts),
    },
  };
}

async function look(page: Page, engine: Engine): Promise<Seen> {
  await page.getByText('place 5 ').first().waitFor({ timeout: 20_000 });
  const session = await page.context().newCDPSession(page);
  const frames = page.evaluate(() => (globalThis as unknown as Driven).driving.watchFrames());
  await session.send('Input.synthesizeScrollGesture', FLING);
  const p95FrameMs = await frames;
  const flingRows = await page.evaluate(() => (globalThis as unknown as Driven).driving.placeReached());
  const dragMs = await page.evaluate(asked => (globalThis as unknown as Driven).driving.dragTo(asked), {
    rows: ROWS,
    part: DRAG,
  });
  const { ms, reached } = await page.evaluate(asked => (globalThis as unknown as Driven).driving.jumpToLast(asked), {
    rows: ROWS,
    byRow: engine === 'ours',
  });
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { p95FrameMs, flingRows, dragMs, jumpMs: ms, heapMb: usedSize / 1e6, lastReached: reached };
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

async function serveFolder(folder: string) {
  const server = createServer(({ url = '/' }, response) => {
    const path = normalize(new URL(url, 'http://127.0.0.1').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    try {
      const bytes = readFileSync(file);
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: () => new Promise<void>(done => server.close(() => done())),
  };
}
