/**
 * `node scripts/package/try-start.mjs [executable]`: starts the app that was packaged (in dist/package where none is named) as a
 * person does, on a new project, waits until its window is connected to its core, and quits it. The core runs in Electron's
 * own process, as in every package that was not built for tests.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../checks.mjs';

/** A runner of CI that starts the app for the first time may take long over it. */
const PATIENCE_MS = 90_000;

const executable = process.argv[2] ?? packaged(join(root, 'dist/package'));
const place = mkdtempSync(join(tmpdir(), 'luthier-start-'));
try {
  await tryStart();
} finally {
  rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function tryStart() {
  const home = join(place, 'home');
  mkdirSync(home);
  // Its question about updates would stand in the way.
  writeFileSync(join(home, 'settings.json'), '{"updates": false}');
  const beganMs = Date.now();
  // Root may not have a sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const words = ['--remote-debugging-port=0', '--lang=en-US', `--user-data-dir=${join(place, 'profile')}`];
  const child = spawn(executable, [...sandbox, ...words, '--project', join(place, 'project')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LUTHIER_HOME: home },
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', chunk => (said += chunk));
  const ended = once(child, 'exit');
  try {
    const endpoint = await until('its port', child, () => /DevTools listening on (ws:\S+)/.exec(said)?.[1]);
    await until('its page', child, () => hasPage(new URL(endpoint).host));
    // Its inspector is fused off; the port of Chromium is the way in.
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
    const page = browser.contexts()[0].pages()[0];
    await page.getByText('Connected', { exact: true }).waitFor({ timeout: PATIENCE_MS });
    console.log(`connected after ${((Date.now() - beganMs) / 1000).toFixed(1)} s`);
    await checkPage(page, sandbox.length > 0);

    // On macOS an app outlives its windows.
    if (process.platform === 'darwin') child.kill('SIGTERM');
    else await page.close();
    await until('its end', child, () => child.exitCode !== null).catch(() => {});
    void browser.close().catch(() => {});
    if (child.exitCode !== 0) throw new Error(`it ended with ${child.exitCode ?? child.signalCode ?? 'nothing yet'}`);
  } catch (error) {
    throw new Error(`${executable}: ${error.message}\n${said}${logOf(join(place, 'profile'))}`);
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  }
}

/** What a page in the package must have: the shell, and a word about the sandbox when there is none, and only then. */
async function checkPage(page, isUnsandboxed) {
  const shell = await page.evaluate(() => ({
    isUnsandboxed: window.luthier?.isUnsandboxed,
    isRemote: window.luthier?.connection?.isRemote,
  }));
  if (shell.isRemote !== false) throw new Error('the page has no core of this machine');
  if (shell.isUnsandboxed !== isUnsandboxed)
    throw new Error(`it says of its sandbox that it is off: ${shell.isUnsandboxed}`);
}

/** The app that electron-builder made as a folder. */
function packaged(folder) {
  const found = readdirSync(folder)
    .flatMap(name => [
      join(folder, name, 'luthier-desktop'),
      join(folder, name, 'Luthier.exe'),
      join(folder, name, 'Luthier.app', 'Contents', 'MacOS', 'Luthier'),
    ])
    .find(path => existsSync(path));
  if (found === undefined) throw new Error(`no app in ${folder}: make one with npm run package`);
  return found;
}

async function hasPage(host) {
  const targets = await (await fetch(`http://${host}/json/list`)).json();
  return targets.some(({ type, title }) => type === 'page' && title === 'Luthier');
}

/** What `look` finds, once it finds something. */
async function until(what, child, look) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise(done => setTimeout(done, 100))) {
    const found = await look();
    if (found) return found;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before ${what} was there`);
  }
  throw new Error(`${what} was not there after ${PATIENCE_MS / 1000} s`);
}

function logOf(profile) {
  const file = join(profile, 'logs', 'shell.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
