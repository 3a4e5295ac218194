import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readText } from './files.mjs';
import { lives, markOfProcess, namedProcess } from './processes.mjs';

const BEAT_MS = 2_000;
const SILENT_MS = 60_000;

/**
 * Does `work` while no other set-up on this machine does its own. Waits for one that lives, however long it was silent: a
 * machine that slept wakes both. Takes over from one whose process has ended. Only of a holder that cannot be looked up,
 * as on another machine or where a file was half written, is it judged by whether it touches the lock file.
 *
 * @template Answer
 * @param {string} path
 * @param {() => Answer | Promise<Answer>} work
 * @param {{ onWait?: (holder: string) => void, pollMs?: number, silentMs?: number }} [how] `onWait` hears who is waited
 *   for; what it throws ends the waiting.
 * @returns {Promise<Answer>}
 */
export async function withLock(path, work, { onWait = () => {}, pollMs = 300, silentMs = SILENT_MS } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const own = JSON.stringify(markOfProcess(process.pid));
  let silence = { of: '', looks: 0 };
  while (!take(path, own)) {
    const text = readText(path);
    const holder = holderIn(text ?? '');
    const alive = holder === null ? null : lives(holder);
    const seen = `${text} ${touchedAt(path)}`;
    silence = { of: seen, looks: seen === silence.of ? silence.looks + 1 : 0 };
    // Looks are counted, not hours: the time for which the machine slept passed for the holder too.
    if (alive === false || (alive === null && silence.looks * pollMs > silentMs)) release(path, text);
    else {
      onWait(holder === null ? 'one that left no name' : namedProcess(holder));
      await sleep(pollMs);
    }
  }

  const beat = setInterval(() => touch(path), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    release(path, own);
  }
}

function take(path, own) {
  try {
    writeFileSync(path, own, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of the holder that was judged, and not the one of who took it since. */
function release(path, text) {
  if (readText(path) === text) rmSync(path, { force: true });
}

/** Null where the file does not say it: its writer was killed while it took the lock. */
function holderIn(text) {
  try {
    const { pid, startToken, host } = JSON.parse(text);
    return Number.isInteger(pid) && typeof host === 'string' ? { pid, startToken, host } : null;
  } catch {
    return null;
  }
}

function touchedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // It is gone, or its disk is: the work goes on.
  }
}
