import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { SHELL_CALLS, type ShellCall } from '../../native-bridge/contract/index.ts';
import { answerDialogs, dialogsSaid, ROOT, shownDesktop } from './desktop.ts';

/** What the page may ask of the shell (17 of Electron's security checklist): anything else is refused and runs nothing. */
vi.setConfig({ testTimeout: 60_000 });

/** What the shell did with one call: how long it was held up by it, and why it refused it, null where it did not. */
interface Heard {
  readonly call: string;
  tookMs: number;
  refused: string | null;
}

/** A call as Electron hands it on; older ones are told through it what failed. */
interface Asked {
  _throw?: (error: Error) => void;
}

interface Kept {
  heard: Heard[];
  reached: string[];
}

/** Notes from here on every call that the shell hears, and what it would do outside of itself for one, which it then does not. */
async function listenTo(app: ElectronApplication): Promise<void> {
  await answerDialogs(app, 1);
  await app.evaluate(({ ipcMain, shell, dialog }) => {
    const kept = Object.assign(globalThis as unknown as Kept, { heard: [], reached: [] });
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (event: Asked, ...given: unknown[]) => unknown>;
    };
    for (const [name, answer] of handlers) {
      if (!name.startsWith('luthier:')) continue;
      handlers.set(name, (event, ...given) => {
        const one: Heard = { call: name.slice('luthier:'.length), tookMs: 0, refused: null };
        kept.heard.push(one);
        const note = ({ message }: Error): void => {
          if (message.startsWith(`${one.call} is refused: `)) one.refused = message;
        };
        const { _throw: tell } = event;
        if (tell) event._throw = error => [note(error), tell(error)];
        const began = performance.now();
        try {
          return answer(event, ...given);
        } catch (error) {
          note(error as Error);
          throw error;
        } finally {
          one.tookMs = performance.now() - began;
        }
      });
    }
    shell.openExternal = async () => void kept.reached.push('openExternal');
    shell.showItemInFolder = () => void kept.reached.push('showItemInFolder');
    dialog.showOpenDialog = async () => {
      kept.reached.push('showOpenDialog');
      return { canceled: true, filePaths: [] };
    };
  });
}

/** What was noted. The page itself says how it looks whenever its commands change, which no call of a test does as it should. */
const noted = (app: ElectronApplication): Promise<Kept> =>
  app.evaluate(() => {
    const { heard, reached } = globalThis as unknown as Kept;
    return { heard: heard.filter(({ call, refused }) => call !== 'appearance' || refused !== null), reached };
  });

test('SEC-17 each call of another shape than agreed is refused for what is wrong with it, and none of them runs', async () => {
  const { app, page } = await shownDesktop();
  await listenTo(app);

  const said = await page.evaluate(async () => {
    const shell = window.luthier as unknown as Record<string, (given: unknown) => Promise<unknown>>;
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const command = { id: 'a', title: 'a', group: 'page', keys: [], isPossible: true };
    const looks = { language: 'en', theme: 'auto', commands: [] };
    const bad: [string, unknown][] = [
      ...[7, {}, [], 'x'.repeat(5000), { folder: '/' }, '', cyclic].map((given): [string, unknown] => [
        'openProject',
        given,
      ]),
      ...[7, null, {}, '', 'x'.repeat(3000), 'x'.repeat(60_000_000)].map((given): [string, unknown] => [
        'openLink',
        given,
      ]),
      ['appearance', { ...looks, language: 'fr' }],
      ['appearance', { ...looks, more: 1 }],
      ['appearance', JSON.parse('{"__proto__":{"x":1},"language":"en","theme":"auto","commands":[{}]}')],
      ['appearance', { ...looks, commands: Array(5000).fill(0) }],
      ['appearance', { ...looks, commands: Array(401).fill(command) }],
      ['appearance', { ...looks, commands: [{ ...command, group: 'file' }] }],
      ['showInFolder', 7],
      ['forgetProject', ''],
      ['connect', 'x'.repeat(1000)],
    ];
    const answers: string[] = [];
    for (const [call, given] of bad) {
      const answer = (shell[call] as (given: unknown) => Promise<unknown>)(given);
      answers.push(await answer.then(() => `${call} was done`, String));
    }
    return answers;
  });

  const refused = said.map(answer => answer.replace(/^.*?: Error: /, ''));
  expect(refused).toEqual([
    'openProject is refused: folder (invalid_type)',
    'openProject is refused: folder (invalid_type)',
    'openProject is refused: folder (invalid_type), folder (too_small)',
    'openProject is refused: folder (too_big)',
    'openProject is refused: folder (invalid_type)',
    'openProject is refused: folder (too_small)',
    'openProject is refused: its input is too large',
    'openLink is refused: url (invalid_type)',
    'openLink is refused: url (invalid_type)',
    'openLink is refused: url (invalid_type)',
    'openLink is refused: url (too_small)',
    'openLink is refused: url (too_big)',
    'openLink is refused: its input is too large',
    'appearance is refused: language (invalid_value)',
    'appearance is refused: input (unrecognized_keys)',
    'appearance is refused: commands.0.id (invalid_type), commands.0.title (invalid_type), commands.0.group (invalid_value)',
    'appearance is refused: commands (too_big)',
    'appearance is refused: commands (too_big)',
    'appearance is refused: commands.0.group (invalid_value)',
    'showInFolder is refused: path (invalid_type)',
    'forgetProject is refused: folder (too_small)',
    'connect is refused: link (too_big)',
  ]);
  const { heard, reached } = await noted(app);
  expect(heard.map(({ refused }) => refused)).toEqual(refused);
  expect(reached).toEqual([]);
  expect(said.join()).not.toContain('xxxxxxxxxx');
});

