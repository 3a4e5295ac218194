import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { app, utilityProcess } from 'electron';
import type { CoreHears, CoreSays } from '../native-bridge/contract/core-process.ts';
import { type ErrorPayload, LuthierError } from '../native-bridge/contract/errors.ts';
import { CORE_ARGUMENTS, coreNode } from './core-node.ts';

/** A core that was started, and may not have said yet where it is. */
export interface CoreProcess {
  /** Where it answers, once it has said so. Rejects with `CoreDidNotStart`. */
  readonly started: Promise<{ readonly address: string; readonly token: string }>;
  /** Its exit code, once it has ended in whatever way. */
  readonly ended: Promise<number | null>;
  /** Calls back for what it says after that. */
  hear(take: (said: CoreSays) => void): void;
  say(said: CoreHears): void;
  /** Asks it to stop, and makes it stop when it does not. Jobs go on. */
  stop(): Promise<void>;
  /** Ends it at once, whatever it does. */
  kill(): void;
}

/** What a core is started with. */
export interface CorePlace {
  /** Folder of the app. */
  readonly root: string;
  readonly project: string;
  readonly port: number;
  readonly token: string;
  /** Takes what the core writes to its stderr, line by line. */
  readonly log: (line: string) => void;
}

/** Why a core did not start: the error of the contract, or its exit code when it said nothing. */
export class CoreDidNotStart extends Error {
  override readonly name = 'CoreDidNotStart';
  readonly said: ErrorPayload | null;
  readonly exitCode: number | null;

  constructor(said: ErrorPayload | null, exitCode: number | null) {
    super(said?.message ?? `the core ended with exit code ${exitCode}`);
    this.said = said;
    this.exitCode = exitCode;
  }

  /** Why, in the words of the contract. */
  get payload(): ErrorPayload {
    return this.said ?? new LuthierError('core.silent', { code: this.exitCode ?? 'none' }).payload;
  }
}

const PATIENCE_MS = 5000;
/** A large project on a slow disk opens within it; a core that hangs does not. */
const START_MS = 90_000;

/**
 * Starts the core on a project in a process of its own: inside of Electron's Node, or in the Node 24 that
 * `LUTHIER_CORE_NODE` names where Electron's is older than the core needs.
 */
export function startCore({ root, project, port, token, log }: CorePlace, entry = entryIn(root)): CoreProcess {
  const node = coreNode({ isPackaged: app.isPackaged, folder: app.getAppPath() }, process.env);
  const host = node ? inNode(node, entry) : inElectron(entry);
  const takers = new Set<(said: CoreSays) => void>();
  const ended = new Promise<number | null>(resolve => host.onExit(resolve));
  host.onMessage(said => {
    for (const take of takers) take(said);
  });
  lines(host.stderr, log);
  host.send({ kind: 'serve', project, port, token });

  return {
    started: new Promise((resolve, reject) => {
      const timer = setTimeout(host.kill, START_MS);
      takers.add(said => {
        clearTimeout(timer);
        if (said.kind === 'started') resolve({ address: said.address, token: said.token });
        if (said.kind === 'refused') {
          reject(new CoreDidNotStart(said.error, null));
          // It waits for this, so that its last word cannot be overtaken by its end.
          host.send({ kind: 'stop' });
        }
      });
      void ended.then(code => {
        clearTimeout(timer);
        reject(new CoreDidNotStart(null, code));
      });
    }),
    ended,
    hear: take => void takers.add(take),
    say: said => host.send(said),
    stop: async () => {
      host.send({ kind: 'stop' });
      const timer = setTimeout(host.kill, PATIENCE_MS);
      await ended;
      clearTimeout(timer);
    },
    kill: host.kill,
  };
}

/** The bundle of the core, in a package beside the archive; its source where there is no bundle. */
function entryIn(root: string): string {
  const folder = basename(root) === 'app.asar' ? join(dirname(root), 'core') : join(root, 'dist', 'core');
  const bundle = join(folder, 'core-entry.mjs');
  return existsSync(bundle) ? bundle : join(root, 'native-bridge', 'hosts', 'core-entry.ts');
}

/** What the two kinds of process have in common. */
interface Host {
  readonly stderr: Readable | null;
  onExit(tell: (code: number | null) => void): void;
  onMessage(take: (said: CoreSays) => void): void;
  send(said: CoreHears): void;
  kill(): void;
}

function inNode(node: string, entry: string): Host {
  const child = spawn(node, [...CORE_ARGUMENTS, entry], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  return {
    stderr: child.stderr,
    onExit: tell => {
      child.once('close', tell);
      child.once('error', () => tell(null));
    },
    onMessage: take => void child.on('message', said => take(said as CoreSays)),
    // A child that is about to end has closed its channel; that it ended is told by `onExit`.
    send: said => void (child.connected && child.send(said, () => {})),
    kill: () => void child.kill('SIGKILL'),
  };
}

function inElectron(entry: string): Host {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Luthier core',
    execArgv: [...CORE_ARGUMENTS],
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  return {
    stderr: child.stderr as Readable | null,
    onExit: tell => void child.once('exit', tell),
    onMessage: take => void child.on('message', take),
    send: said => child.postMessage(said),
    kill: () => void child.kill(),
  };
}

function lines(stream: Readable | null, take: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const all = (rest + chunk).split('\n');
    rest = (all.pop() ?? '').slice(0, 10_000);
    for (const line of all) take(line);
  });
}
