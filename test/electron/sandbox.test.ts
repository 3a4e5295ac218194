import { basename } from 'node:path';
import { expect, test, vi } from 'vitest';
import { askShell, chooseInDialogs, openDesktop } from './desktop.ts';

/** An app whose pages run without the sandbox, as the apps of all tests do: root may not have one. */
vi.setConfig({ testTimeout: 60_000 });

const SAYS = 'This window runs without Chromium’s sandbox';

test('SANDBOX-1 an app without a sandbox says so on the page, and again in the project, until somebody has taken note of it', async () => {
  const { app, page, project, memory, close } = await openDesktop({ args: [] });
  await page.getByRole('note').getByText(SAYS).waitFor();
  await chooseInDialogs(app, project);
  void askShell(page, 'createProject').catch(() => {});
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  await page.getByRole('note').getByText(SAYS).waitFor();

  await page.getByRole('button', { name: 'I know' }).click();
  await page.getByText(SAYS).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  expect(await page.getByText(SAYS).count()).toBe(0);
  await close();

  const again = await openDesktop({ args: [], memory });
  await again.page.getByRole('note').getByText(SAYS).waitFor();
});

test('SANDBOX-2 diagnostics say that there is no sandbox, and the help that the page names says what to do', async () => {
  const { page } = await openDesktop({ args: [] });
  await page.getByRole('link', { name: 'What to do' }).click();
  await page.getByRole('heading', { name: 'Without the sandbox' }).waitFor();

  const said = String(await askShell(page, 'diagnostics'));

  expect(said).toContain('Sandbox of pages: OFF, by --no-sandbox');
  expect(said).toMatch(/on Electron [\d.]+, pages without a sandbox/);
});

test('SANDBOX-3 it is said in Chinese too', async () => {
  const { page } = await openDesktop({ args: [] });
  await page.evaluate(() => localStorage.setItem('luthier.language', 'zh-CN'));
  await page.reload();

  await page.getByRole('note').getByText('此窗口未启用 Chromium 沙盒').waitFor();
  await page.getByRole('button', { name: '知道了' }).waitFor();
});
