import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { JobAtWork } from '../native-bridge/contract/core-process.ts';
import type { Say } from './messages.ts';
import { running } from './running-jobs.ts';
import type { UpdateNews } from './updates.ts';

/** What happens to the jobs of a project that is closed. */
export type Leaving = 'keep' | 'pause' | 'stop' | 'stay';

const LEAVINGS: readonly Leaving[] = ['keep', 'pause', 'stop', 'stay'];

/** Asks what becomes of running jobs; without any there is nothing to ask. They are kept unless somebody says else. */
export async function askLeaving(say: Say, window: BrowserWindow, jobs: readonly JobAtWork[]): Promise<Leaving> {
  const busy = running(jobs);
  if (busy.length === 0) return 'keep';
  const waiting = jobs.filter(({ state }) => state === 'queued').length;
  const { response } = await ask(window, {
    type: 'question',
    message:
      busy.length === 1 ? say('oneJobRuns', { title: busy[0]?.title ?? '' }) : say('jobsRun', { count: busy.length }),
    detail: [say('jobsRunDetail'), ...waitingWords(say, waiting)].join('\n\n'),
    buttons: [say('keepRunning'), say('pauseJobs'), say('stopJobs'), say('cancel')],
    defaultId: 0,
    cancelId: 3,
    noLink: true,
  });
  return LEAVINGS[response] ?? 'stay';
}

function waitingWords(say: Say, count: number): string[] {
  if (count === 0) return [];
  return [count === 1 ? say('oneJobWaits') : say('jobsWait', { count })];
}

/** Asks a question that two buttons answer; the safe one is the other. */
export async function agrees(
  window: BrowserWindow | null,
  { message, detail, yes, no }: { message: string; detail: string; yes: string; no: string },
): Promise<boolean> {
  const options = { type: 'question', message, detail, buttons: [yes, no], defaultId: 1, cancelId: 1 } as const;
  return (await ask(window, { ...options, buttons: [...options.buttons], noLink: true })).response === 0;
}

/** Tells what went wrong. Its button has our word: the system's own is in the language of the system. */
export async function tell(
  window: BrowserWindow | null,
  { message, detail, close }: { message: string; detail: string; close: string },
): Promise<void> {
  await ask(window, { type: 'error', message, detail, buttons: [close], noLink: true });
}

/** Whether to look for newer versions at all, at the host that would be asked. */
export function askWhetherToLook(say: Say, window: BrowserWindow | null, host: string): Promise<boolean> {
  const words = { message: say('mayLook'), detail: say('mayLookDetail', { host }) };
  return agrees(window, { ...words, yes: say('lookDaily'), no: say('doNotLook') });
}

/** Whether to go on with an update: to bring it, then to install it. */
export async function askAboutUpdate(say: Say, window: BrowserWindow | null, news: UpdateNews): Promise<boolean> {
  const { version } = news;
  const size = news.kind === 'available' && news.sizeBytes !== null ? ` (${Math.round(news.sizeBytes / 1e6)} MB)` : '';
  const isReady = news.kind === 'ready';
  const { response } = await ask(window, {
    type: 'info',
    message: isReady ? say('updateReady', { version }) : say('updateThere', { version, size }),
    detail: say(isReady ? 'updateReadyDetail' : 'updateThereDetail'),
    buttons: [say(isReady ? 'install' : 'download'), say('later')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Above the window it is about, where that one is still there. */
export function ask(window: BrowserWindow | null, options: MessageBoxOptions): Promise<{ response: number }> {
  return window && !window.isDestroyed() ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options);
}

/** The address as the system may open it: https alone, a host, no name and password in it; null for any other. */
export function linkFrom(text: string): string | null {
  try {
    const url = new URL(text);
    const isPlain = url.protocol === 'https:' && url.hostname !== '' && url.username === '' && url.password === '';
    return isPlain ? url.href : null;
  } catch {
    return null;
  }
}
