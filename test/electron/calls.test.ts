import { expect, test, vi } from 'vitest';
import type { SHELL_CALLS } from '../../native-bridge/contract/index.ts';
import { answerDialogs, shownDesktop } from './desktop.ts';

/** What the page may ask of the shell (17 of Electron's security checklist): anything else is refused and runs nothing. */
vi.setConfig({ testTimeout: 60_000 });

test('SEC-17 calls of another shape than agreed are refused, and the shell stays quick', async () => {
  const { app, page } = await shownDesktop();
  await answerDialogs(app, 1);

  const said = await page.evaluate(async () => {
    const shell = window.luthier as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const bad: [string, unknown][] = [
      ...[7, null, {}, [], 'x'.repeat(5000), { folder: '/' }, '', cyclic].map((given): [string, unknown] => [
        'openProject',
        given,
      ]),
      ...[7, null, {}, '', 'x'.repeat(60_000_000)].map((given): [string, unknown] => ['openLink', given]),
      ['appearance', { language: 'fr', theme: 'auto', commands: [] }],
      ['appearance', { language: 'en', theme: 'auto', commands: [], more: 1 }],
      ['appearance', JSON.parse('{"__proto__":{"x":1},"language":"en","theme":"auto","commands":[{}]}')],
      ['appearance', { language: 'en', theme: 'auto', commands: Array(5000).fill(0) }],
      ['showInFolder', 7],
      ['connect', 'x'.repeat(1000)],
    ];
    const answers: string[] = [];
    for (const [call, given] of bad) {
      // Null asks for a folder by a dialog: that is a call of the right shape.
      if (call === 'openProject' && given === null) continue;
      answers.push(await (shell[call] as (given: unknown) => Promise<unknown>)(given).then(() => 'done', String));
    }
    return answers;
  });

  expect(said.filter(answer => !/is refused|could not be cloned/.test(answer))).toEqual([]);
  expect(said.join()).not.toContain('xxxxxxxxxx');
});

test('SEC-17 ten thousand random calls run nothing, and the shell answers all along', async () => {
  const { app, page } = await shownDesktop();
  await app.evaluate(({ ipcMain }) => {
    // Beside the page's own names, what no handler has.
    (globalThis as unknown as { handlers: number }).handlers = ipcMain.eventNames().length;
  });

  const outcome = await page.evaluate(
    async calls => {
      let seed = 42;
      const random = (below: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
        return seed % below;
      };
      const values: (() => unknown)[] = [
        ...[
          () => random(1e9),
          () => null,
          () => undefined,
          () => 'x'.repeat(random(300)),
          () => [random(9)],
          () => Number.NaN,
        ],
        ...[
          () => ({ folder: random(9) }),
          () => ({ ['k'.repeat(random(99))]: 1 }),
          () => new Date(0),
          () => new Map([[1, 2]]),
        ],
        () => new Uint8Array(random(999)),
      ];
      const shell = window.luthier as unknown as Record<string, (given: unknown) => Promise<unknown>>;
      let refused = 0;
      let slowest = 0;
      for (let round = 0; round < 100; round += 1) {
        const began = performance.now();
        const answers = await Promise.all(
          Array.from({ length: 100 }, () => {
            const call = calls[random(calls.length)] as string;
            return shell[call]?.(values[random(values.length)]?.()).then(
              () => 0,
              () => 1,
            );
          }),
        );
        refused += answers.reduce((sum: number, one) => sum + (one ?? 0), 0);
        slowest = Math.max(slowest, (performance.now() - began) / 100);
      }
      return { refused, slowest };
    },
    ['openLink', 'appearance', 'showInFolder', 'connect', 'forgetProject'] satisfies (keyof typeof SHELL_CALLS)[],
  );

  expect(outcome.refused).toBeGreaterThan(7000);
  expect(outcome.slowest).toBeLessThan(100);
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
});
