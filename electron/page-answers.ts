import { existsSync, realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { shell, type WebContents } from 'electron';
import { chooseToOpen } from './file-dialogs.ts';
import { type ActDeps, Openings } from './openings.ts';
import { agrees, linkFrom } from './questions.ts';
import { removeSample, SAMPLE } from './sample.ts';
import { noteUnsandboxed } from './sandbox.ts';
import type { ShellAnswers } from './shell-calls.ts';
import { trueName } from './to-open.ts';
import { showTheme } from './window.ts';

/** What answers the calls of a page. */
export function answersOf(deps: ActDeps): ShellAnswers {
  const { windows, state, say } = deps;
  const openings = new Openings(deps);
  const choose = (contents: WebContents, what: 'openFile' | 'openDirectory') =>
    chooseToOpen(windows.of(contents)?.window, { properties: [what] });

  return {
    coreReady: contents => windows.of(contents)?.coreReady() ?? Promise.resolve(),
    chooseFile: contents => choose(contents, 'openFile'),
    chooseFolder: contents => choose(contents, 'openDirectory'),
    recentProjects: () => state.recent(trueName(SAMPLE)),
    forgetProject: async (_, { folder }) => {
      state.forget(folder);
      deps.showMenu();
    },
    openProject: (contents, { folder }) => openings.project(folder, windows.of(contents)),
    createProject: (contents, { file }) => openings.create(windows.of(contents), file),
    openSample: contents => openings.sample(windows.of(contents)),
    removeSample: contents => removeSample(deps, windows.of(contents)),
    connect: (contents, { link }) => openings.connect(link, windows.of(contents)),
    closeProject: async contents => {
      const window = windows.of(contents);
      if (window) await windows.closeProject(window);
    },
    showInFolder: async (contents, { path }) => {
      const found = pathInside(windows.of(contents)?.folder ?? null, path);
      if (found !== null) shell.showItemInFolder(found);
    },
    openLink: async (contents, { url }) => {
      const link = linkFrom(url);
      const window = windows.of(contents)?.window;
      if (link === null || !window) return;
      const words = { message: say('openLink'), detail: link, yes: say('open'), no: say('cancel') };
      if (await agrees(window, words)) await shell.openExternal(link);
    },
    appearance: async (contents, { language, theme, commands }) => {
      const window = windows.of(contents);
      if (window) window.commands = commands;
      state.remember({ language, theme });
      showTheme(theme);
      deps.showMenu();
    },
    noteUnsandboxed: async () => noteUnsandboxed(),
    diagnostics: () => Promise.resolve(deps.diagnostics()),
  };
}

/** A file or folder of the project, with every link followed; null for what lies elsewhere or is not there. */
export function pathInside(folder: string | null, path: string): string | null {
  const wanted = folder === null ? null : resolve(folder, path);
  if (folder === null || wanted === null || !existsSync(wanted)) return null;
  const home = realpathSync(folder);
  const found = realpathSync(wanted);
  return found === home || found.startsWith(home + sep) ? found : null;
}
