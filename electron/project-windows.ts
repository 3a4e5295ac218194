import type { BrowserWindow, WebContents } from 'electron';
import { type ErrorPayload, LuthierError } from '../native-bridge/contract/errors.ts';
import type { Opening, ShellConnection } from '../native-bridge/contract/shell.ts';
import type { CoreDidNotStart } from './core-process.ts';
import { errorWords } from './error-words.ts';
import type { Say } from './messages.ts';
import type { Outside } from './outside.ts';
import { ProjectWindow, type WindowEvents } from './project-window.ts';
import { agrees, ask, askLeaving, type Leaving, tell } from './questions.ts';
import { running } from './running-jobs.ts';
import { settleJobs, stopJobs } from './settle-jobs.ts';
import type { ShellState } from './shell-state.ts';
import { WAITS_MS } from './steady-core.ts';
import { isProject, type Place, projectAt, trueName } from './to-open.ts';
import { boundsOf, destroyLater, emptyWindow } from './window.ts';

/** What all windows need. */
export interface Surroundings {
  readonly root: string;
  readonly preload: string;
  readonly state: ShellState;
  readonly outside: Outside;
  readonly say: Say;
  readonly locale: () => string;
  readonly log: (line: string) => void;
  /** The menus and the memory follow the windows. */
  readonly changed: () => void;
}

