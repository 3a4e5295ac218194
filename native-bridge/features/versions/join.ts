import type { Database } from 'better-sqlite3';
import { type Combination, type Dataset, LuthierError } from '../../contract/index.ts';
import { type Cells, rowTable } from '../../store/rows.ts';
import { cellText } from '../dataset/index.ts';
import type { Part, Recipe } from './combine.ts';

type Join = Extract<Combination, { kind: 'join' }>;

/**
 * Each row of the first dataset with the other columns of the row of the second that has the same key. Only the keys of
 * the second are held in memory.
 *
 * Throws `versions.no_column` when a key column is not there.
 */
export function joined(db: Database, left: Part, right: Part, { leftKey, rightKey, keepUnmatched }: Join): Recipe {
  checkColumn(left.dataset, leftKey);
  checkColumn(right.dataset, rightKey);
  const names = namesOf(left.dataset.columns, right.dataset.columns, rightKey);
  const counts = { unmatched: 0, repeatedKeys: 0 };
  const stored = rowTable(db);
  return {
    columns: [...left.dataset.columns, ...names.values()],
    roles: left.dataset.roles,
    *rows() {
      const places = new Map<string, number>();
      for (const { row, cells } of right.walk()) {
        const key = cellText(cells[rightKey]);
        if (key === '') continue;
        if (places.has(key)) counts.repeatedKeys++;
        else places.set(key, row);
      }
      for (const { cells } of left.walk()) {
        const row = places.get(cellText(cells[leftKey]));
        const partner = row === undefined ? undefined : stored.stored(right.key, row);
        if (partner === undefined) counts.unmatched++;
        if (partner === undefined && !keepUnmatched) continue;
        yield { part: 0, cells: { ...cells, ...renamed(names, partner?.cells) } };
      }
    },
    counts: () => counts,
  };
}

function checkColumn({ name, columns }: Dataset, column: string): void {
  if (!columns.includes(column)) {
    throw new LuthierError('versions.no_column', { dataset: name, column, columns: columns.join(', ') });
  }
}

/** Names that the second's columns get: those that the first has too get a number. */
function namesOf(left: readonly string[], right: readonly string[], key: string): Map<string, string> {
  const taken = new Set(left);
  const names = new Map<string, string>();
  for (const column of right.filter(column => column !== key)) {
    let name = column;
    for (let count = 2; taken.has(name); count++) name = `${column} (${count})`;
    taken.add(name);
    names.set(column, name);
  }
  return names;
}

function renamed(names: ReadonlyMap<string, string>, cells: Cells | undefined): Cells {
  return Object.fromEntries([...names].map(([column, name]) => [name, cells?.[column] ?? null]));
}
