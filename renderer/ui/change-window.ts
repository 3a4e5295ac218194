import { cutText } from './cut-text.ts';
import { differencesOf, type Piece } from './differences.ts';

/** What is the same before and after the change, on each side of it. */
const CONTEXT = 60;

export interface ChangeWindow {
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
}

/**
 * The stretch of two texts in which they differ, at most `most` code units of each, with what stands around it. Texts may
 * hold megabytes: only that stretch is compared in detail.
 */
export function changeWindow(before: string, after: string, most: number): ChangeWindow {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;

  const from = cutText(before, Math.max(0, start - CONTEXT)).length;
  const tail = Math.min(end, CONTEXT);
  const window = (text: string): string => {
    const whole = text.slice(from, text.length - end + tail);
    return `${from > 0 ? '…' : ''}${cutText(whole, most)}${whole.length > most || tail < end ? '…' : ''}`;
  };
  const { left, right } = differencesOf(window(before), window(after));
  return { before: left, after: right };
}
