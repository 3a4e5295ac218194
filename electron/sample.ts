import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LuthierError } from '../native-bridge/contract/errors.ts';
import type { Removal } from '../native-bridge/contract/shell.ts';
import { asDiskError } from '../native-bridge/core/files.ts';
import { luthierHome } from '../native-bridge/core/home.ts';
import { CoreDidNotStart } from './core-process.ts';
import type { ActDeps } from './openings.ts';
import type { ProjectWindow } from './project-window.ts';
import { agrees } from './questions.ts';
import { trueName } from './to-open.ts';

/** The sample is a project of its own, in a folder that nobody else chose. */
export const SAMPLE = join(luthierHome(), 'projects', 'sample');

/** Deletes the sample with all that was done to it. Its jobs are stopped before, since they write there. */
export async function removeSample({ windows, state, say, showMenu }: ActDeps, from?: ProjectWindow): Promise<Removal> {
  if (!from) return { kind: 'cancelled' };
  const words = {
    message: say('removeSample'),
    detail: say('removeSampleDetail'),
    yes: say('remove'),
    no: say('cancel'),
  };
  if (!(await agrees(from.window, words))) return { kind: 'cancelled' };
  const folder = trueName(SAMPLE);
  try {
    await windows.letGo(folder);
    // By its own name: of a link only the link goes.
    await rm(SAMPLE, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (error) {
    if (error instanceof CoreDidNotStart) return { kind: 'refused', error: error.payload };
    const known = asDiskError(error, folder);
    if (known instanceof LuthierError) return { kind: 'refused', error: known.payload };
    throw error;
  }
  state.forget(folder);
  showMenu();
  return { kind: 'removed' };
}
