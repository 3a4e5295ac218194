import { join } from 'node:path';
import { SetUpError } from '../../python-env/build/errors.mjs';
import { withLock } from '../../python-env/build/lock.mjs';
import { settingsFile, sourcesOf } from '../../python-env/build/sources.mjs';
import { endRunning } from './command.mjs';
import { progress } from './progress.mjs';

/**
 * Does the steps that are not done, in order, and returns the seconds it took.
 *
 * A step is `{ title, isReady(context), run(context, say) }`. `isReady` only looks, so a set-up with nothing to do
 * takes milliseconds and no lock. `run` may be killed at any moment: the next one starts it over. It returns nothing,
 * or the words that its line ends with. A step that only brings something from the outside says `download`: `needed`, or
 * `useful` where one can do without. Offline the useful ones are left out, and what is needed is told as missing.
 */
export async function setUp(steps, context) {
  const began = performance.now();
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    const isOffline = sourcesOf(context.home).offline;
    if (isOffline) await requireHere(steps, context);
    for (const step of steps) {
      if (isOffline && step.download !== undefined) continue;
      if (!(await step.isReady(context))) await runStep(step, context);
    }
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
  return (performance.now() - began) / 1000;
}

/** Throws with all that would have to be downloaded, so that it can be brought at once. */
async function requireHere(steps, context) {
  const missing = [];
  for (const step of steps) {
    if (step.download === 'needed' && !(await step.isReady(context))) missing.push(step.title);
  }
  if (missing.length === 0) return;
  const file = settingsFile(context.home);
  throw new SetUpError(
    `Luthier is offline, and this is not on this machine: ${missing.join(', ')}. Nothing was downloaded.`,
    `Set "offline" to false in ${file} (a file that cannot be read counts as offline), then run the same command again.`,
  );
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Ends the tools that a step started, then this process. What they left is cleared by the next set-up. */
function stop(_signal, number) {
  endRunning();
  process.exit(128 + number);
}

async function runStep(step, context) {
  const line = progress(step.title, context);
  let word = 'ready';
  const onWait = holder => line.say(`waiting for another set-up (${holder})`);
  try {
    await withLock(
      join(context.home, 'setup.lock'),
      async () => {
        if (!(await step.isReady(context))) word = (await step.run(context, line.say)) ?? word;
      },
      { onWait },
    );
    line.end(word);
  } catch (error) {
    line.end('stopped');
    throw error;
  }
}
