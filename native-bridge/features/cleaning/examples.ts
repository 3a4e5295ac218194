import type { CleaningExample } from '../../contract/index.ts';

const AROUND = 60;
const SHOWN = 400;

/** The part of a text before and after that shows the difference. */
export function changedExample(row: number, before: string, after: string): CleaningExample {
  const from = Math.max(0, firstDifference(before, after) - AROUND);
  return { row, before: cut(before, from), after: cut(after, from), other: null, otherText: null, value: null };
}

/** The beginning of a dropped text; held against another one, the part of both that shows the difference. */
export function droppedExample(
  row: number,
  text: string,
  other: { readonly row: number; readonly text: string } | null,
): CleaningExample {
  const about = { row, after: null, value: null };
  if (other === null) return { ...about, before: cut(text, 0), other: null, otherText: null };
  const first = firstDifference(text, other.text);
  const from = first === text.length && first === other.text.length ? 0 : Math.max(0, first - AROUND);
  return { ...about, before: cut(text, from), other: other.row, otherText: cut(other.text, from) };
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
