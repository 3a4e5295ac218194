import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { JobEvent } from '../contract/index.ts';

/** How far a job is. */
export interface Progress {
  readonly done: number;
  /** 0 while the total is not known. */
  readonly total: number;
}

/** A job that pauses tells how far it is shortly before and then says little more. */
const END_BYTES = 256 * 1024;
const TELLING = /"kind": ?"(started|progress|paused)"/;

/** How far a job that is not running says it came: from the end of its events. Nothing where they cannot be read. */
export function lastProgress(events: string): Progress {
  const lines = endOf(events).filter(line => TELLING.test(line));
  return lines.reduce<Progress>(withLine, { done: 0, total: 0 });
}

function withLine(before: Progress, line: string): Progress {
  const event = parsed(line);
  if (event?.kind === 'started') return { done: event.resumedFrom, total: event.total };
  if (event?.kind === 'progress') return { done: event.done, total: event.total };
  if (event?.kind === 'paused') return { ...before, done: event.step };
  return before;
}

function parsed(line: string): JobEvent | null {
  try {
    return JobEvent.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** The last lines of a file; the first of them may be cut. */
function endOf(path: string): string[] {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const end = Buffer.alloc(Math.min(size, END_BYTES));
      readSync(file, end, 0, end.length, size - end.length);
      return end.toString('utf8').split('\n');
    } finally {
      closeSync(file);
    }
  } catch {
    return [];
  }
}
