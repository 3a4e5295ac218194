import { ipcMain, type WebContents } from 'electron';
import type { z } from 'zod';
import { SHELL_CALLS, type Shell, type ShellCall, type ShellGiven } from '../native-bridge/contract/shell.ts';
import { isOurs, isPage } from './page-files.ts';

/** What answers each call: for the page in `contents`, with an input that fits its schema. */
export type ShellAnswers = {
  readonly [Call in ShellCall]: (
    contents: WebContents,
    input: z.output<(typeof SHELL_CALLS)[Call]>,
  ) => Awaited<ReturnType<Shell[Call]>> | ReturnType<Shell[Call]>;
};

const NOTHING_GIVEN: ShellGiven = { connection: null, isUnsandboxed: false };

/** More than any call has to say; the list of all commands is about a tenth of it. */
const MAX_INPUT_BYTES = 256 * 1024;

/**
 * Answers the page. The only user of `ipcMain`: a call counts when it comes from the top frame of our own page in one of
 * our windows, carries one input of a sane size, and that input fits its schema. Nothing else reaches what answers.
 * `givenTo` says what the page of a window is given, and null for contents that are no window of ours.
 */
export function answerShellCalls(answers: ShellAnswers, givenTo: (contents: WebContents) => ShellGiven | null): void {
  // Asked by the preload, which runs in top frames alone, while the frame is still being put in place: a look at it this
  // early breaks it for good in older Electrons, so the address of the page is what counts.
  ipcMain.on('luthier:given', (event, ...words) => {
    const isAsked = isPage(event.sender.getURL()) && words.length === 0;
    event.returnValue = (isAsked && givenTo(event.sender)) || NOTHING_GIVEN;
  });

  for (const call of Object.keys(SHELL_CALLS) as ShellCall[]) {
    ipcMain.handle(`luthier:${call}`, (event, ...given) => {
      const asker = { frame: event.senderFrame, isOurWindow: givenTo(event.sender) !== null };
      if (!isOurs(asker)) throw new Error(`${call} is refused: only the page may ask`);
      const answer = answers[call] as (contents: WebContents, input: unknown) => unknown;
      return answer(event.sender, inputOf(call, given));
    });
  }
}

/** The input of a call, or an error that says what is wrong with it. Never says what was given. */
export function inputOf(call: ShellCall, given: readonly unknown[]): unknown {
  if (given.length !== 1) throw new Error(`${call} is refused: it takes one input`);
  if (!isWithin(MAX_INPUT_BYTES, given[0])) throw new Error(`${call} is refused: its input is too large`);
  const parsed = SHELL_CALLS[call].safeParse(given[0]);
  if (!parsed.success) {
    const where = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'input'} (${code})`);
    throw new Error(`${call} is refused: ${where.slice(0, 3).join(', ')}`);
  }
  return parsed.data;
}

/** Whether a value is at most so large. Looks no further than that, so a huge or a cyclic one costs nothing. */
function isWithin(maxBytes: number, value: unknown): boolean {
  let left = maxBytes;
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && left >= 0) {
    const next = waiting.pop();
    if (typeof next === 'string') left -= next.length * 2;
    else if (ArrayBuffer.isView(next) || next instanceof ArrayBuffer) left -= next.byteLength;
    else if (typeof next === 'object' && next !== null) {
      for (const [key, inner] of Object.entries(next)) {
        left -= key.length * 2;
        if (left < 0) return false;
        waiting.push(inner);
      }
    }
    left -= 8;
  }
  return left >= 0;
}
