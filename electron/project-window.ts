import type { BrowserWindow } from 'electron';
import type { CoreSays, JobAtWork } from '../native-bridge/contract/core-process.ts';
import type { Appearance, Opening, ShellConnection } from '../native-bridge/contract/shell.ts';
import { CoreDidNotStart } from './core-process.ts';
import { CRASH_ROUTE, crashRoute } from './crash-page.ts';
import { HangQuestion } from './hang-question.ts';
import { ORIGIN } from './page-files.ts';
import { keepCore, type SteadyCore } from './steady-core.ts';

/** How the page begins what it says on its console of a page that could not be drawn. */
const DRAWING_FAILED = 'Luthier could not draw a page';

/** A core that this window is open on: one that we started, or one on another machine. */
interface Open {
  readonly folder: string;
  readonly connection: () => ShellConnection;
  readonly core: SteadyCore | null;
}

/** What a window tells whoever keeps them all. */
export interface WindowEvents {
  readonly root: string;
  log(line: string): void;
  jobsChanged(): void;
  /** Its page does nothing that a menu could ask of it. */
  pageStopped(): void;
  /** Its page was used and does not answer. */
  pageHangs(window: ProjectWindow): void;
  jobEnded(window: ProjectWindow, job: JobAtWork): void;
  /** Its core lives and says nothing. */
  coreSilent(window: ProjectWindow): void;
  coreLost(window: ProjectWindow, error: CoreDidNotStart): void;
}

/** One window: the welcome page, or one project with its core. */
export class ProjectWindow {
  readonly window: BrowserWindow;
  readonly #events: WindowEvents;
  #open: Open | null = null;
  /** The project whose core is being started: nobody else takes this window meanwhile. */
  #opening: { readonly folder: string; readonly core: Promise<SteadyCore> } | null = null;
  /** Its core on the way out. The project is this window's until that one is gone. */
  #closing: Promise<void> | null = null;
  /** Its page was ended to be loaded again. */
  #isRestarting = false;
  readonly pageQuestion = new HangQuestion();
  readonly coreQuestion = new HangQuestion();
  /** Jobs of its project that have not ended. */
  jobs: readonly JobAtWork[] = [];
  /** The commands of its page, for the menus. */
  commands: Appearance['commands'] = [];

  constructor(window: BrowserWindow, events: WindowEvents) {
    this.window = window;
    this.#events = events;
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      const { pathname, search } = new URL(window.webContents.getURL() || ORIGIN);
      events.log(`page of ${this.#name}: ${reason}`);
      this.commands = [];
      this.pageQuestion.takeBack();
      events.pageStopped();
      const isRestarting = this.#isRestarting;
      this.#isRestarting = false;
      // Where not even the page of a crash lives, a third try would not either.
      if (isRestarting) void this.load(pathname + search);
      else if (pathname !== CRASH_ROUTE) void this.load(crashRoute(reason, pathname));
    });
    window.webContents.on('console-message', ({ level, message }) => {
      // Electrons before 35 tell neither here.
      if (level !== 'error' || !message.startsWith(DRAWING_FAILED)) return;
      events.log(`page of ${this.#name}: ${message.slice(0, 4000).replaceAll('\n', ' | ')}`);
    });
    window.on('unresponsive', () => {
      events.log(`page of ${this.#name} does not answer`);
      events.pageHangs(this);
    });
    window.on('responsive', () => this.pageQuestion.takeBack());
  }

  /** The project it is open on: a folder, or the address of a core on another machine. */
  get folder(): string | null {
    return this.#open?.folder ?? this.#opening?.folder ?? null;
  }

  /** As the log names it: in quotes, so that a report knows where the path of a person begins and ends. */
  get #name(): string {
    return this.folder === null ? 'the welcome page' : `"${this.folder}"`;
  }

  get connection(): ShellConnection | null {
    return this.#closing ? null : (this.#open?.connection() ?? null);
  }

  /** Starts the core, and loads the page beside it. A project that cannot be opened leaves the welcome page. */
  async openFolder(folder: string, route: string): Promise<Opening> {
    const isOpen = (): boolean => this.#open?.core === core && this.#closing === null;
    const starting = keepCore(this.#events.root, folder, this.#events.log, {
      hear: said => isOpen() && this.#hear(said),
      silent: () => isOpen() && this.#events.coreSilent(this),
      heard: () => this.coreQuestion.takeBack(),
      back: moved => isOpen() && this.#coreBack(moved),
      lost: error => isOpen() && this.#events.coreLost(this, error),
    });
    this.#opening = { folder, core: starting };
    const core: SteadyCore = await starting;
    if (this.#closing !== null) return { kind: 'cancelled' };
    this.#open = {
      folder,
      core,
      connection: () => ({ address: core.address, token: core.token, isRemote: false }),
    };
    this.#opening = null;

    // A page that has nothing to lose loads while the core starts; the welcome page stays until it is sure.
    const isNew = this.window.webContents.getURL() === '';
    if (isNew) void this.load(route);
    try {
      const before = core.address;
      await core.ready;
      if (!isNew || core.address !== before) void this.load(route);
      return { kind: 'opened' };
    } catch (error) {
      if (!(error instanceof CoreDidNotStart)) throw error;
      // Whoever closed it meanwhile has ended its core, and knows.
      if (!isOpen()) return { kind: 'cancelled' };
      this.#open = null;
      if (isNew) void this.load('/');
      return { kind: 'refused', error: error.payload };
    }
  }

  #hear(said: CoreSays): void {
    if (said.kind === 'ended') this.#events.jobEnded(this, said.job);
    if (said.kind !== 'jobs') return;
    this.jobs = said.jobs;
    this.#events.jobsChanged();
  }

  /** Opens the core of another machine; `connection` was tried before. */
  openRemote(connection: ShellConnection): void {
    this.#open = { folder: connection.address, core: null, connection: () => connection };
    void this.load('/');
  }

  /** Resolves when its core answers. */
  async coreReady(): Promise<void> {
    await this.#open?.core?.ready;
  }

  /** Lets go of the project, which is this window's until its core is gone. Jobs run on. */
  close(): Promise<void> {
    this.#closing ??= this.#letGo();
    return this.#closing;
  }

  async #letGo(): Promise<void> {
    this.jobs = [];
    this.commands = [];
    this.#events.jobsChanged();
    const core = this.#open?.core ?? (await this.#opening?.core);
    await core?.stop();
    this.#open = null;
    this.#opening = null;
    this.#closing = null;
  }

  say(said: Parameters<SteadyCore['say']>[0]): void {
    this.#open?.core?.say(said);
  }

  restartCore(): void {
    this.#open?.core?.restart();
  }

  command(id: string): void {
    this.window.webContents.send('luthier:command', id);
  }

  /** Ends its page, which does not answer, and loads another one where it was. */
  restartPage(): void {
    this.#isRestarting = true;
    this.window.webContents.forcefullyCrashRenderer();
  }

  async load(route: string): Promise<void> {
    if (this.window.isDestroyed()) return;
    // A page that was asked to load another one before it was done says so; the other one is what counts.
    await this.window.loadURL(`${ORIGIN}${route}`).catch(error => this.#events.log(`load ${route}: ${error}`));
  }

  show(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** The page finds a core that is back by itself, unless it had to move: only a new page may connect elsewhere. */
  #coreBack(moved: boolean): void {
    if (moved && !this.window.isDestroyed()) this.window.webContents.reload();
  }
}
