const TRIES = 3;
const PATIENCE_MS = 1000;

/**
 * How often a change that is worked out before the lock is taken is worked out anew because the rows changed meanwhile: at
 * least three times, and for a second. Edits that wait in a row come between every two.
 */
export function* tries(): Generator<number> {
  const end = performance.now() + PATIENCE_MS;
  for (let done = 0; done < TRIES || performance.now() < end; done += 1) yield done;
}
