import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a file is called while it is written: by Python, and by the core. */
const UNFINISHED = /^\..+\.partial$|\.tmp-\d+$/;
/** Python removes what is unfinished here when the job goes on, and says what it was. */
const OF_PYTHON = 'checkpoints';

/** Removes what a process that was killed left half-written in the folder of its job. Nobody writes there any more. */
export function removeUnfinished(folder: string): void {
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
    const path = join(folder, entry.name);
    if (UNFINISHED.test(entry.name)) rmSync(path, { recursive: true, force: true });
    else if (entry.isDirectory() && entry.name !== OF_PYTHON) removeUnfinished(path);
  }
}
