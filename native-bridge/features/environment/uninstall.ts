import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { remove, writeWhole } from '../../../python-env/build/files.mjs';
import { currentFile, type Places } from '../../../python-env/build/places.mjs';
import type { Kept } from '../../contract/index.ts';
import { formerPlaces } from '../../core/settings-file.ts';
import { besideEnvironment, keptBy } from './beside.ts';
import { type Installation, placesIn } from './installation.ts';
import { sizeOf } from './read-environment.ts';

/** What Luthier makes in the folder of environments, and in its home. Only these go: the folder may be shared. */
const IN_PLACE = ['environments', 'cache/uv', 'cache/pack', 'interpreters', 'uv', 'models/smollm2-135m-instruct'];
/** The lock, which is held meanwhile, as the last. */
const IN_HOME = ['cache/compiled', 'in-use', 'electron-out-of-reach.json', 'settings.json', 'setup.lock'];
const LEFT_BY_KILLED = /\.staging$|^pack-\d+$|\.draft$|\.tmp-\d+$/;

export interface Removed {
  readonly removedBytes: number;
  readonly kept: Kept[];
}

/**
 * Removes what belongs to the environment, and the folders that are empty then; with `everything` also what Luthier made
 * beside it. Never projects. `requireIdle` throws when a job runs on the environment.
 */
export async function uninstall(
  installation: Installation,
  { everything, requireIdle }: { readonly everything: boolean; readonly requireIdle: () => void },
): Promise<Removed> {
  const { home } = installation;
  const places = [...new Set([placesIn(installation).place, ...formerPlaces(home), home])];
  takeAway(placesIn(installation), requireIdle);
  const files = [
    ...places.flatMap(place => [...IN_PLACE.map(path => join(place, path)), ...leftIn(place)]),
    ...(everything ? besideEnvironment(home).map(({ path }) => path) : []),
    ...IN_HOME.map(path => join(home, path)),
  ].filter(path => existsSync(path));

  let removedBytes = 0;
  for (const path of files) {
    removedBytes += await sizeOf(path);
    remove(path);
  }
  for (const place of places) for (const folder of ['cache', 'models', '.']) removeEmpty(join(place, folder));
  return { removedBytes, kept: keptBy(home) };
}

/** No job begins on an environment that is not named any more; one that began the moment before is seen after it. */
function takeAway(places: Places, requireIdle: () => void): void {
  const file = currentFile(places);
  const named = existsSync(file) ? readFileSync(file, 'utf8') : null;
  remove(file);
  try {
    requireIdle();
  } catch (error) {
    if (named !== null) writeWhole(file, named);
    throw error;
  }
}

function leftIn(place: string): string[] {
  return ['.', 'cache', 'models'].flatMap(folder =>
    namesIn(join(place, folder))
      .filter(name => LEFT_BY_KILLED.test(name))
      .map(name => join(place, folder, name)),
  );
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function removeEmpty(folder: string): void {
  if (existsSync(folder) && namesIn(folder).length === 0) rmdirSync(folder);
}
