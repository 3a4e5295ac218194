import { basename, join } from 'node:path';
import { buildEnvironment, currentEnvironment, manifestOf, PRODUCT } from '../../python-env/build/environment.mjs';
import { readJson } from '../../python-env/build/files.mjs';
import { findPython } from '../../python-env/build/find-python.mjs';
import { currentFile, environmentsFolder, placesOf, venvPython } from '../../python-env/build/places.mjs';
import { sourcesOf } from '../../python-env/build/sources.mjs';
import { run } from './command.mjs';
import { aptInstall, canAptInstall } from './debian.mjs';

export const TESTS = [...PRODUCT, 'dev'];

/**
 * The Python environment with at least these dependency groups. The builder is the app's own; here its tools run
 * quietly.
 */
export function pythonEnvironment(groups) {
  return {
    title: 'Python environment',
    isReady: ({ root, home }) => currentEnvironment(places({ root, home }), groups) !== null,
    run: (context, say) => build({ ...context, groups, say, afresh: false }),
  };
}

/**
 * The environment built anew, whatever state it is in, with the groups it has. Its files are links into uv's cache, so
 * one that was spoilt is spoilt there too: everything is downloaded again, and the cache only used without a connection.
 */
export function rebuiltEnvironment(groups) {
  return {
    ...pythonEnvironment(groups),
    isReady: () => false,
    run: ({ root, home }, say) => {
      const folder = environmentsFolder(places({ root, home }));
      const id = basename(String(readJson(currentFile(places({ root, home })))?.current ?? ''));
      const had = manifestOf(join(folder, id))?.groups ?? [];
      return build({ root, home, groups: [...new Set([...groups, ...had])], say, afresh: true });
    },
  };
}

/** The interpreter of the environment in use. */
export function environmentPython({ root, home, groups = PRODUCT }) {
  const folder = currentEnvironment(places({ root, home }), groups);
  return folder === null ? null : venvPython(folder);
}

export const places = ({ root, home }) => placesOf({ pythonEnv: join(root, 'python-env'), home });

function build({ root, home, groups, say, afresh }) {
  const sources = sourcesOf(home);
  const order = { groups, torch: 'lock', afresh, sources, pack: null };
  const find = how => pythonOfMachine({ ...how, mayInstall: !sources.offline });
  const tools = { run, show: run, say, step: () => {}, findPython: find };
  return buildEnvironment(places({ root, home }), order, tools);
}

async function pythonOfMachine({ needsPip, say, mayInstall }) {
  try {
    return findPython({ needsPip });
  } catch (error) {
    if (!mayInstall || !canAptInstall()) throw error;
    await aptInstall(['python3', 'python3-venv'], say);
    return findPython({ needsPip });
  }
}
