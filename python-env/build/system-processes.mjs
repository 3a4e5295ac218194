import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * What a system tells about its processes, each in its own way.
 *
 * @typedef {object} SystemProcesses
 * @property {(pid: number) => string | null} startOf When the process with this pid began, as `process.json` has it; null
 *   where there is none, where it has ended and only waits for its parent, and where the system does not say.
 * @property {boolean} isRead It is read from a file and always told; elsewhere a program is started for it, which may fail.
 * @property {(one: string, other: string) => boolean} isSameStart Whether two such times are of one process.
 * @property {() => readonly { readonly pid: number, readonly parent: number }[]} list All of them; none where nobody needs
 *   to know.
 */

/**
 * Processes as a system tells of them.
 *
 * @param {NodeJS.Platform} platform
 * @returns {SystemProcesses}
 */
export function processesOn(platform) {
  if (platform === 'linux') return linux;
  return platform === 'win32' ? windows : unix;
}

/** @type {SystemProcesses} */
const linux = {
  startOf: pid => {
    const stat = statOf(pid);
    // A zombie has ended; it only waits for its parent to read its exit code.
    return stat === null || stat.state === 'Z' ? null : stat.startTicks;
  },
  isRead: true,
  isSameStart: (one, other) => one === other,
  list: () =>
    readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .flatMap(name => {
        const stat = statOf(Number(name));
        return stat ? [{ pid: Number(name), parent: stat.parent }] : [];
      }),
};

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything, so fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', parent: Number(fields[1]), startTicks: fields[19] ?? '' };
  } catch {
    return null;
  }
}

/** `ps` tells whole seconds, the job itself milliseconds: no pid comes back within this time. */
const SAME_MS = 1500;

const isSameTime = (one, other) => Math.abs(Number(one) - Number(other)) < SAME_MS;

/**
 * macOS, and what else has `ps`.
 *
 * @type {SystemProcesses}
 */
const unix = {
  startOf: pid => {
    const [state = '', ...start] = said('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).split(/\s+/);
    const ms = Date.parse(`${start.join(' ')} UTC`);
    return state.startsWith('Z') || Number.isNaN(ms) ? null : String(ms);
  },
  isRead: false,
  isSameStart: isSameTime,
  list: () =>
    said('ps', ['-axo', 'pid=,ppid='])
      .split('\n')
      .map(line => {
        const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
        return { pid, parent };
      }),
};

/** @type {SystemProcesses} */
const windows = {
  startOf: pid => {
    const { file, args } = askStart(pid, process.env);
    const text = said(file, args);
    return /^\d+$/.test(text) ? text : null;
  },
  isRead: false,
  isSameStart: isSameTime,
  // `taskkill` finds the children itself.
  list: () => [],
};

/**
 * Asks Windows when a process began. It takes about a second: not to be asked again and again.
 *
 * @param {number} pid
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {{ file: string, args: readonly string[] }}
 */
export function askStart(pid, env) {
  const start = `([DateTimeOffset](Get-Process -Id ${pid} -ErrorAction Stop).StartTime).ToUnixTimeMilliseconds()`;
  const file = systemProgram('WindowsPowerShell\\v1.0\\powershell.exe', env);
  return { file, args: ['-NoProfile', '-NonInteractive', '-Command', start] };
}

/**
 * Ends a process of Windows at once, with all that it has started.
 *
 * @param {number} pid
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {{ file: string, args: readonly string[] }}
 */
export function killTree(pid, env) {
  return { file: systemProgram('taskkill.exe', env), args: ['/PID', String(pid), '/T', '/F'] };
}

/** By its whole path: Windows would look for a bare name in the working folder first, which is that of a project. */
function systemProgram(name, env) {
  return `${env.SystemRoot ?? 'C:\\Windows'}\\System32\\${name}`;
}

/** What a program says; nothing where it fails, as for a process that is not there. */
function said(file, args) {
  try {
    return execFileSync(file, args, {
      encoding: 'utf8',
      windowsHide: true,
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
      // Times in one zone and one language, whatever the person's are.
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    }).trim();
  } catch {
    return '';
  }
}
