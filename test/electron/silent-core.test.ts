import { expect, test, vi } from 'vitest';
import { until } from '../temporary.ts';
import { answerDialogs, coreOf, dialogsSaid, shownDesktop } from './desktop.ts';

/** A core that lives and says nothing: one that was stopped, or is busy for long. */
vi.setConfig({ testTimeout: 150_000 });

test('SILENT-1 a core that stands still is told of in the page, and goes on where it was when it is let', async () => {
  const { app, page, project } = await shownDesktop();
  await answerDialogs(app, 1);
  await page.getByText('Connected').waitFor();
  const { pid } = await coreOf(project);

  process.kill(pid, 'SIGSTOP');
  await page.getByText('The core does not answer').waitFor({ timeout: 12_000 });
  process.kill(pid, 'SIGCONT');
  await page.getByText('Connected').waitFor();

  expect((await coreOf(project)).pid).toBe(pid);
  expect(await dialogsSaid(app), 'nobody is asked about a short silence').toEqual([]);
});

test('SILENT-2 a core that stays silent is asked about, and is started again at the same place when a person says so', async () => {
  const { app, page, project } = await shownDesktop();
  await page.evaluate(() => Object.assign(window, { typed: 'kept' }));
  await answerDialogs(app, 1);
  const before = await coreOf(project);

  process.kill(before.pid, 'SIGSTOP');
  await until('the shell asks', async () => (await dialogsSaid(app)).length > 0, 50_000);
  expect((await dialogsSaid(app))[0]).toMatchObject({
    message: 'The core of Luthier does not answer.',
    buttons: ['Wait', 'Start again'],
  });

  const after = await coreOf(project, before.pid);
  expect([after.address, after.token]).toEqual([before.address, before.token]);
  await page.getByText('Connected').waitFor();
  expect(await page.evaluate(() => (window as unknown as { typed: string }).typed)).toBe('kept');
});

test('SILENT-3 the question is taken back when the core goes on', async () => {
  const { app, project } = await shownDesktop();
  await app.evaluate(({ dialog }) => {
    const kept = globalThis as unknown as { asked: string[] };
    kept.asked = [];
    dialog.showMessageBox = (...given: unknown[]) =>
      new Promise(done => {
        kept.asked.push('asked');
        (given.at(-1) as { signal: AbortSignal }).signal.addEventListener('abort', () => {
          kept.asked.push('taken back');
          done({ response: 0, checkboxChecked: false });
        });
      });
  });
  const { pid } = await coreOf(project);
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

  process.kill(pid, 'SIGSTOP');
  await until('the shell asks', async () => (await asked()).includes('asked'), 50_000);
  process.kill(pid, 'SIGCONT');

  await until('it takes the question back', async () => (await asked()).includes('taken back'));
  expect((await coreOf(project)).pid).toBe(pid);
});
