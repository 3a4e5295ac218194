import type { Database } from 'better-sqlite3';
import type { Dataset, WorkProgress } from '../../contract/index.ts';
import { leakTable } from '../../store/leaks.ts';
import { rowTable } from '../../store/rows.ts';
import { cellText } from '../dataset/index.ts';
import { nearDuplicateGroups } from '../duplicates/index.ts';
import { NONE, type SplitRows } from './split-rows.ts';

/** Texts that share four fifths of their shingles say the same to a model. */
const THRESHOLD = 0.8;

/**
 * Numbers of near duplicates among all rows, equal ones for rows of one group; `NONE` for rows that are alone. What was
 * found before is used again as long as no text has changed.
 */
export function nearOf(
  db: Database,
  key: number,
  { roles }: Dataset,
  rows: SplitRows,
  progress: (progress: WorkProgress) => void,
): Int32Array {
  const kept = leakTable(db);
  let pairs = kept.near(key, rows.fingerprint);
  if (pairs === null) {
    const table = rowTable(db);
    const textOf = (row: number) => cellText(table.row(key, row)?.cells[roles.text]);
    const texts = table.each(key).map(({ row, cells }) => ({ row, text: cellText(cells[roles.text]) }));
    const groups = nearDuplicateGroups(texts, { threshold: THRESHOLD, textOf }, done =>
      progress({ done: Math.min(done, rows.count), total: rows.count }),
    );
    pairs = Int32Array.from(groups.flatMap((group, number) => group.flatMap(row => [row, number])));
    kept.keepNear(key, rows.fingerprint, pairs);
  }
  const near = new Int32Array(rows.count).fill(NONE);
  for (let at = 0; at < pairs.length; at += 2) {
    const place = placeOf(rows.rows, pairs[at] as number);
    if (place !== null) near[place] = pairs[at + 1] as number;
  }
  return near;
}

/** Where a row stands among row numbers that ascend. */
function placeOf(rows: Int32Array, row: number): number | null {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = rows[middle] as number;
    if (found === row) return middle;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
