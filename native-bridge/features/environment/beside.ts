import { closeSync, existsSync, openSync, readdirSync, readlinkSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { basename, join } from 'node:path';
import { isThere } from '../../../python-env/build/processes.mjs';
import { type Kept, LuthierError } from '../../contract/index.ts';

/** What belongs to Luthier and not to the environment: it stays unless everything is to go. */
interface Beside {
  readonly path: string;
  readonly what: Exclude<Kept['what'], 'projects' | 'other'>;
}

/** Files of the desktop app, and of the tests of a checkout, that are there. */
export function besideEnvironment(home: string): Beside[] {
  const ofTests = /^(test-electron(-started)?|spam-assassin-.+)$/;
  const all: Beside[] = [
    { path: profileIn(home), what: 'desktop' },
    { path: join(systemCache(), 'luthier-updater'), what: 'updates' },
    ...namesIn(home)
      .filter(name => ofTests.test(name))
      .map(name => ({ path: join(home, name), what: 'tests' as const })),
  ];
  return all.filter(({ path }) => existsSync(path));
}

/** What is left in the home, and beside it. */
export function keptBy(home: string): Kept[] {
  const beside = besideEnvironment(home);
  const others = namesIn(home)
    .map(name => join(home, name))
    .filter(path => !beside.some(known => known.path === path))
    .map(path => ({ path, what: basename(path) === 'projects' ? ('projects' as const) : ('other' as const) }));
  return [...beside, ...others];
}

/** Throws while the desktop app is open: it writes its profile anew when it ends. */
export function requireClosedApp(home: string): void {
  const folder = profileIn(home);
  if (isOpen(folder)) throw new LuthierError('environment.app_open', { folder });
}

const profileIn = (home: string): string => join(home, 'desktop');

/** By Chromium's own lock: a link to the name of host and process, on Windows a file that nobody else may write. */
function isOpen(profile: string): boolean {
  try {
    if (process.platform === 'win32') {
      closeSync(openSync(join(profile, 'lockfile'), 'r+'));
      return false;
    }
    const [, host, pid] = /^(.*)-(\d+)$/.exec(readlinkSync(join(profile, 'SingletonLock'))) ?? [];
    return host !== hostname() || isThere(Number(pid));
  } catch (error) {
    return !['ENOENT', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

/** Where the updater keeps what it downloads. */
function systemCache(): string {
  switch (process.platform) {
    case 'win32':
      return process.env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches');
    default:
      return process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
