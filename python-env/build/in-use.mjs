import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from './errors.mjs';
import { readJson, remove, writeWhole } from './files.mjs';
import { isHere, lives, markOfProcess } from './processes.mjs';

/** How long a job on another machine may be silent: it says every five seconds that it is there. */
const SILENT_MS = 5 * 60_000;

/**
 * Something that runs on an environment of a home: the home is one, and projects, windows and commands are many. Each
 * is a file that names the process; whoever reads it asks whether that still runs, so that nobody has to tidy up.
 *
 * @typedef {object} Use
 * @property {string} job The id of the job; of other work its name.
 * @property {string} title
 * @property {string} project Folder of the project.
 * @property {string | null} beats A file that it writes to as long as it runs.
 */
/**
 * @typedef {Use & { interpreter: string | null, process: import('./processes.mjs').ProcessMark }} RunningUse
 *   `interpreter` is null while it is about to begin.
 */
/**
 * @typedef {object} HeldUse
 * @property {(of: { pid: number, interpreter: string }) => void} runsAs It has begun as a process of its own, which may
 *   outlive this one.
 * @property {() => void} end
 */

/**
 * Says that something is about to run on the environment. To be called before the environment is looked up: what is
 * removed meanwhile is then either seen by the one or the other.
 *
 * @param {string} home
 * @param {Use} use
 * @returns {HeldUse}
 */
export function beginUse(home, use) {
  const path = join(usesFolder(home), `${randomUUID()}.json`);
  const write = (pid, interpreter) => {
    try {
      writeWhole(path, `${JSON.stringify({ ...use, interpreter, process: markOfProcess(pid) })}\n`);
    } catch {
      // A home that takes no file now must not keep a job from running.
    }
  };
  write(process.pid, null);
  return { runsAs: ({ pid, interpreter }) => write(pid, interpreter), end: () => remove(path) };
}

/**
 * What runs on the environments of a home. Files of what has ended are removed.
 *
 * @param {string} home
 * @returns {RunningUse[]}
 */
export function usesOf(home) {
  const folder = usesFolder(home);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .flatMap(name => {
      const path = join(folder, name);
      const use = readJson(path);
      if (typeof use?.job !== 'string' || typeof use.process?.pid !== 'number') return [];
      if (isRunning(use, path)) return [use];
      remove(path);
      return [];
    });
}

/** For people: `“a title” (run_000000000001, /projects/one)`. */
export const namedUses = uses => uses.map(({ title, job, project }) => `“${title}” (${job}, ${project})`).join(', ');

/** Throws when anything runs on the environments of a home. */
export function requireUnused(home) {
  const jobs = namedUses(usesOf(home));
  if (jobs === '') return;
  const hint = 'Cancel them in their projects or let them end, then do the same again.';
  throw new SetUpError(`The Python environment is in use: ${jobs}.`, hint, '', {
    code: 'environment.in_use',
    facts: { jobs },
  });
}

/** Of a process that cannot be looked up counts, here, that its pid is there; elsewhere, that it was heard of lately. */
function isRunning({ process: mark, beats }, path) {
  const alive = lives(mark);
  if (alive !== null) return alive;
  return isHere(mark) || Date.now() - Math.max(...[path, beats].map(touchedAt)) < SILENT_MS;
}

const touchedAt = path => (path === null ? 0 : (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0));

export const usesFolder = home => join(home, 'in-use');
