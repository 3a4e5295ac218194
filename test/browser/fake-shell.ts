import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Opening, RecentProject, Removal, Shell } from '../../native-bridge/contract/index.ts';
import { type Trouble, watch } from './chromium.ts';
import { serve } from './fake-core/serve.ts';

/** How the pretended shell answers, as plain data: it is handed over to the page. */
export interface ShellAnswers {
  readonly recent?: readonly RecentProject[];
  readonly opening?: Opening;
  readonly removal?: Removal;
}

export interface Welcomed extends AsyncDisposable {
  readonly page: Page;
  readonly trouble: Trouble;
  /** What the page asked of the shell: name and input. Looks of the page are left out. */
  calls(): Promise<readonly (readonly unknown[])[]>;
  /** The last look that the page told. */
  appearance(): Promise<Parameters<Shell['appearance']>[0] | null>;
  /** Chooses a command in the menu of the shell. */
  choose(command: string): Promise<void>;
}

/**
 * The page before a project is open. The shell is the border here, so it is pretended: the built page, its policy and the
 * browser are real.
 */
export async function openWelcome(
  browser: Browser,
  answers: ShellAnswers = {},
  options: BrowserContextOptions & { readonly path?: string } = {},
): Promise<Welcomed> {
  const { path = '/', ...look } = options;
  const server = await serve('empty');
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...look });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const trouble = watch(context, page);
  await page.addInitScript(pretendShell, answers as Record<string, unknown>);
  await page.goto(`${server.address}${path}`);
  // Keys are heard by what is drawn.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return {
    page,
    trouble,
    calls: () =>
      page.evaluate(() => (globalThis as never as Pretended).calls.filter(([name]) => name !== 'appearance')),
    appearance: () =>
      page.evaluate(() => {
        const last = (globalThis as never as Pretended).calls.findLast(([name]) => name === 'appearance');
        return (last?.[1] ?? null) as never;
      }),
    choose: command => page.evaluate(id => (globalThis as never as Pretended).hear?.(id), command),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      server.close();
    },
  };
}

interface Pretended {
  calls: unknown[][];
  hear?: (id: string) => void;
  luthier: unknown;
}

/** Runs in the page, before its own scripts. */
function pretendShell(answers: Record<string, unknown>): void {
  const page = globalThis as never as Pretended;
  let recent = [...((answers.recent as { folder: string; isSample: boolean }[] | undefined) ?? [])];
  const opening = answers.opening ?? { kind: 'cancelled' };
  page.calls = [];
  const note =
    (name: string, answer: (...given: unknown[]) => unknown) =>
    async (...given: unknown[]): Promise<unknown> => {
      page.calls.push([name, ...given]);
      return answer(...given);
    };
  page.luthier = {
    connection: null,
    isUnsandboxed: answers.isUnsandboxed ?? false,
    noteUnsandboxed: note('noteUnsandboxed', () => undefined),
    chooseFile: note('chooseFile', () => null),
    chooseFolder: note('chooseFolder', () => null),
    recentProjects: async () => recent,
    forgetProject: note('forgetProject', folder => {
      recent = recent.filter(project => project.folder !== folder);
    }),
    openProject: note('openProject', () => opening),
    createProject: note('createProject', () => opening),
    openSample: note('openSample', () => opening),
    removeSample: note('removeSample', () => {
      const removal = (answers.removal ?? { kind: 'removed' }) as { kind: string };
      if (removal.kind === 'removed') recent = recent.filter(({ isSample }) => !isSample);
      return removal;
    }),
    pathOf: (file: { name: string }) => `/dropped/${file.name}`,
    connect: note('connect', () => opening),
    closeProject: note('closeProject', () => undefined),
    showInFolder: note('showInFolder', () => undefined),
    openLink: note('openLink', () => undefined),
    appearance: note('appearance', () => undefined),
    onCommand: (hear: (id: string) => void) => {
      page.hear = hear;
    },
  };
}
