import type { Database } from 'better-sqlite3';
import { type Dataset, hasAnswers, type Roles, type WorkProgress } from '../../contract/index.ts';
import { isBusy } from '../../store/busy.ts';
import { leakTable } from '../../store/leaks.ts';
import { type Cells, rowTable } from '../../store/rows.ts';
import { inputParts, inputText, SharedParts } from '../dataset/index.ts';
import { nearDuplicateGroups } from '../duplicates/index.ts';
import { NONE, type SplitRows } from './split-rows.ts';

/** Texts that share four fifths of their shingles say the same to a model. */
const THRESHOLD = 0.8;

/** The word index writes for less than that at a time. */
const KEEP_PATIENCE_MS = 500;

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
  const known = knownNear(db, key, rows);
  if (known !== null) return known;
  const table = rowTable(db);
  const textOf = distinctText(
    roles,
    table.each(key).map(({ cells }) => cells),
  );
  const texts = table.each(key).map(({ row, cells }) => ({ row, text: textOf(cells) }));
  const again = (row: number) => textOf(table.row(key, row)?.cells ?? {});
  const groups = nearDuplicateGroups(texts, { threshold: THRESHOLD, textOf: again }, done =>
    progress({ done: Math.min(done, rows.count), total: rows.count }),
  );
  const pairs = Int32Array.from(groups.flatMap((group, number) => group.flatMap(row => [row, number])));
  keep(db, key, rows, pairs);
  return byPlace(rows, pairs);
}

/** Those that were found among the same texts before; null when nobody has looked. */
export function knownNear(db: Database, key: number, rows: SplitRows): Int32Array | null {
  const pairs = leakTable(db).near(key, rows.fingerprint);
  return pairs && byPlace(rows, pairs);
}

/** They are found again where they cannot be kept: whoever only wants to see something does not wait a minute for a writer. */
function keep(db: Database, key: number, rows: SplitRows, pairs: Int32Array): void {
  const patience = db.pragma('busy_timeout', { simple: true }) as number;
  db.pragma(`busy_timeout = ${KEEP_PATIENCE_MS}`);
  try {
    leakTable(db).keepNear(key, rows.fingerprint, pairs);
  } catch (error) {
    if (!isBusy(error)) throw error;
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}

function byPlace(rows: SplitRows, pairs: Int32Array): Int32Array {
  const near = new Int32Array(rows.count).fill(NONE);
  for (let at = 0; at < pairs.length; at += 2) {
    const place = placeOf(rows.rows, pairs[at] as number);
    if (place !== null) near[place] = pairs[at + 1] as number;
  }
  return near;
}

/** The text of a row that its near duplicates are told by: where inputs have parts, without what many rows share. */
function distinctText(roles: Roles, all: Iterable<Cells>): (cells: Cells) => string {
  if (!hasAnswers(roles)) return cells => inputText(cells, roles);
  const shared = new SharedParts();
  for (const cells of all) shared.add(inputParts(cells, roles));
  return cells => shared.textWithout(inputParts(cells, roles));
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
