import type { CleaningExample } from '../../contract/index.ts';

const AROUND = 60;
const SHOWN = 400;

/** The part of a text before and after that shows the difference; of a dropped row its beginning. */
export function exampleOf(row: number, before: string, after: string | null, other: number | null): CleaningExample {
  if (after === null) return { row, before: cut(before, 0), after, other };
  const from = Math.max(0, firstDifference(before, after) - AROUND);
  return { row, before: cut(before, from), after: cut(after, from), other };
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

function cut(text: string, from: number): string {
  const part = text.slice(from, from + SHOWN).toWellFormed();
  return `${from > 0 ? '…' : ''}${part}${from + SHOWN < text.length ? '…' : ''}`;
}
