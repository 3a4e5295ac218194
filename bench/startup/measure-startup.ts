import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempDisposableSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Options } from '../benchmarks.ts';
import { cpuFlags, load, machine } from '../machine.ts';
import { median, type Outcome, ratioByPair, rounded } from '../outcome.ts';
import { ROWS_FILE, writeRows } from '../workbench/write-rows.ts';
import { attachTo, type DevtoolsPage } from './devtools.ts';
import { processTree, proportionalBytes, proportionalBytesOf } from './processes.ts';

const ROWS = { full: 1_000_000, short: 100_000 };
const ROOT = join(import.meta.dirname, '..', '..');
const HELLO = join(import.meta.dirname, 'hello');
/** After this an app that waits for its person has settled. */
const IDLE_MS = 5000;
const PATIENCE_MS = 60_000;
const CONTROL = 2;

const run = promisify(execFile);

interface Started {
  readonly ms: number;
  readonly bytes: number;
  /** What of it is the program of the core's own Node, which an Electron that is new enough does not need. */
  readonly nodeBytes: number;
}

/** What is started, by which page it is known, and how long after the begin of time it was there for a person. */
interface App {
  readonly args: readonly string[];
  readonly address: string;
  readonly readyAt: (page: DevtoolsPage) => Promise<number>;
}

/**
 * B11: from the start of the process to a window that does what it is asked, with a million rows in the project, and the
 * memory of all its processes once it is idle, against the least Electron app on the same binary.
 */
export async function measureStartup({ pairs, isShort, signal, say }: Options): Promise<Outcome[]> {
  const about = { cpuFlags: cpuFlags(), load: load() };
  say(`${machine()}; load ${about.load}${isShort ? '; short form' : ''}`);
  const electron = process.env.LUTHIER_TEST_ELECTRON ?? '';
  if (!existsSync(electron)) throw new Error('no Electron in LUTHIER_TEST_ELECTRON: run npm run bench -- B11');
  using folder = mkdtempDisposableSync(join(tmpdir(), 'luthier-bench-'));
  const project = join(folder.path, 'rows');
  await makeProject(folder.path, project, ROWS[isShort ? 'short' : 'full'], signal);

  const apps = { hello: helloApp(), ours: ourApp(project) };
  const start = (name: keyof typeof apps) => startOnce(electron, apps[name], join(folder.path, name), signal);
  // The first start of each makes its profile and its caches.
  const first = { hello: await start('hello'), ours: await start('ours') };
  const rounds = { hello: [] as Started[], ours: [] as Started[] };
  for (let number = 1; number <= pairs; number += 1) {
    const order = ['hello', 'ours'] as const;
    for (const name of number % 2 === 0 ? order.toReversed() : order) {
      const started = await start(name);
      rounds[name].push(started);
      say(`  ${name}: ${inWords(started)}, load ${load()}`);
    }
  }
  return [
    outcomeOf(rounds, first, { ...about, facts: { short: isShort, pairs, rows: ROWS[isShort ? 'short' : 'full'] } }),
  ];
}

async function makeProject(folder: string, project: string, rows: number, signal: AbortSignal): Promise<void> {
  const file = join(folder, ROWS_FILE);
  await writeRows(file, rows);
  const script = join(import.meta.dirname, 'make-project.ts');
  await run(process.execPath, [script, project, file], { signal });
}

function helloApp(): App {
  const painted = `new Promise(done => {
    const told = list => list.find(({ name }) => name === 'first-contentful-paint');
    const at = entry => done(performance.timeOrigin + entry.startTime);
    const found = told(performance.getEntriesByType('paint'));
    if (found) return at(found);
    new PerformanceObserver(list => told(list.getEntries()) && at(told(list.getEntries()))).observe({ type: 'paint', buffered: true });
  })`;
  return { args: [HELLO], address: 'file:', readyAt: page => page.evaluate(painted) };
}

