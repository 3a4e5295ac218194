import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A process for good: its pid may be somebody else's later, and on another machine it is somebody else's now.
 *
 * @typedef {object} ProcessMark
 * @property {number} pid
 * @property {string | null} startToken When it began, as its system says it; null where that cannot be asked.
 * @property {string} host
 */

/**
 * @param {number} pid
 * @returns {ProcessMark}
 */
export const markOfProcess = pid => ({ pid, startToken: startTokenOf(pid), host: hostname() });

/**
 * Whether a process still runs; null where it cannot be told, as of one on another machine that shares the folder.
 *
 * @param {ProcessMark} mark
 * @returns {boolean | null}
 */
export function lives({ pid, startToken, host }) {
  if (!isHere({ host })) return null;
  if (!isThere(pid)) return false;
  if (startToken === null) return null;
  return startTokenOf(pid) === startToken;
}

/** Whether a process is one of this machine. */
export const isHere = ({ host }) => host === hostname();

/** For people: `process 12`, and where it runs when that is not here. */
export const namedProcess = ({ pid, host }) => `process ${pid}${isHere({ host }) ? '' : ` on ${host}`}`;

/** Whether any process has this pid. */
export function isThere(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives and belongs to someone else.
    return error.code === 'EPERM';
  }
}

/** What tells this process from any other that ever had its pid; null when there is none, and on Windows. */
export function startTokenOf(pid) {
  if (process.platform === 'linux') {
    const stat = statOf(pid);
    // A zombie has ended; it only waits for its parent to read its exit code.
    return stat === null || stat.state === 'Z' ? null : stat.startTicks;
  }
  return process.platform === 'win32' ? null : startedAt(pid);
}

/**
 * What Linux says of a process; null when there is none.
 *
 * @param {number} pid
 * @returns {{ state: string, parent: number, startTicks: string } | null}
 */
export function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything, so fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', parent: Number(fields[1]), startTicks: fields[19] ?? '' };
  } catch {
    return null;
  }
}

/** In one language and time zone, so that two processes of different settings read the same. */
function startedAt(pid) {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { env, encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
