/**
 * `npm run package [-- arguments of electron-builder]`: the app as a folder in dist/package, or what the arguments ask
 * for (`-- --linux AppImage deb`).
 *
 * `--test-build` packages around the Electron of the tests, which may be older, and marks the app: only such a one starts
 * its core in the Node that LUTHIER_CORE_NODE names.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../checks.mjs';
import { become } from '../setup/command.mjs';
import { writeNotices } from './notices.mjs';
import { putUv } from './put-uv.mjs';
import { testDistribution } from './test-distribution.mjs';

const TEST_BUILD = '--test-build';
const asked = process.argv.slice(2);
const words = asked.filter(word => word !== TEST_BUILD);
// A build for tests is made in seconds, around an environment that is there.
if (!asked.includes(TEST_BUILD)) await putUv(root);
writeNotices(root);
const config = { ...(asked.includes(TEST_BUILD) ? testBuild() : {}), ...updates(), ...home() };

process.exitCode = await become(
  [
    process.execPath,
    join(root, 'node_modules/electron-builder/cli.js'),
    ...(words.length > 0 ? words : ['--dir']),
    ...['--publish', 'never'],
    ...Object.entries(config).map(([name, value]) => `--config.${name}=${value}`),
  ],
  { cwd: root, env: process.env },
);

/** The same app around the Electron of the tests. */
function testBuild() {
  const electron = process.env.LUTHIER_TEST_ELECTRON;
  if (!electron) throw new Error('no Electron in LUTHIER_TEST_ELECTRON: run it as `npm run package -- --test-build`');
  const version = execFileSync(electron, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  });
  return {
    'extraMetadata.isTestBuild': true,
    electronVersion: version.trim(),
    electronDist: testDistribution(electron),
    'directories.output': `dist/${process.env.LUTHIER_TEST_PACKAGE ?? 'package-test'}`,
  };
}

/** Where the app looks for updates, and the key that they are signed with: without both it never looks. */
function updates() {
  const { LUTHIER_UPDATES_URL: url, LUTHIER_UPDATE_KEY: key } = process.env;
  return url && key ? { 'publish.provider': 'generic', 'publish.url': url, 'extraMetadata.updateKey': key } : {};
}

/** Where it comes from, which deb and rpm must say: the repository that packages it, else an address that is nobody's. */
function home() {
  const { GITHUB_REPOSITORY: repository } = process.env;
  return { 'extraMetadata.homepage': repository ? `https://github.com/${repository}` : 'https://luthier.invalid' };
}
