import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetUpError } from '../../python-env/build/errors.mjs';
import { readJson } from '../../python-env/build/files.mjs';
import { onPath } from '../../python-env/build/path.mjs';
import { run } from './command.mjs';
import { aptInstall, canAptInstall } from './debian.mjs';
import { allowHelpers, mayHelperRun } from './terminal-helper.mjs';

/** Packages whose install scripts we want: the Node that runs everything, and the terminal that is compiled for it. */
const COMPILED = ['node', 'node-pty'];
const HINT = 'Check the connection and the registry that npm uses (`npm ping`), then run the same command again.';

/** The npm packages, exactly as package-lock.json names them. */
export const packages = {
  title: 'npm packages',
  download: 'needed',
  isReady: ({ root }) => isWhole(root),
  run: async ({ root }, say) => {
    const npm = (args, hint) => run(...npmCommand(args), { cwd: root, say, hint });

    // Scripts apart from files: npm versions differ in which scripts they run, and most packages need none.
    await npm(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], HINT);
    say(`preparing ${COMPILED.join(', ')}`);
    await ensureCompiler(say);
    await npm(['rebuild', ...COMPILED, '--loglevel=error'], 'node-pty needs python3, make and a C++ compiler.');

    allowHelpers(terminalOf(root));

    if (!isWhole(root)) throw new SetUpError('npm left packages out.', 'Delete node_modules and run this again.');
  },
};

/** The Node that Luthier runs on, which may be newer than the one that started the set-up. */
export const nodeOf = root =>
  join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** True when npm's own record of what it installed agrees with the lock file, and the compiled parts are there. */
function isWhole(root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const there = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages ?? {};
  const same = Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || (there[path]?.version ?? (optional && version)) === version,
  );
  return same && existsSync(nodeOf(root)) && hasTerminal(root);
}

/** node-pty brings binaries for macOS and Windows; elsewhere one is compiled. */
function hasTerminal(root) {
  const folder = terminalOf(root);
  return (
    existsSync(join(folder, 'build', 'Release', 'pty.node')) ||
    (existsSync(join(folder, 'prebuilds', `${process.platform}-${process.arch}`)) && mayHelperRun(folder))
  );
}

const terminalOf = root => join(root, 'node_modules', 'node-pty');

/**
 * npm as a command and its arguments: the one that started us, else the one on the PATH. It runs on a Node outside
 * node_modules, because `npm ci` removes that folder, and within an npm script `node` is the one in there.
 */
export function npmCommand(args, env = process.env) {
  const script = env.npm_execpath;
  const outside = (env.PATH ?? '').split(delimiter).filter(folder => !folder.includes('node_modules'));
  const node = onPath('node', { PATH: outside.join(delimiter) });
  if (script?.endsWith('.js') && node !== null) return [node, [script, ...args]];
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm', ...args]] : ['npm', args];
}

async function ensureCompiler(say) {
  if (process.platform !== 'linux' || (onPath('make') && (onPath('c++') || onPath('g++')))) return;
  if (!canAptInstall()) {
    throw new SetUpError(
      'node-pty, the terminal of a job, is compiled here, and there is no make or no C++ compiler.',
      'Install them (Debian: apt install build-essential), then run the same command again.',
    );
  }
  await aptInstall(['build-essential'], say);
}
