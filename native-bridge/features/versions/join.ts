import type { Database } from 'better-sqlite3';
import { type Combination, cellIn, type Dataset, LuthierError, type Roles } from '../../contract/index.ts';
import { TextTable } from '../../core/text-table.ts';
import { type Cells, rowTable } from '../../store/rows.ts';
import { cellText, suggestRoles } from '../dataset/index.ts';
import type { Part, Recipe } from './combine.ts';

const NONE = -1;

type Join = Extract<Combination, { kind: 'join' }>;

/** More rows than Luthier is made for: a key that both share in many rows multiplies them. */
const MOST_ROWS = 10_000_000;

/**
 * Each row of the first dataset with the other columns of the row of the second that has the same key, or of each such
 * row. Only the keys of the second are held in memory.
 *
 * Throws `versions.no_column` when a key column is not there, and `versions.join_too_large`.
 */
export function joined(db: Database, left: Part, right: Part, join: Join): Recipe {
  const { leftKey, rightKey, keepUnmatched, matches = 'first' } = join;
  checkColumn(left.dataset, leftKey);
  checkColumn(right.dataset, rightKey);
  const names = namesOf(left.dataset.columns, right.dataset.columns, rightKey);
  const columns = [...left.dataset.columns, ...names.values()];
  const counts = { unmatched: 0, repeatedKeys: 0 };
  const stored = rowTable(db);
  return {
    columns,
    roles: rolesOf(left.dataset, right.dataset, columns, names),
    *rows() {
      const places = new KeyPlaces(matches);
      for (const { row, cells } of right.walk()) {
        if (places.add(cellText(cellIn(cells, rightKey)), row) === 'known') counts.repeatedKeys++;
      }
      let made = 0;
      for (const { cells, split } of left.walk()) {
        const rows = places.rowsOf(cellText(cellIn(cells, leftKey)));
        if (rows.length === 0) counts.unmatched++;
        if (rows.length === 0 && keepUnmatched) yield { part: 0, cells: { ...cells, ...renamed(names, {}) }, split };
        for (const row of rows) {
          const partner = stored.stored(right.key, row);
          if (++made > MOST_ROWS) throw tooLarge(left.dataset, right.dataset, leftKey);
          const isTest = split === 'test' || partner?.split === 'test';
          yield {
            part: 0,
            cells: { ...cells, ...renamed(names, partner?.cells ?? {}) },
            split: isTest ? 'test' : split,
          };
        }
      }
    },
    counts: () => counts,
  };
}

/** The rows of each key, as a chain of places in arrays of numbers: a million keys are some tens of megabytes. */
class KeyPlaces {
  readonly #matches: NonNullable<Join['matches']>;
  /** By key the first and the last place in `#rows`. */
  readonly #ends = new TextTable();
  readonly #rows: number[] = [];
  readonly #next: number[] = [];

  constructor(matches: NonNullable<Join['matches']>) {
    this.#matches = matches;
  }

  add(key: string, row: number): 'new' | 'known' {
    if (key === '') return 'new';
    const ends = this.#ends.get(key);
    if (ends !== undefined && this.#matches === 'first') return 'known';
    const place = this.#rows.push(row) - 1;
    this.#next.push(NONE);
    const [first, last] = ends ?? [place, place];
    if (last !== place) this.#next[last] = place;
    this.#ends.set(key, first, place);
    return ends === undefined ? 'new' : 'known';
  }

  rowsOf(key: string): number[] {
    const rows: number[] = [];
    for (let place = this.#ends.get(key)?.[0] ?? NONE; place !== NONE; place = this.#next[place] as number) {
      rows.push(this.#rows[place] as number);
    }
    return rows;
  }
}

/** The parts of the first's columns, then those that only the second has, then what usual names say. */
function rolesOf(left: Dataset, right: Dataset, columns: readonly string[], names: ReadonlyMap<string, string>): Roles {
  const brought = Object.entries(right.roles).flatMap(([role, column]) => {
    const name = names.get(column ?? '');
    return name === undefined ? [] : [[role, name] as const];
  });
  return { ...suggestRoles(columns, { ...Object.fromEntries(brought), ...left.roles }), text: left.roles.text };
}

function tooLarge(left: Dataset, right: Dataset, key: string): LuthierError {
  const facts = { key, left: left.name, right: right.name, most: MOST_ROWS };
  return new LuthierError('versions.join_too_large', facts);
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

function renamed(names: ReadonlyMap<string, string>, cells: Cells): Cells {
  return Object.fromEntries([...names].map(([column, name]) => [name, cellIn(cells, column)]));
}
