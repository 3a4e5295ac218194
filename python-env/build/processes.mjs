import { hostname } from 'node:os';
import { processesOn } from './system-processes.mjs';

const OWN = processesOn(process.platform);

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
  const start = startTokenOf(pid);
  return start !== null && OWN.isSameStart(start, startToken);
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

/**
 * What tells this process from any other that ever had its pid; null when there is none, and on Windows, where asking
 * takes a second.
 *
 * @param {number} pid
 * @returns {string | null}
 */
export const startTokenOf = pid => (process.platform === 'win32' ? null : OWN.startOf(pid));
