import { join } from 'node:path';
import { Menu, Notification, nativeImage, powerSaveBlocker, Tray } from 'electron';
import type { JobAtWork } from '../native-bridge/contract/core-process.ts';
import { plain } from './menu.ts';
import type { Say, ShellMessage } from './messages.ts';
import type { ProjectWindow } from './project-window.ts';
import { running } from './running-jobs.ts';

const ENDS: Partial<Record<JobAtWork['state'], ShellMessage>> = {
  finished: 'jobFinished',
  failed: 'jobFailed',
  interrupted: 'jobInterrupted',
};

/** Panels of Linux scale what they are given; elsewhere the system chooses among the sizes beside it. */
const TRAY = process.platform === 'linux' ? 'tray@3x.png' : 'tray.png';

/** What of the jobs shows outside of the windows: task bar, tray, notifications; and the machine is kept awake. */
export class Outside {
  readonly #icon: string;
  readonly #say: Say;
  #tray: Tray | null = null;
  /** The windows that it tells of. */
  #busy: readonly ProjectWindow[] = [];
  #awake: number | null = null;

  constructor(root: string, say: Say) {
    this.#icon = join(root, 'dist', 'renderer', TRAY);
    this.#say = say;
  }

  /** Shows how the jobs of all windows stand. */
  show(windows: readonly ProjectWindow[]): void {
    for (const { window, jobs } of windows) {
      if (!window.isDestroyed()) window.setProgressBar(progressOf(running(jobs)));
    }
    const busy = windows.filter(({ jobs }) => running(jobs).length > 0);
    this.#keepAwake(busy.length > 0);
    this.#showTray(busy);
  }

  /** A notification for whoever looks at another window. */
  ended(window: ProjectWindow, job: JobAtWork): void {
    const how = ENDS[job.state];
    if (how === undefined || window.window.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification({ title: this.#say(how), body: job.title });
    notification.on('click', () => showJob(window, job));
    notification.show();
  }

  /** Gives back what belongs to the system. */
  end(): void {
    this.#keepAwake(false);
    this.#showTray([]);
  }

  /** A machine that sleeps trains nothing; its screen may go dark. */
  #keepAwake(awake: boolean): void {
    if (awake && this.#awake === null) this.#awake = powerSaveBlocker.start('prevent-app-suspension');
    if (!awake && this.#awake !== null) {
      powerSaveBlocker.stop(this.#awake);
      this.#awake = null;
    }
  }

  #showTray(busy: readonly ProjectWindow[]): void {
    this.#busy = busy;
    if (busy.length === 0) {
      this.#tray?.destroy();
      this.#tray = null;
      return;
    }
    this.#tray ??= this.#newTray();
    const items = busy.flatMap(window => running(window.jobs).map(job => ({ window, job })));
    this.#tray.setToolTip(items.map(({ job }) => lineOf(job)).join('\n'));
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        ...items.map(({ window, job }) => ({ label: plain(lineOf(job)), click: () => showJob(window, job) })),
        { type: 'separator' as const },
        { label: this.#say('show'), click: () => busy[0]?.show() },
        { label: this.#say('quit'), role: 'quit' as const },
      ]),
    );
  }

  #newTray(): Tray {
    const tray = new Tray(nativeImage.createFromPath(this.#icon));
    // On macOS a click opens the menu.
    if (process.platform !== 'darwin') tray.on('click', () => this.#busy[0]?.show());
    return tray;
  }
}

/** The window of a job, at the page of that job. */
function showJob(window: ProjectWindow, { id }: JobAtWork): void {
  window.show();
  window.command(`job.show ${id}`);
}

/** Share of all that runs, as the task bar takes it: below 0 none, above 1 one that nobody knows the end of. */
export function progressOf(jobs: readonly Pick<JobAtWork, 'done' | 'total'>[]): number {
  if (jobs.length === 0) return -1;
  if (jobs.some(({ total }) => total === 0)) return 2;
  return jobs.reduce((sum, { done, total }) => sum + Math.min(1, done / total), 0) / jobs.length;
}

function lineOf({ title, done, total }: JobAtWork): string {
  const short = title.length > 60 ? `${title.slice(0, 59)}…` : title;
  return total > 0 ? `${short}  ${Math.floor((100 * done) / total)} %` : short;
}