test('SEC-17 of ten thousand random calls those alone run that fit, nothing comes of them, and each is answered at once', async () => {
  const { app, page } = await shownDesktop();
  await listenTo(app);

  const asked = await page.evaluate(
    async calls => {
      let seed = 42;
      const random = (below: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
        return seed % below;
      };
      const values: (() => unknown)[] = [
        () => random(1e9),
        () => null,
        () => undefined,
        () => 'x'.repeat(random(300)),
        () => [random(9)],
        () => Number.NaN,
        () => ({ folder: random(9) }),
        () => ({ ['k'.repeat(random(99))]: 1 }),
        () => new Date(0),
        () => new Map([[1, 2]]),
        () => new Uint8Array(random(999)),
      ];
      const shell = window.luthier as unknown as Record<string, (given: unknown) => Promise<unknown>>;
      const asked: { call: string; text: string | null; ran: boolean; tookMs: number }[] = [];
      for (let each = 0; each < 10_000; each += 1) {
        const call = calls[random(calls.length)] as string;
        const given = values[random(values.length)]?.();
        const began = performance.now();
        const ran = await (shell[call] as (given: unknown) => Promise<unknown>)(given).then(
          () => true,
          () => false,
        );
        asked.push({ call, text: typeof given === 'string' ? given : null, ran, tookMs: performance.now() - began });
      }
      return asked;
    },
    ['openLink', 'appearance', 'showInFolder', 'connect', 'forgetProject'] satisfies (keyof typeof SHELL_CALLS)[],
  );

  const { heard, reached } = await noted(app);
  expect(asked.filter(({ call, text, ran }) => ran !== fits(call as ShellCall, text))).toEqual([]);
  expect(heard.map(({ call, refused }) => [call, refused === null])).toEqual(asked.map(({ call, ran }) => [call, ran]));
  expect([reached, await dialogsSaid(app)]).toEqual([[], []]);
  // A single one may have waited for a busy machine.
  const slow = (all: readonly { readonly tookMs: number }[], limitMs: number) =>
    all.filter(({ tookMs }) => tookMs > limitMs).length;
  expect([slow(heard, 100), slow(asked, 500)]).toEqual([0, 0]);
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
});

/** Whether a text is what a call takes; nothing else that is tried is. */
function fits(call: ShellCall, text: string | null): boolean {
  const inputs = [{ url: text }, { path: text }, { link: text }, { folder: text }];
  return text !== null && inputs.some(input => SHELL_CALLS[call].safeParse(input).success);
}

test('SEC-17 our own page in a window that the shell did not open is told nothing and asks in vain', async () => {
  const { app } = await shownDesktop();
  await listenTo(app);

  const answers = await app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await other.loadURL('luthier://app/');
      const asks = `Promise.all(['recentProjects', 'diagnostics', 'chooseFile', 'closeProject'].map(
      call => window.luthier[call]().then(() => 'answered', String)))`;
      const said = (await other.webContents.executeJavaScript(asks)) as string[];
      const connection = await other.webContents.executeJavaScript('window.luthier.connection');
      other.destroy();
      return [connection, ...said];
    },
    join(ROOT, 'dist/electron/preload.cjs'),
  );

  const refusal = (call: ShellCall) => expect.stringContaining(`${call} is refused: only the page may ask`);
  expect(answers).toEqual([
    null,
    refusal('recentProjects'),
    refusal('diagnostics'),
    refusal('chooseFile'),
    refusal('closeProject'),
  ]);
  expect((await noted(app)).reached).toEqual([]);
});
