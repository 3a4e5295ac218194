import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { app, utilityProcess } from 'electron';
import { CORE_ARGUMENTS, coreNode } from './core-node.ts';
import { readFirstWords } from './first-words.ts';

/** Where a started core is reached, and how it is ended. */
export interface Core {
  readonly address: string;
  readonly token: string;
  /** Asks the core to stop, and makes it stop when it does not. Jobs go on. */
  stop(): Promise<void>;
  /** Calls back once when the core ended without being asked. */
  onGone(tell: () => void): void;
}

/** Why a core did not start: the words of the contract's error, or its exit code when it said nothing. */
export class CoreDidNotStart extends Error {
  override readonly name = 'CoreDidNotStart';
  readonly said: { readonly message: string; readonly hint: string } | null;
  readonly exitCode: number | null;

  constructor(said: CoreDidNotStart['said'], exitCode: number | null) {
    super(said?.message ?? `the core ended with exit code ${exitCode}`);
    this.said = said;
    this.exitCode = exitCode;
  }
}

const PATIENCE_MS = 5000;

/**
 * Starts the core on a project in a process of its own: inside of Electron's Node, or in the Node 24 that
 * `LUTHIER_CORE_NODE` names where Electron's is older than the core needs.
 */
export async function startCore(root: string, project: string): Promise<Core> {
  const bundle = join(root.replace(/app\.asar$/, 'app.asar.unpacked'), 'dist', 'core', 'core-entry.mjs');
  const entry = existsSync(bundle) ? bundle : join(root, 'native-bridge', 'hosts', 'core-entry.ts');
  const node = coreNode({ isPackaged: app.isPackaged, folder: root }, process.env);
  const host = node ? inNode(node, entry, project) : inElectron(entry, project);
  const exited = new Promise<number | null>(resolve => host.onExit(resolve));
  let stopping = false;

  const { address, token } = await firstWords(host.stdout, exited);
  return {
    address,
    token,
    stop: async () => {
      stopping = true;
      host.askToStop();
      const timer = setTimeout(host.kill, PATIENCE_MS);
      await exited;
      clearTimeout(timer);
    },
    onGone: tell => void exited.then(() => stopping || tell()),
  };
}

interface Host {
  readonly stdout: Readable;
  onExit(tell: (code: number | null) => void): void;
  askToStop(): void;
  kill(): void;
}

function inNode(node: string, entry: string, project: string): Host {
  const child: ChildProcess = spawn(node, [...CORE_ARGUMENTS, entry, project], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.on('error', () => {});
  return {
    stdout: child.stdout as Readable,
    onExit: tell => child.once('close', tell),
    askToStop: () => child.stdin?.end(),
    kill: () => child.kill('SIGKILL'),
  };
}

function inElectron(entry: string, project: string): Host {
  const child = utilityProcess.fork(entry, [project], {
    serviceName: 'Luthier core',
    execArgv: [...CORE_ARGUMENTS],
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    stdout: child.stdout as Readable,
    onExit: tell => child.once('exit', tell),
    askToStop: () => child.kill(),
    kill: () => child.kill(),
  };
}

/** The first line of the core: its address and token, or why it cannot open the project. */
async function firstWords(
  stdout: Readable,
  exited: Promise<number | null>,
): Promise<{ address: string; token: string }> {
  const line = await Promise.race([firstLine(stdout), exited.then(() => null)]);
  const said = line === null ? null : readFirstWords(line);
  if (said?.kind === 'started') return said;
  throw new CoreDidNotStart(said, await exited);
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise(resolve => {
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    stream.once('end', () => resolve(text));
  });
}
