import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { startCore } from '../core-process.ts';
import { until } from '../temporary.ts';
import {
  answerDialogs,
  askShell,
  chooseInDialogs,
  coreOf,
  dialogsSaid,
  folder,
  KEYCHAIN_APP,
  openDesktop,
} from './desktop.ts';

/** The first minutes of a person in the desktop app: no project, no environment, nothing that was remembered. */
vi.setConfig({ testTimeout: 90_000 });

const firstRun = () => openDesktop({ args: [], env: { LUTHIER_HOME: folder() } });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const welcomed = (page: Page) => title(page, 'Fine-tune a model you can check');

test('FIRST-1 the sample opens by its button, fills itself, shows results, is listed, and is removed as a whole', async () => {
  const home = folder();
  const { app, page } = await openDesktop({ args: [], env: { LUTHIER_HOME: home } });
  await page.getByText('No project yet').waitFor();
  await button(page, 'Open the sample').click();

  await page.getByText('The loop is closed').waitFor({ timeout: 60_000 });
  await title(page, 'Spam mails');
  await page.getByText('gate failed').waitFor();
  const sample = join(home, 'projects', 'sample');
  expect(existsSync(join(sample, 'luthier.db'))).toBe(true);

  await page.keyboard.press('Control+Shift+W');
  await welcomed(page);
  await button(page, /^sample\s*Sample/).waitFor();
  await answerDialogs(app, 1);
  await button(page, 'Remove the sample').click();
  await until('the shell asks', async () => (await dialogsSaid(app)).length === 1);
  expect(existsSync(sample), 'the other answer keeps it').toBe(true);

  await answerDialogs(app, 0);
  await button(page, 'Remove the sample').click();
  await page.getByText('No project yet').waitFor();
  expect(existsSync(sample)).toBe(false);
});

test('FIRST-2 a new project is made where a person says, a folder is opened that holds one, and one that is gone is marked', async () => {
  const { app, page } = await firstRun();
  const made = join(folder(), '新的 project');
  await chooseInDialogs(app, null);
  await button(page, 'New project').click();
  await chooseInDialogs(app, made);
  await button(page, 'New project').click();
  await title(page, basename(made));
  await page.getByText('Connected').waitFor();

  await page.keyboard.press('Control+Shift+W');
  await welcomed(page);
  const empty = folder();
  await chooseInDialogs(app, empty);
  await answerDialogs(app, 1);
  await button(page, 'Open a project').click();
  await until('it asks whether to make one', async () => (await dialogsSaid(app)).length === 1);
  expect(readdirSync(empty), 'nothing is made where nobody wanted it').toEqual([]);
  await chooseInDialogs(app, made);
  await button(page, 'Open a project').click();
  await title(page, basename(made));

  await page.keyboard.press('Control+Shift+W');
  await welcomed(page);
  const line = page.getByRole('listitem').filter({ hasText: basename(made) });
  await line.waitFor();
  expect(await line.getByText('Folder not found').count()).toBe(0);
  renameSync(made, `${made} elsewhere`);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await line.getByText('Folder not found').waitFor();
  await button(page, `Take ${basename(made)} off the list`).click();
  await page.getByText('No project yet').waitFor();
});

