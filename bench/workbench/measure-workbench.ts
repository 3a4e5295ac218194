import { spawn } from 'node:child_process';
import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Options } from '../benchmarks.ts';
import { cpuFlags, load, machine } from '../machine.ts';
import { type Outcome, rounded } from '../outcome.ts';
import { NARROW_FILE, ROWS_FILE, writeNarrowRows, writeRows } from './write-rows.ts';

const ROWS = { full: 1_000_000, short: 100_000 };
const NARROW = { full: 10_000_000, short: 1_000_000 };

/** What the walk prints of each step. */
const Step = z.object({
  step: z.string(),
  seconds: z.number(),
  blockMs: z.number().optional(),
  busyMs: z.number().optional(),
  peakMegabytes: z.number().optional(),
  /** Of work that tells how far it is: the longest time it told nothing, which is as long as a stop may have to wait. */
  silenceMs: z.number().optional(),
  timeLeft: z.boolean().optional(),
  cancelMs: z.union([z.number(), z.string()]).nullish(),
});
type Step = z.infer<typeof Step>;

/**
 * B13: every page and every work of the dataset workbench at a million rows, in one core that keeps answering, and pages of ten
 * million narrow ones. There is no peer: floors are times that a person waits, or that the core leaves others waiting.
 */
export async function measureWorkbench({ isShort, signal, say }: Options): Promise<Outcome[]> {
  const about = { cpuFlags: cpuFlags(), load: load() };
  say(`${machine()}; load ${about.load}${isShort ? '; short form' : ''}`);
  const form = isShort ? 'short' : 'full';
  using folder = mkdtempDisposableSync(join(tmpdir(), 'luthier-bench-'));
  // Written here, so that the memory of writing them is not the core's.
  await writeRows(join(folder.path, ROWS_FILE), ROWS[form]);
  await writeNarrowRows(join(folder.path, NARROW_FILE), NARROW[form]);
  const steps: Step[] = [];
  for await (const step of walk(folder.path, form, signal)) {
    steps.push(step);
    say(inWords(step));
  }
  const most = (key: 'seconds' | 'busyMs' | 'peakMegabytes' | 'silenceMs') =>
    rounded(Math.max(...steps.map(step => step[key] ?? 0)));
  const of = (name: string) => steps.find(({ step }) => step === name)?.seconds ?? Number.NaN;
  const pages = steps.filter(({ step }) => /^(middle|last) page|^go to a row/.test(step));
  const ratio = {
    busyMs: most('busyMs'),
    silenceMs: most('silenceMs'),
    slowestSeconds: most('seconds'),
    pageMs: rounded(1000 * Math.max(...pages.map(({ seconds }) => seconds))),
    undoSeconds: rounded(of('undo')),
    importMegabytes: rounded(steps.find(({ step }) => step === 'import')?.peakMegabytes ?? Number.NaN),
    peakMegabytes: most('peakMegabytes'),
  };
  return [
    {
      id: 'B13',
      ours: ratio.slowestSeconds,
      peers: {},
      ratio,
      goal: {
        busyMs: { floor: 100, goal: 50 },
        silenceMs: { floor: 10_000, goal: 2000 },
        slowestSeconds: { floor: 120, goal: 60 },
        pageMs: { floor: 40, goal: 20 },
        undoSeconds: { floor: 6, goal: 3 },
        importMegabytes: { floor: 1000, goal: 700 },
        peakMegabytes: { floor: 2000, goal: 1500 },
      },
      ...about,
      facts: { rows: ROWS[form], narrowRows: NARROW[form], ...Object.fromEntries(steps.map(factOf)) },
    },
  ];
}

async function* walk(folder: string, form: 'full' | 'short', signal: AbortSignal): AsyncGenerator<Step> {
  const script = join(import.meta.dirname, 'ours.ts');
  const args = [script, folder, String(ROWS[form]), String(NARROW[form])];
  const child = spawn(process.execPath, args, { signal, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((done, fail) => child.once('close', done).once('error', fail));
  // Stopped in its midst it fails while lines are read; that is told below.
  ended.catch(() => {});
  for await (const line of createInterface(child.stdout)) yield Step.parse(JSON.parse(line));
  const code = await ended;
  if (code !== 0) throw new Error(`the walk ended with ${code}`);
}

const factOf = ({ step, seconds }: Step) => [step, rounded(seconds)] as const;

function inWords({ step, seconds, blockMs, busyMs, peakMegabytes, silenceMs, timeLeft, cancelMs }: Step): string {
  const parts = [
    `${seconds.toFixed(3)} s`,
    blockMs !== undefined && `blocked ${blockMs.toFixed(0)} ms, ${busyMs?.toFixed(0)} ms of it busy`,
    peakMegabytes !== undefined && `${peakMegabytes.toFixed(0)} MB`,
    silenceMs !== undefined && `silent ${silenceMs.toFixed(0)} ms, rest ${timeLeft ? 'told' : 'not told'}`,
    typeof cancelMs === 'number' && `stopped in ${cancelMs.toFixed(0)} ms`,
  ];
  return `${step}: ${parts.filter(part => part !== false).join(', ')}`;
}
