import type { BrowserWindow } from 'electron';
import type { Say, ShellMessage } from './messages.ts';
import { ask } from './questions.ts';

interface HangWords {
  readonly message: ShellMessage;
  readonly detail: ShellMessage;
  /** What can be done besides waiting. */
  readonly others: readonly ShellMessage[];
}

/** A question about what does not answer. It is asked once at a time, and taken back when there is an answer. */
export class HangQuestion {
  #open: AbortController | null = null;

  /** The place of the button; 0, which waits, where the question was taken back or is on the screen. */
  async ask(say: Say, window: BrowserWindow, { message, detail, others }: HangWords): Promise<number> {
    if (this.#open !== null) return 0;
    const open = new AbortController();
    this.#open = open;
    const { response } = await ask(window, {
      type: 'warning',
      message: say(message),
      detail: say(detail),
      buttons: [say('wait'), ...others.map(key => say(key))],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: open.signal,
    });
    this.#open = null;
    return open.signal.aborted || window.isDestroyed() ? 0 : response;
  }

  takeBack(): void {
    this.#open?.abort();
  }
}