test('FIRST-3 a core elsewhere is connected by its link, files are handed over to it, and every link that leads nowhere says why', async () => {
  const { app, page } = await firstRun();
  // No keychain here: a token is then kept by nobody.
  await app.evaluate(({ safeStorage }) => {
    safeStorage.isEncryptionAvailable = () => false;
  });
  const project = folder();
  const port = await freePort();
  const core = await startCore(project, { words: ['--port', String(port)] });
  const { address, token } = await coreOf(project);
  expect(address).toBe(`http://127.0.0.1:${port}`);

  const connect = async (link: string): Promise<void> => {
    await button(page, 'Connect to another machine').click();
    await page.getByLabel('Link or address').fill(link);
    await button(page, /^Connect$/).click();
  };
  for (const [link, says] of [
    [`http://127.0.0.1:${await freePort()}/#token=${token}`, 'Nothing answers at'],
    [`${address}/#token=${'0'.repeat(64)}`, 'refuses this link (status 401)'],
    [`${address}/#token=${token.slice(0, 32)}`, 'This is not a link to a core'],
  ] as const) {
    await connect(link);
    await page.getByRole('alert').getByText(says).waitFor();
  }
  await button(page, 'Connect to another machine').click();
  await page.getByLabel('Link or address').fill('hello there');
  expect(await button(page, /^Connect$/).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');

  await connect(`${address}/#token=${token}`);
  await title(page, basename(project));
  await page.getByText('Connected').waitFor();
  expect(await page.evaluate(() => window.luthier?.connection?.isRemote)).toBe(true);

  const theirs = join(folder(), 'reviews.csv');
  writeFileSync(theirs, 'text,label\nfine,good\nbad,bad\n');
  await chooseInDialogs(app, '/a/path/that/means/nothing/there.csv');
  await page.locator('a[href="/data"]').first().click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.locator('button', { hasText: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles(theirs);
  await button(page, /^Import$/).click();
  await page.getByRole('link', { name: /Open/ }).first().waitFor();
  await page.locator('a[href="/models"]').first().click();
  await button(page, 'Add model').first().click();
  await page.getByText('Folder', { exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox').first().waitFor();
  expect(await page.getByRole('dialog').getByRole('button', { name: 'Choose' }).count()).toBe(0);
  await page.keyboard.press('Escape');

  await askShell(page, 'closeProject').catch(() => {});
  await welcomed(page);
  expect(core.exitCode, 'the core of the other machine goes on').toBe(null);
  await button(page, new RegExp(`^127\\.0\\.0\\.1:${port}`)).click();
  await page.getByRole('alert').getByText('is not kept on this machine').waitFor();
  expect(await page.getByLabel('Link or address').inputValue(), 'only its link helps').toBe(address);
});

/** A core elsewhere that was connected beside a project of this machine, and the app ended; how to start it again. */
async function connectedBefore(keychain: 'kept' | 'none') {
  const start = { program: KEYCHAIN_APP, env: { LUTHIER_HOME: folder(), LUTHIER_TEST_KEYCHAIN: keychain } };
  const remote = folder();
  await startCore(remote, { words: ['--port', String(await freePort())] });
  const { address, token } = await coreOf(remote);
  const { app, page, project, memory, close } = await openDesktop(start);
  await title(page, basename(project));
  const [window] = await Promise.all([
    app.waitForEvent('window'),
    askShell(page, 'connect', `${address}/#token=${token}`),
  ]);
  await title(window, basename(remote));
  await close();
  return { again: () => openDesktop({ ...start, args: [], memory }), project, remote, address, token };
}

test('FIRST-4 a core elsewhere that was open when the app ended is open again after the next start, beside the project of this machine', async () => {
  const { again, project, remote, address } = await connectedBefore('kept');

  const { app } = await again();
  await until('both windows are there', () => app.windows().length === 2);
  for (const [name, isRemote] of [
    [basename(project), false],
    [basename(remote), true],
  ] as const) {
    const page = await pageTitled(app, name);
    expect(await page.evaluate(() => window.luthier?.connection?.isRemote)).toBe(isRemote);
  }
  const page = await pageTitled(app, basename(remote));
  expect(await page.evaluate(() => window.luthier?.connection?.address)).toBe(address);
});

test('FIRST-5 where its token was kept by nobody the next start asks for the link, with the address filled in', async () => {
  const { again, remote, address, token } = await connectedBefore('none');

  const { app } = await again();
  const page = await pageTitled(app, 'Fine-tune a model you can check');
  expect(await page.getByLabel('Link or address').inputValue()).toBe(address);
  await page.getByLabel('Token').fill(token);
  await button(page, /^Connect$/).click();

  await title(page, basename(remote));
});

/** The window whose page has this title, once there is one. */
async function pageTitled(app: ElectronApplication, name: string): Promise<Page> {
  let found: Page | undefined;
  await until(`a window with ${name}`, async () => {
    for (const page of app.windows()) {
      const isIt = page.getByRole('heading', { level: 1, name, exact: true }).isVisible();
      if (await isIt.catch(() => false)) found = page;
    }
    return found !== undefined;
  });
  return found as Page;
}

function freePort(): Promise<number> {
  return new Promise(done => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
