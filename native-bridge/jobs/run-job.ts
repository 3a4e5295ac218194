import { join } from 'node:path';
import { type IPty, spawn } from 'node-pty';

/** A job's process in its terminal. The terminal is for people: nothing is read from it, it is only kept empty. */
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

/** Starts `python -m luthier run <folder>/job.json` in a pty of its own session. The process outlives this one. */
export function runJob(
  python: Python,
  project: string,
  folder: string,
  onExit: (exit: { code: number; signal: number }) => void,
): JobProcess {
  const command = [python.executable, '-m', 'luthier', 'run', join(folder, 'job.json')];
  const [file = '', ...args] = process.platform === 'win32' ? command : deafToHangup(command);
  const pty: IPty = spawn(file, args, {
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
