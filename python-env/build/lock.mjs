import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 2_000;
const STALE_MS = 60_000;

/**
 * Does `work` while no other set-up on this machine does its own. Waits for one that lives; takes over from one
 * that was killed: its process is gone, or the lock file was not touched for a minute.
 *
 * @template Answer
 * @param {string} path
 * @param {() => Answer | Promise<Answer>} work
 * @param {{ onWait?: (holder: number) => void, pollMs?: number }} [how] `onWait` hears who is waited for; what it throws
 *   ends the waiting.
 * @returns {Promise<Answer>}
 */
export async function withLock(path, work, { onWait = () => {}, pollMs = 300 } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  while (!take(path)) {
    const holder = holderOf(path);
    if (holder === null) rmSync(path, { force: true });
    else {
      onWait(holder);
      await sleep(pollMs);
    }
  }

  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The process that holds the lock, or null when it is dead or silent. */
function holderOf(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return null;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return error.code === 'EPERM' ? Number(readFileSync(path, 'utf8')) : null;
  }
}