/** Ready is: the name of the project, which the core knows, is on the page, and the palette opens at the press of its key. */
function ourApp(project: string): App {
  const seen = (condition: string) => `new Promise(done => {
    const look = () => (${condition}) ? done(performance.timeOrigin + performance.now()) : requestAnimationFrame(look);
    look();
  })`;
  const name = JSON.stringify(basename(project));
  return {
    args: [ROOT, '--project', project],
    address: 'luthier://app',
    readyAt: async page => {
      await page.evaluate(seen(`document.querySelector('h1')?.textContent.trim() === ${name}`));
      await page.press('k', CONTROL);
      const at = await page.evaluate<number>(
        seen(`document.querySelector('[role=dialog]')?.contains(document.activeElement)`),
      );
      // Idle is the page without it.
      const leave = `new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })`;
      await page.evaluate(`void document.activeElement.dispatchEvent(${leave})`);
      return at;
    },
  };
}

async function startOnce(electron: string, app: App, profile: string, signal: AbortSignal): Promise<Started> {
  const began = performance.timeOrigin + performance.now();
  const child = spawn(
    electron,
    [
      '--no-sandbox',
      '--disable-gpu',
      '--lang=en-US',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      ...app.args,
    ],
    { env: { ...process.env, LUTHIER_CORE_NODE: process.execPath }, stdio: ['ignore', 'ignore', 'pipe'], signal },
  );
  child.on('error', () => {});
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    using page = await attachTo(await portOf(child), app.address, patience);
    const ms = (await app.readyAt(page)) - began;
    const python = processTree(child.pid ?? 0).find(({ command }) => /\bpython[\d.]*\b.*\bluthier\b/.test(command));
    if (python !== undefined) throw new Error(`Python runs before the page is there: ${python.command}`);
    await setTimeout(IDLE_MS, undefined, { signal });
    const pids = processTree(child.pid ?? 0).map(({ pid }) => pid);
    const sum = (bytesOf: (pid: number) => number) => pids.reduce((all, pid) => all + bytesOf(pid), 0);
    const node = realpathSync(process.execPath);
    return { ms, bytes: sum(proportionalBytes), nodeBytes: sum(pid => proportionalBytesOf(pid, node)) };
  } finally {
    const ended = once(child, 'exit');
    const running = child.exitCode === null && child.kill('SIGTERM');
    if (running) await ended;
  }
}

/** The port that Electron says it can be looked into at. What it says later is heard, so that it can go on saying it. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((found, fail) => {
    let said = '';
    child.stderr?.on('data', chunk => {
      said += chunk;
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port !== undefined) found(Number(port));
    });
    child.once('close', () => fail(new Error(`Electron ended: ${said}`)));
  });
}

function outcomeOf(
  { hello, ours }: Readonly<Record<'hello' | 'ours', readonly Started[]>>,
  first: Readonly<Record<'hello' | 'ours', Started>>,
  { facts, ...about }: Pick<Outcome, 'cpuFlags' | 'load' | 'facts'>,
): Outcome {
  const times = (of: readonly Started[]) => of.map(({ ms }) => ms);
  const memory = (of: readonly Started[]) => of.map(({ bytes }) => bytes / 1024 ** 2);
  return {
    id: 'B11',
    ours: rounded(median(times(ours))),
    peers: { 'electron hello': rounded(median(times(hello))) },
    ratio: {
      time: rounded(ratioByPair(times(ours), times(hello))),
      memory: rounded(ratioByPair(memory(ours), memory(hello))),
    },
    goal: { time: { floor: 4, goal: 2 }, memory: { floor: 2.5, goal: 1.6 } },
    ...about,
    facts: {
      ...facts,
      megabytes: rounded(median(memory(ours))),
      nodeMegabytes: rounded(median(ours.map(({ nodeBytes }) => nodeBytes / 1024 ** 2))),
      helloMegabytes: rounded(median(memory(hello))),
      firstMs: rounded(first.ours.ms),
      helloFirstMs: rounded(first.hello.ms),
    },
  };
}

const inWords = ({ ms, bytes }: Started) => `${ms.toFixed(0)} ms, ${(bytes / 1024 ** 2).toFixed(0)} MB`;
