import { type OpenDialogOptions, safeStorage } from 'electron';
import { LuthierError } from '../native-bridge/contract/errors.ts';
import type { Opening } from '../native-bridge/contract/shell.ts';
import { chooseToOpen, chooseToSave } from './file-dialogs.ts';
import type { Say } from './messages.ts';
import type { ProjectWindow } from './project-window.ts';
import type { ProjectWindows } from './project-windows.ts';
import { agrees } from './questions.ts';
import { remoteCore } from './remote-core.ts';
import { SAMPLE } from './sample.ts';
import { isAddress, type ShellState } from './shell-state.ts';
import { anyProjectAt, isProject, projectAt, projectOf } from './to-open.ts';

/** What menus and pages act on. */
export interface ActDeps {
  readonly windows: ProjectWindows;
  readonly state: ShellState;
  readonly say: Say;
  readonly diagnostics: () => string;
  readonly showMenu: () => void;
}

/** The ways to open something, the same for the menu and for the page. `from` is the window that asked. */
export class Openings {
  readonly #deps: ActDeps;

  constructor(deps: ActDeps) {
    this.#deps = deps;
  }

  async project(asked: string | null, from?: ProjectWindow): Promise<Opening> {
    const { windows, say } = this.#deps;
    const options: OpenDialogOptions = {
      title: say('chooseProject'),
      properties: ['openDirectory', 'createDirectory'],
    };
    const path = asked ?? (await chooseToOpen(from?.window, options));
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
    return await windows.open(mayMake ? anyProjectAt(folder) : projectAt(folder), from);
  }

  /** `file` is what the project is made for: its import is opened there. */
  async create(from?: ProjectWindow, file?: string): Promise<Opening> {
    const { windows, say } = this.#deps;
    const options = { title: say('newProject'), buttonLabel: say('create'), defaultPath: say('newProjectName') };
    const folder = await chooseToSave(from?.window, options);
    if (folder === null) return { kind: 'cancelled' };
    const made = anyProjectAt(folder);
    const route = file === undefined ? made.route : `/data?import=${encodeURIComponent(file)}`;
    return await windows.open({ ...made, route }, from);
  }

  async sample(from?: ProjectWindow): Promise<Opening> {
    return await this.#deps.windows.open({ ...anyProjectAt(SAMPLE), route: '/?sample' }, from);
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
      return await windows.openRemote(connection, from);
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
