import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { type IPty, spawn as spawnInPty } from 'node-pty';

/** A job's process, on most systems in a terminal. That is for people: nothing is read from it, it is only kept empty. */
export interface JobProcess {
  readonly pid: number;
  resize(columns: number, rows: number): void;
}

export interface Python {
  /** The interpreter. */
  readonly executable: string;
  /** The folder that holds the package `luthier`. */
  readonly packages: string;
}

/** Called once, when the process has ended. */
type OnExit = (exit: { code: number; signal: number }) => void;

/** Starts `python -m luthier run <folder>/job.json`. The process outlives this one. */
export function runJob(python: Python, project: string, folder: string, onExit: OnExit): JobProcess {
  const start = process.platform === 'win32' ? runDetached : runInPty;
  return start(python, project, folder, onExit);
}

/** In a pty of its own session. */
function runInPty(python: Python, project: string, folder: string, onExit: OnExit): JobProcess {
  const [file = '', ...args] = deafToHangup(commandOf(python, folder));
  const pty: IPty = spawnInPty(file, args, {
    name: 'xterm-256color',
    cols: 120,
    rows: 30,
    cwd: project,
    env: { ...jobEnvironment(python), [MARK]: folder },
    // Bytes: nobody reads them, so they are not made into text.
    encoding: null,
  });
  pty.onData(() => {});
  pty.onExit(({ exitCode, signal }) => onExit({ code: exitCode, signal: signal ?? 0 }));
  return { pid: pty.pid, resize: (columns, rows) => pty.resize(columns, rows) };
}

/**
 * Without a terminal, for Windows: there a pty ends with whoever made it, and so does all that runs in it. The job writes
 * what it says into `terminal.log` itself. What Python starts through its launcher has its window hidden with it.
 */
export function runDetached(python: Python, project: string, folder: string, onExit: OnExit): JobProcess {
  const [file = '', ...args] = commandOf(python, folder);
  const child = spawn(file, args, {
    cwd: project,
    env: { ...jobEnvironment(python), [MARK]: folder },
    detached: true,
    windowsHide: true,
    stdio: 'ignore',
  });
  // That it could not be started is told by the missing pid.
  child.once('error', () => {});
  if (child.pid === undefined) throw new Error(`${file} cannot be started`);
  child.once('exit', (code, signal) =>
    onExit({ code: code ?? 0, signal: signal === null ? 0 : constants.signals[signal] }),
  );
  child.unref();
  return { pid: child.pid, resize: () => {} };
}

function commandOf(python: Python, folder: string): string[] {
  return [python.executable, '-m', 'luthier', 'run', join(folder, 'job.json')];
}

const MARK = 'LUTHIER_JOB';

/** Stands in the environment of all that the job in this folder starts, so that none of it is lost from sight. */
export function markOf(folder: string): string {
  return `${MARK}=${folder}`;
}

/** Ignores SIGHUP from the first moment on: Python itself can only do so after its imports. `exec` keeps the pid. */
function deafToHangup(command: readonly string[]): string[] {
  return ['/bin/sh', '-c', 'trap "" HUP; exec "$0" "$@"', ...command];
}

/** What makes the libraries of a child, and tools it may start, stay on this machine whatever the settings say. */
const OFFLINE = {
  HF_HUB_OFFLINE: '1',
  TRANSFORMERS_OFFLINE: '1',
  HF_DATASETS_OFFLINE: '1',
  HF_EVALUATE_OFFLINE: '1',
  HF_HUB_DISABLE_TELEMETRY: '1',
  DO_NOT_TRACK: '1',
  // Its official builds tell Microsoft of each model that is loaded, with an id of the person that they keep.
  ORT_DISABLE_TELEMETRY: '1',
  WANDB_MODE: 'offline',
  UV_OFFLINE: '1',
  PIP_NO_INDEX: '1',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
} as const;

/** The person's environment without what would make Python read other packages or reach outside. */
export function jobEnvironment(python: Python): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(PYTHON|VIRTUAL_ENV|CONDA)/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(own),
    PYTHONPATH: python.packages,
    PYTHONNOUSERSITE: '1',
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
    ...OFFLINE,
    TOKENIZERS_PARALLELISM: 'false',
  };
}
