/**
 * Where every npm script begins: does the set-up that the verb needs, then becomes what the verb runs.
 * Plain Node 20 without packages, because it runs before there are any.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRODUCT } from '../python-env/build/environment.mjs';
import { describe } from '../python-env/build/errors.mjs';
import { browser, chromiumPath } from './setup/browser.mjs';
import { build } from './setup/build.mjs';
import { chineseFont } from './setup/chinese-font.mjs';
import { become } from './setup/command.mjs';
import { electron } from './setup/electron.mjs';
import { luthierHome } from './setup/home.mjs';
import { nodeOf, packages } from './setup/packages.mjs';
import { environmentPython, pythonEnvironment, rebuiltEnvironment, TESTS } from './setup/python.mjs';
import { mailsFolder, sampleMails } from './setup/sample-mails.mjs';
import { setUp } from './setup/set-up.mjs';
import { starterModel } from './setup/starter-model.mjs';
import { onScreen, testElectron, testElectronPath } from './setup/test-electron.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = luthierHome();
const CLI = 'native-bridge/hosts/cli/main.ts';

const product = [packages, pythonEnvironment(PRODUCT), starterModel, build];
const development = [packages, pythonEnvironment(TESTS)];
const tests = [...development, starterModel, sampleMails, browser, chineseFont, testElectron, build];

const node = (...args) => [nodeOf(root), ...args];
const nothing = () => null;

/** What each verb needs, and the command it then becomes. */
const VERBS = {
  demo: { steps: product, command: args => node(CLI, 'demo', ...args) },
  start: {
    steps: [packages, ...(hasDisplay() ? [electron] : []), ...product.slice(1)],
    command: args => node(CLI, 'start', ...args),
  },
  // Paths in its words begin where the person is.
  luthier: { steps: product, command: args => [nodeOf(root), join(root, CLI), ...args], cwd: process.env.INIT_CWD },
  setup: { steps: product, command: nothing },
  build: { steps: [packages, build], command: nothing },
  package: {
    steps: args => [packages, build, ...(args.includes('--test-build') ? [testElectron] : [])],
    command: args => node('scripts/package/package.mjs', ...args),
  },
  bench: {
    steps: args => [...product, ...(args.includes('B11') ? [testElectron] : [])],
    command: args => (args.includes('B11') ? onScreen : words => words)(node('bench/run.ts', ...args)),
  },
  test: { steps: tests, command: args => onScreen(node('scripts/test.mjs', ...args)) },
  check: { steps: development, command: args => node('scripts/check.mjs', ...args) },
  ci: { steps: tests, command: () => onScreen(node('scripts/test.mjs', '--checks')) },
  contract: { steps: development, command: args => node('scripts/contract/generate.ts', ...args) },
  format: { steps: development, command: () => node('scripts/format.mjs') },
  sample: { steps: [packages, sampleMails], command: () => node('scripts/sample/make-sample.ts', mailsFolder(home)) },
  'sample-results': { steps: product, command: args => node('scripts/sample/record-loop.ts', ...args) },
  screenshots: { steps: tests, command: args => onScreen(node('scripts/screenshots.mjs', ...args)) },
  environment: { steps: environmentSteps, command: nothing },
};

async function main([verb, ...args]) {
  if (!Object.hasOwn(VERBS, verb ?? '')) {
    console.error(`usage: node scripts/luthier.mjs <${Object.keys(VERBS).join('|')}> [arguments]`);
    return 2;
  }
  const { steps, command, cwd = root } = VERBS[verb];
  const seconds = await setUp(typeof steps === 'function' ? steps(args) : steps, { root, home });
  const words = command(args);
  return words === null ? 0 : become(words, { cwd, env: environment(seconds) });
}

/** `environment [--dev] [--repair]`: only the Python environment, built afresh for `--repair`. */
function environmentSteps(args) {
  const groups = args.includes('--dev') ? TESTS : PRODUCT;
  return [args.includes('--repair') ? rebuiltEnvironment(groups) : pythonEnvironment(groups), starterModel];
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** What the program learns from its set-up. */
function environment(seconds) {
  const known = {
    LUTHIER_HOME: home,
    LUTHIER_SETUP_SECONDS: seconds.toFixed(1),
    LUTHIER_PYTHON: environmentPython({ root, home }),
    LUTHIER_SAMPLE_MAILS: mailsFolder(home),
    LUTHIER_TEST_ELECTRON: testElectronPath({ root, home }),
    CHROMIUM_PATH: chromiumPath(),
    // Threads start in half the time; and V8 may end the process when many of them strip types at once.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(home, 'cache', 'compiled'),
  };
  return { ...process.env, ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)) };
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
