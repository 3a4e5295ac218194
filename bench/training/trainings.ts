import { type ExecFileException, execFile, execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { luthierHome } from '../../native-bridge/core/home.ts';
import { type Installation, pythonOf, starterModelFolder } from '../../native-bridge/features/environment/index.ts';
import { jobEnvironment } from '../../native-bridge/jobs/run-job.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const INSTALLATION: Installation = { root: ROOT, home: luthierHome(), version: 'bench' };
const MAILS = join(ROOT, 'resources', 'sample', 'spam-assassin.jsonl');

/** What a training prints as its last line. */
const Measured = z
  .object({
    name: z.string(),
    setting: z.string(),
    seconds: z.number().positive(),
    peak_bytes: z.number().positive(),
    losses: z.array(z.number()).min(1),
  })
  .transform(({ peak_bytes: peakBytes, ...measured }) => ({ ...measured, peakBytes }));
export type Measured = z.infer<typeof Measured>;

const Facts = z.object({
  tokens: z.int().positive(),
  paddedTokens: z.int().positive(),
  sharedPrefixTokens: z.int().nonnegative(),
  shortestRow: z.int().positive(),
  longestRow: z.int().positive(),
  steps: z.int().positive(),
});

/** The rows that everyone trains on, written down for us and for the peers. */
export interface Work extends z.infer<typeof Facts> {
  readonly folder: string;
  readonly rows: number;
}

/** Starts trainings, each in a process of its own, one at a time. */
export interface Trainings {
  prepare(folder: string, rows: number): Promise<Work>;
  /** `auto` is what a person gets: the precision that is fast on this machine. */
  ours(work: Work, precision: 'auto' | 'fp32'): Promise<Measured>;
  peer(work: Work, setting: string): Promise<Measured>;
  /** What can be switched on in TRL. */
  trlSettings(): Promise<string[]>;
}

export async function openTrainings(signal: AbortSignal): Promise<Trainings> {
  const python = pythonOf(INSTALLATION);
  // Threads that wait sleep, as in our jobs: they would gain by spinning on an idle machine, and lose all on a busy one.
  const { PYTHONPATH, ...everyone }: Record<string, string> = { OMP_WAIT_POLICY: 'PASSIVE', ...jobEnvironment(python) };
  const environments = { ours: { ...everyone, PYTHONPATH: python.packages }, peers: everyone };
  const executables = { ours: python.executable, peers: peerPython() };

  /** Runs a script beside this file and returns the last line it wrote. */
  async function last(who: 'ours' | 'peers', script: string, ...args: string[]): Promise<unknown> {
    const options = { env: environments[who], signal, maxBuffer: 1 << 26 };
    const command = [join(import.meta.dirname, script), ...args];
    const { stdout } = await promisify(execFile)(executables[who], command, options).catch(sayHowItEnded(script));
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  }

  let attempts = 0;
  return {
    prepare: async (folder, rows) => {
      const options = JSON.stringify({ mails: MAILS, model: starterModelFolder(INSTALLATION), rows });
      return { folder, rows, ...Facts.parse(await last('ours', 'prepare.py', folder, options)) };
    },
    ours: async ({ folder }, precision) => {
      attempts += 1;
      // A copy each time: a job that finds a checkpoint of its own carries on from it.
      const job = join(folder, 'project', 'runs', `${precision}-${attempts}`);
      cpSync(join(folder, 'project', 'runs', precision), job, { recursive: true });
      return Measured.parse(await last('ours', 'ours.py', job));
    },
    peer: async ({ folder }, setting) =>
      Measured.parse(await last('peers', 'peer.py', setting, join(folder, 'work.json'))),
    trlSettings: async () =>
      z
        .array(z.string())
        .min(1)
        .parse(await last('peers', 'peer.py', 'settings')),
  };
}

/** The interpreter of the peers' environment. Building it says on stderr how far it is. */
function peerPython(): string {
  const script = join(ROOT, 'bench', 'peers.mjs');
  return execFileSync(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' }).trim();
}

/** A training that ends badly: how, and the last it said. */
const sayHowItEnded =
  (script: string) =>
  (error: ExecFileException & { stderr: string }): never => {
    if (error.name === 'AbortError') throw error;
    const last = error.stderr.trimEnd().split('\n').slice(-20).join('\n');
    throw new Error(`${last}\n${script} ended with ${error.signal ?? error.code}`);
  };
