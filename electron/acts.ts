import { existsSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { app, clipboard, dialog, nativeTheme, safeStorage, shell } from 'electron';
import { LuthierError } from '../native-bridge/contract/errors.ts';
import type { Opening, Removal } from '../native-bridge/contract/shell.ts';
import { asDiskError } from '../native-bridge/core/files.ts';
import { luthierHome } from '../native-bridge/core/home.ts';
import { CoreDidNotStart } from './core-process.ts';
import type { MenuActs } from './menu.ts';
import type { Say } from './messages.ts';
import type { ProjectWindow } from './project-window.ts';
import { chooseFolder, type ProjectWindows } from './project-windows.ts';
import { agrees, ask, linkFrom } from './questions.ts';
import { remoteCore } from './remote-core.ts';
import type { ShellAnswers } from './shell-calls.ts';
import { isAddress, type ShellState } from './shell-state.ts';
import { isProject, projectOf, trueName } from './to-open.ts';

/** The sample is a project of its own, in a folder that nobody else chose. */
export const SAMPLE = join(luthierHome(), 'projects', 'sample');

/** What menus and pages act on. */
export interface ActDeps {
  readonly windows: ProjectWindows;
  readonly state: ShellState;
  readonly say: Say;
  readonly diagnostics: () => string;
  readonly showMenu: () => void;
}

/** The ways to open something, the same for the menu and for the page. `from` is the window that asked. */
class Openings {
  readonly #deps: ActDeps;

  constructor(deps: ActDeps) {
    this.#deps = deps;
  }

  async project(asked: string | null, from?: ProjectWindow): Promise<Opening> {
    const { windows, say } = this.#deps;
    const path = asked ?? (await chooseFolder(say, from?.window, false));
    if (path === null) return { kind: 'cancelled' };
    if (isAddress(path)) return await this.#remembered(path, from);
    const folder = projectOf(path);
    if (folder === null) return refused(new LuthierError('project.not_found', { folder: path }));
    // Nothing is made in a folder that somebody chose by mistake, or whose project is gone.
    const mayMake = asked === null && !isProject(folder) && from !== undefined;
    const words = {
      message: say('noProject'),
      detail: say('makeHere', { folder }),
      yes: say('create'),
      no: say('cancel'),
    };
    if (mayMake && !(await agrees(from.window, words))) return { kind: 'cancelled' };
    return await windows.open({ folder, route: '/', mustExist: !mayMake, isLink: false }, from);
  }

  async create(from?: ProjectWindow): Promise<Opening> {
    const folder = await chooseFolder(this.#deps.say, from?.window, true);
    return folder === null
      ? { kind: 'cancelled' }
      : await this.#deps.windows.open({ folder, route: '/', mustExist: false, isLink: false }, from);
  }

  async sample(from?: ProjectWindow): Promise<Opening> {
    return await this.#deps.windows.open({ folder: SAMPLE, route: '/?sample', mustExist: false, isLink: false }, from);
  }

  async connect(link: string, from?: ProjectWindow): Promise<Opening> {
    const { windows, state } = this.#deps;
    try {
      const connection = await remoteCore(link);
      // Sealed by the keychain of the system, or not kept at all.
      if (safeStorage.isEncryptionAvailable()) {
        const sealed = safeStorage.encryptString(connection.token).toString('base64');
        state.remember({ sealedTokens: { ...state.memory.sealedTokens, [connection.address]: sealed } });
      }
      await windows.openRemote(connection, from);
      return { kind: 'opened' };
    } catch (error) {
      if (error instanceof LuthierError) return refused(error);
      throw error;
    }
  }

  /** A core on another machine that was connected before; without its token the page must be given the link again. */
  async #remembered(address: string, from?: ProjectWindow): Promise<Opening> {
    const sealed = this.#deps.state.memory.sealedTokens[address];
    const token = sealed === undefined ? null : unsealed(sealed);
    if (token === null) return refused(new LuthierError('remote.forgotten', { address }));
    return await this.connect(`${address}/#token=${token}`, from);
  }
}

/** What answers the calls of a page. */
export function answersOf(deps: ActDeps): ShellAnswers {
  const { windows, state, say } = deps;
  const openings = new Openings(deps);
  const choose = async (contents: Electron.WebContents, what: 'openFile' | 'openDirectory') => {
    const window = windows.of(contents)?.window;
    const options = { properties: [what] };
    const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  };

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
    createProject: contents => openings.create(windows.of(contents)),
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
      nativeTheme.themeSource = theme === 'auto' ? 'system' : theme;
      deps.showMenu();
    },
    diagnostics: () => Promise.resolve(deps.diagnostics()),
  };
}

/** Deletes the sample with all that was done to it. Its jobs are stopped before, since they write there. */
async function removeSample({ windows, state, say, showMenu }: ActDeps, from?: ProjectWindow): Promise<Removal> {
  if (!from) return { kind: 'cancelled' };
  const words = {
    message: say('removeSample'),
    detail: say('removeSampleDetail'),
    yes: say('remove'),
    no: say('cancel'),
  };
  if (!(await agrees(from.window, words))) return { kind: 'cancelled' };
  const folder = trueName(SAMPLE);
  try {
    await windows.letGo(folder);
    // By its own name: of a link only the link goes.
    await rm(SAMPLE, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (error) {
    if (error instanceof CoreDidNotStart) return { kind: 'refused', error: error.payload };
    const known = asDiskError(error, folder);
    if (known instanceof LuthierError) return { kind: 'refused', error: known.payload };
    throw error;
  }
  state.forget(folder);
  showMenu();
  return { kind: 'removed' };
}

/** What the menu does, to the window in front. */
export function menuActs(deps: ActDeps): MenuActs {
  const { windows, say } = deps;
  const openings = new Openings(deps);
  /** The page did not ask, so the shell says why something did not open. */
  const told = (opening: Promise<Opening>): void =>
    void opening.then(async ended => {
      if (ended.kind === 'refused') await windows.sayRefused(ended.error, windows.front?.window ?? null);
    });

  return {
    create: () => told(openings.create(windows.front)),
    open: folder => told(openings.project(folder, windows.front)),
    openSample: () => told(openings.sample(windows.front)),
    closeProject: () => windows.front && void windows.closeProject(windows.front),
    command: id => windows.front?.command(id),
    copyDiagnostics: () => clipboard.writeText(deps.diagnostics()),
    about: () => {
      const { electron, chrome, node } = process.versions;
      const detail = `${say('aboutDetail')}\n\nElectron ${electron}\nChromium ${chrome}\nNode ${node}`;
      void ask(windows.front?.window ?? null, { message: `Luthier ${app.getVersion()}`, detail, noLink: true });
    },
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

function unsealed(sealed: string): string | null {
  try {
    return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
  } catch {
    return null;
  }
}

function refused(error: LuthierError): Opening {
  return { kind: 'refused', error: error.payload };
}
