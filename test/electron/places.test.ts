import type { ElectronApplication } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { until } from '../temporary.ts';
import { coreOf, folder, openAgain, openDesktop, shownDesktop } from './desktop.ts';

vi.setConfig({ testTimeout: 120_000 });

interface Place {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly isInside: boolean;
}

/** Where each window stands, once as many are titled as there should be. */
async function placesOf(app: ElectronApplication, count: number): Promise<readonly Place[]> {
  let places: readonly Place[] = [];
  await until(`${count} windows are open`, async () => {
    places = await app.evaluate(({ BrowserWindow, screen }) =>
      BrowserWindow.getAllWindows().map(window => {
        const { x, y, width, height } = window.getBounds();
        const area = screen.getDisplayMatching({ x, y, width, height }).workArea;
        const isInside =
          x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height;
        return { title: window.getTitle(), x, y, isInside };
      }),
    );
    return places.length === count && places.every(({ title }) => title !== 'Luthier');
  });
  return [...places].sort((a, b) => (a.title < b.title ? -1 : 1));
}

test('PLACE-3 a second window stands beside the first, and the next start finds each where it was', async () => {
  const { app, memory, process, close } = await shownDesktop();
  const other = folder();
  await openAgain(memory, ['--project', other]);
  await coreOf(other);
  const [one, two] = await placesOf(app, 2);
  expect([one?.isInside, two?.isInside]).toEqual([true, true]);
  expect(Math.abs((one?.x ?? 0) - (two?.x ?? 0))).toBeGreaterThan(10);
  expect(Math.abs((one?.y ?? 0) - (two?.y ?? 0))).toBeGreaterThan(10);

  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().forEach((window, at) => {
      window.setBounds({ x: 10 + at * 200, y: 40 + at * 100, width: 800, height: 600 });
    }),
  );
  await until('they are moved', async () => (await placesOf(app, 2)).some(({ x }) => x === 210));
  const moved = await placesOf(app, 2);
  await close();
  await until('the app has ended', () => process.exitCode !== null || process.signalCode !== null);

  const next = await openDesktop({ args: [], memory });
  expect(await placesOf(next.app, 2)).toEqual(moved);
});
