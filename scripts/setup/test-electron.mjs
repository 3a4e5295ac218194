import { cpSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from '../../python-env/build/errors.mjs';
import {
  moveIn,
  readText,
  remove,
  removeStaging,
  sha256,
  stagingOf,
  writeWhole,
} from '../../python-env/build/files.mjs';
import { findPython } from '../../python-env/build/find-python.mjs';
import { onPath } from '../../python-env/build/path.mjs';
import { installPackages } from '../../python-env/build/uv.mjs';
import { run } from './command.mjs';
import { aptInstall, canAptInstall } from './debian.mjs';
import { electronPath } from './electron.mjs';

const LOCK = 'scripts/setup/test-electron.requirements.txt';
/** What Electron draws on, and a screen without a monitor. */
const LIBRARIES = ['xvfb', 'xauth', 'libnss3', 'libgtk-3-0', 'libgbm1', 'libasound2', 'libxss1'];

/**
 * A real Electron for the tests: the declared one where it was downloaded, else Electron 22 out of a Python wheel
 * (Linux on x86-64). It is older, so what runs on it is old enough; what newer ones refuse it does not show.
 */
export const testElectron = {
  title: 'Electron for the tests',
  download: 'needed',
  isReady: ({ root, home }) => {
    const path = testElectronPath({ root, home });
    return path !== null && hasScreen() && readText(startedFile(home)) === startedAs(root, path);
  },
  run: async ({ root, home }, say) => {
    if (!hasScreen()) await installLibraries(say);
    if (testElectronPath({ root, home }) === null) await extract({ root, home, say });

    const path = testElectronPath({ root, home });
    say('starting it once');
    await start(root, path).catch(async error => {
      if (!canAptInstall()) throw error;
      await installLibraries(say);
      await start(root, path);
    });
    writeWhole(startedFile(home), startedAs(root, path));
  },
};

/** The executable that tests start, or null. */
export function testElectronPath({ root, home }) {
  const declared = electronPath(root);
  if (declared !== null) return declared;
  const path = join(home, 'test-electron', 'electron');
  const isOurs = readText(join(home, 'test-electron', '.lock-sha256')) === lockSha256(root);
  return isOurs && existsSync(path) ? path : null;
}

async function extract({ root, home, say }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpError(
      'Electron is not downloaded, and there is no other one for this machine.',
      'Run `node node_modules/electron/install.js` with a connection, then run the same command again.',
    );
  }
  removeStaging(home);
  const staging = stagingOf(join(home, 'test-electron'));
  say('downloading (about 100 MB)');
  await installPackages({ python: findPython(), lock: join(root, LOCK), into: staging, run, say });

  say('unpacking');
  const archive = find(staging, name => name.endsWith('.tar.gz'));
  await run('tar', ['-xzf', archive, '-C', staging]);
  const image = find(staging, name => name.endsWith('.AppImage'));
  await run('chmod', ['+x', image]);
  await run(image, ['--appimage-extract'], { cwd: staging });

  const app = join(staging, 'squashfs-root');
  renameSync(join(app, 'fiftyone'), join(app, 'electron'));
  remove(join(app, 'resources', 'app.asar'));
  cpSync(join(root, 'scripts/setup/path-app'), join(app, 'resources', 'app'), { recursive: true });
  writeWhole(join(app, '.lock-sha256'), lockSha256(root));
  moveIn(app, join(home, 'test-electron'));
  remove(staging);
}

/** Opens a window: libraries that are missing show here, not in a test. */
async function start(root, path) {
  const [command, ...args] = onScreen([path, '--no-sandbox', join(root, 'scripts/setup/hello-app')]);
  const hint = `Install what it lacks (Debian: apt install ${LIBRARIES.join(' ')}).`;
  await run(command, args, { hint, signal: AbortSignal.timeout(60_000) });
}

const startedFile = home => join(home, 'test-electron-started');
const startedAs = (root, path) => `${path} ${lockSha256(root)}`;

/** The command, on a virtual screen where there is none. */
export const onScreen = command =>
  process.platform === 'linux' && !process.env.DISPLAY ? ['xvfb-run', '-a', ...command] : command;

const hasScreen = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY) || onPath('xvfb-run') !== null;

async function installLibraries(say) {
  if (!canAptInstall()) {
    throw new SetUpError(
      'The tests of the desktop shell need a screen, and there is neither one nor xvfb.',
      `Install xvfb (Debian: apt install ${LIBRARIES.join(' ')}), or run with DISPLAY set.`,
    );
  }
  await aptInstall(LIBRARIES, say);
}

function find(folder, fits) {
  const name = readdirSync(folder, { recursive: true }).find(fits);
  if (name === undefined)
    throw new SetUpError('The Electron package holds something else.', `Report what is in ${folder}.`);
  return join(folder, name);
}

const lockSha256 = root => sha256(readText(join(root, LOCK)) ?? '');
