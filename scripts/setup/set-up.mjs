import { join } from 'node:path';
import { withLock } from '../../python-env/build/lock.mjs';
import { endRunning } from './command.mjs';
import { progress } from './progress.mjs';

/**
 * Does the steps that are not done, in order, and returns the seconds it took.
 *
 * A step is `{ title, isReady(context), run(context, say) }`. `isReady` only looks, so a set-up with nothing to do
 * takes milliseconds and no lock. `run` may be killed at any moment: the next one starts it over. It returns nothing,
 * or the words that its line ends with.
 */
export async function setUp(steps, context) {
  const began = performance.now();
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    for (const step of steps) {
      if (!(await step.isReady(context))) await runStep(step, context);
    }
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
  return (performance.now() - began) / 1000;
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
