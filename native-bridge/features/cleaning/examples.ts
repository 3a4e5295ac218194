import type { CleaningExample } from '../../contract/index.ts';

const AROUND = 60;
const SHOWN = 400;

/** A row as a step sees it. */
interface Shown {
  readonly row: number;
  readonly text: string;
  readonly label: string | null;
}

const ALONE = { other: null, otherText: null, otherLabel: null };

/** The part of a text before and after that shows the difference. */
export function changedExample({ row, text, label }: Shown, after: string): CleaningExample {
  const from = Math.max(0, firstDifference(text, after) - AROUND);
  return { row, label, before: cut(text, from), after: cut(after, from), ...ALONE, value: null };
}

/** The beginning of a dropped text; held against another one, the part of both that shows the difference. */
export function droppedExample({ row, text, label }: Shown, other: Shown | null): CleaningExample {
  const about = { row, label, after: null, value: null };
  if (other === null) return { ...about, before: cut(text, 0), ...ALONE };
  const first = firstDifference(text, other.text);
  const from = first === text.length && first === other.text.length ? 0 : Math.max(0, first - AROUND);
  const beside = { other: other.row, otherText: cut(other.text, from), otherLabel: other.label };
  return { ...about, before: cut(text, from), ...beside };
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