/** All windows there are: a project is open in one of them at most. */
export class ProjectWindows {
  readonly #around: Surroundings;
  #all: readonly ProjectWindow[] = [];
  /** Windows whose jobs were asked about; they close without a question. */
  readonly #asked = new WeakSet<ProjectWindow>();
  /** Questions about jobs that are on the screen. */
  readonly #questions = new Map<ProjectWindow, Promise<Leaving>>();
  /** Projects on their way out, until their core is gone and their window is free. */
  readonly #closing = new Map<string, Promise<void>>();
  #quitting = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get isQuitting(): boolean {
    return this.#quitting;
  }

  get all(): readonly ProjectWindow[] {
    return this.#all;
  }

  /** The window in front; the newest one where none is. */
  get front(): ProjectWindow | undefined {
    return this.#all.find(({ window }) => window.isFocused()) ?? this.#all.at(-1);
  }

  of(contents: WebContents): ProjectWindow | undefined {
    return this.#all.find(({ window }) => window.webContents === contents);
  }

  /** A window with the welcome page, or the one that shows it already. */
  async welcome(): Promise<ProjectWindow> {
    const free = this.#all.find(({ folder }) => folder === null);
    if (free) return this.#shown(free);
    const window = this.#newWindow(null);
    await window.load('/');
    return window;
  }

  /** Opens a project where it is open, in a window that shows the welcome page, or in a new one. */
  async open({ folder: wanted, route, mustExist }: Place, from?: ProjectWindow): Promise<Opening> {
    if (mustExist && !isProject(wanted)) {
      return { kind: 'refused', error: new LuthierError('project.not_found', { folder: wanted }).payload };
    }
    const folder = trueName(wanted);
    // A core that is on its way out still holds its project.
    await this.#closing.get(folder);
    const there = this.#all.find(window => window.folder === folder);
    if (there) {
      this.#shown(there);
      if (route !== '/') there.command(`go ${route}`);
      // Whoever asked stays where it is.
      return { kind: from === undefined || from === there ? 'opened' : 'cancelled' };
    }
    const free = from?.folder === null ? from : this.#all.find(window => window.folder === null);
    const window = free ?? this.#newWindow(folder);
    const opening = await window.openFolder(folder, route);
    if (opening.kind === 'opened' && !window.window.isDestroyed()) {
      this.#around.state.opened(folder);
      window.window.setTitle(titleOf(folder));
      if (window.window.isVisible()) this.#shown(window);
    }
    // It is told in another window, where there is one.
    if (opening.kind === 'refused' && free === undefined && this.#all.length > 1) window.window.destroy();
    this.#rememberOpen();
    return opening;
  }

  /** Opens the core of another machine where it is open, which has a new token then, or in a window that welcomes. */
  async openRemote(connection: ShellConnection, from?: ProjectWindow): Promise<Opening> {
    const there = this.#all.find(({ folder }) => folder === connection.address);
    const window = there ?? (from?.folder === null ? from : await this.welcome());
    window.openRemote(connection);
    this.#around.state.opened(connection.address);
    window.window.setTitle(titleOf(connection.address));
    this.#rememberOpen();
    if (there) this.#shown(there);
    return { kind: window === from || from === undefined ? 'opened' : 'cancelled' };
  }

  /** A window of its own whose page opens a core on another machine again, or says what that takes. */
  async again(address: string): Promise<void> {
    await this.#newWindow(address).load(`/?${new URLSearchParams({ again: address })}`);
  }

  /** Back to the welcome page, once it is settled what becomes of the jobs. */
  async closeProject(window: ProjectWindow): Promise<void> {
    if (await this.#leave(window)) await this.#backToWelcome(window);
  }

  #backToWelcome(window: ProjectWindow): Promise<void> {
    return this.#whileClosing(window.folder, async () => {
      const closed = window.close();
      this.#rememberOpen(window);
      await closed;
      if (window.window.isDestroyed()) return;
      window.window.setTitle('Luthier');
      void window.load('/');
      this.#around.changed();
    });
  }

  /** Whoever opens the project waits until this is done: its core holds it as long as it lives. */
  #whileClosing(folder: string | null, close: () => Promise<void>): Promise<void> {
    const closing = close();
    if (folder === null) return closing;
    this.#closing.set(folder, closing);
    return closing.finally(() => {
      if (this.#closing.get(folder) === closing) this.#closing.delete(folder);
    });
  }

  /** Closes a project that is about to be deleted, with its jobs stopped: also those that run without a window. */
  async letGo(folder: string): Promise<void> {
    if (!isProject(folder)) return;
    const window = this.#all.find(open => open.folder === folder);
    if (!window) return await stopJobs(this.#around.root, folder, this.#around.log);
    await settleJobs(window, 'stop');
    await this.#backToWelcome(window);
  }

  /**
   * Asks each window with jobs at work what becomes of them. False when somebody would rather stay; then nothing has
   * happened to any job.
   */
  async mayQuit(): Promise<boolean> {
    const answers = new Map<ProjectWindow, Leaving>();
    for (const window of this.#all) {
      const leaving = await this.#askLeaving(window);
      if (leaving === 'stay') return false;
      answers.set(window, leaving);
    }
    await Promise.all([...answers].map(([window, leaving]) => settleJobs(window, leaving)));
    this.quitUnasked();
    return true;
  }

  /** From here on windows close because the app ends, without a question; the next start opens what was open. */
  quitUnasked(): void {
    for (const window of this.#all) this.#asked.add(window);
    this.#quitting = true;
  }

  /** Closes every window and waits for their cores. */
  async end(): Promise<void> {
    for (const { window } of this.#all) window.destroy();
    await this.settled();
  }

  #newWindow(folder: string | null): ProjectWindow {
    const { root, preload, state, outside, log } = this.#around;
    const events: WindowEvents = {
      root,
      log,
      jobsChanged: () => outside.show(this.#all),
      pageStopped: () => this.#around.changed(),
      pageHangs: window => void this.#pageHangs(window),
      coreSilent: window => void this.#coreSilent(window),
      jobEnded: (window, job) => outside.ended(window, job),
      coreLost: (window, error) => void this.#coreLost(window, error),
    };
    const window = new ProjectWindow(emptyWindow(preload, state.placeOf(folder)), events);
    this.#all = [...this.#all, window];
    this.#follow(window, window.window);
    return window;
  }

  #follow(project: ProjectWindow, window: BrowserWindow): void {
    window.on('page-title-updated', event => event.preventDefault());
    window.on('focus', () => this.#around.changed());
    window.on('close', event => {
      this.#around.state.leftAt(boundsOf(window), project.folder);
      if (this.#asked.has(project) || running(project.jobs).length === 0) return destroyLater(window);
      event.preventDefault();
      void this.#leave(project).then(left => {
        if (!left) return;
        this.#asked.add(project);
        window.close();
      });
    });
    window.on('closed', () => {
      const endsTheApp = this.#all.length === 1 && process.platform !== 'darwin';
      this.#all = this.#all.filter(other => other !== project);
      // What was open when the app ended is opened again by the next start.
      if (!this.#quitting && !endsTheApp) this.#rememberOpen();
      void this.#whileClosing(project.folder, () => project.close());
      this.#around.changed();
    });
  }

  /** Resolves when the cores of all closed windows are gone. */
  async settled(): Promise<void> {
    await Promise.all(this.#closing.values());
  }

  /** False when the person would rather stay. */
  async #leave(project: ProjectWindow): Promise<boolean> {
    const leaving = await this.#askLeaving(project);
    if (leaving === 'stay') return false;
    await settleJobs(project, leaving);
    return true;
  }

  /** Whoever asks to leave a second time waits for the answer to the first question. */
  #askLeaving(project: ProjectWindow): Promise<Leaving> {
    if (this.#asked.has(project)) return Promise.resolve('keep');
    const open = this.#questions.get(project);
    if (open) return open;
    const answer = askLeaving(this.#around.say, project.window, project.jobs);
    this.#questions.set(project, answer);
    return answer.finally(() => this.#questions.delete(project));
  }

  async #pageHangs(project: ProjectWindow): Promise<void> {
    const answer = await project.pageQuestion.ask(this.#around.say, project.window, {
      message: 'pageHangs',
      detail: 'pageHangsDetail',
      others: ['loadAgain', 'closeWindow'],
    });
    if (answer === 1) project.restartPage();
    if (answer === 2) project.window.close();
  }

  async #coreSilent(project: ProjectWindow): Promise<void> {
    const answer = await project.coreQuestion.ask(this.#around.say, project.window, {
      message: 'coreSilent',
      detail: 'coreSilentDetail',
      others: ['startAgain'],
    });
    if (answer === 1) project.restartCore();
  }

  async #coreLost(project: ProjectWindow, error: CoreDidNotStart): Promise<void> {
    const { say, locale } = this.#around;
    const { folder } = project;
    const said = error.said && (await errorWords(error.said, locale()));
    const { response } = await ask(project.window, {
      type: 'warning',
      message: said?.message ?? say('coreLost'),
      detail: said?.hint ?? say('coreLostDetail', { times: WAITS_MS.length, code: String(error.exitCode) }),
      buttons: [say('startAgain'), say('closeProject')],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response !== 0 || folder === null) return await this.#backToWelcome(project);
    await project.close();
    if (project.window.isDestroyed()) return;
    const opening = await this.open(projectAt(folder), project);
    if (opening.kind !== 'refused') return;
    void project.load('/');
    await this.sayRefused(opening.error, project.window);
  }

  /** For what was not asked for by the page, which would say it itself. */
  async sayRefused(error: ErrorPayload, window: BrowserWindow | null): Promise<void> {
    const { say, locale } = this.#around;
    const { message, hint } = await errorWords(error, locale());
    await tell(window, { message: say('cannotOpen'), detail: `${message}\n\n${hint}`, close: say('close') });
  }

  /** A link of another program asks first; nothing is opened that a person did not see named. */
  async openLink(asked: Place): Promise<void> {
    const { say } = this.#around;
    const front = await this.#frontOrWelcome();
    if (!isProject(asked.folder)) {
      await tell(front.window, { message: say('noProject'), detail: asked.folder, close: say('close') });
      return;
    }
    const words = { message: say('linkProject'), detail: asked.folder, yes: say('open'), no: say('cancel') };
    const isOpen = this.#all.some(({ folder }) => folder === trueName(asked.folder));
    if (!isOpen && !(await agrees(front.window, words))) return;
    const opening = await this.open(asked);
    if (opening.kind === 'refused') await this.sayRefused(opening.error, front.window);
  }

  async #frontOrWelcome(): Promise<ProjectWindow> {
    return this.#shown(this.front ?? (await this.welcome()));
  }

  #shown(window: ProjectWindow): ProjectWindow {
    window.show();
    return window;
  }

  #rememberOpen(without?: ProjectWindow): void {
    const open = this.#all.filter(window => window !== without).flatMap(({ folder }) => folder ?? []);
    this.#around.state.remember({ open });
    this.#around.changed();
  }
}

function titleOf(folder: string): string {
  return `${folder.split(/[\\/]/).at(-1)} – Luthier`;
}
