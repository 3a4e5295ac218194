import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { CompareReport, DatasetVersion, DifferenceKind, RowDifference } from '../../contract/index.ts';
import { type MatchedRow, matchedRows, type RowToMatch } from '../../store/matched-rows.ts';
import { openInWorker } from '../../store/open.ts';
import { versionTable } from '../../store/versions.ts';
import type { WorkTools } from '../../store/work.ts';
import { inputText } from '../dataset/index.ts';
import { type Both, DifferenceFiles } from './differences.ts';
import { labelShifts } from './label-shifts.ts';
import { checkVersion, type VersionRow, versionRows } from './read-version.ts';

/** The counts are of all rows; so many of each kind are kept to look at. */
const LISTED = 10_000;
const SHOWN_CHARACTERS = 2000;
const TOLD_EVERY = 1000;
const BATCH = 1000;

/**
 * Lays two versions side by side and says what is in one and not in the other. In versions of one dataset a number means
 * one row; rows of two datasets are told by what stands in them. What differs is kept in the project, so that pages of
 * it can be looked at: versions never change, so it holds.
 */
export async function compare(both: Both, { db, project, progress }: WorkTools): Promise<CompareReport> {
  const table = versionTable(db);
  const left = table.version(both.left);
  const right = table.version(both.right);
  for (const version of [left, right]) await checkVersion(project, version);

  const comparing = new Comparing(left, right);
  const total = left.rowCount + right.rowCount;
  using files = new DifferenceFiles(project, both);
  const take = (before: VersionRow | null, after: VersionRow | null): void => {
    const difference = comparing.take(before, after);
    if (difference !== null && comparing.counts[difference.kind] <= LISTED) files.add(difference);
  };
  if (comparing.matchedBy === 'number') {
    let pairs = 0;
    for await (const [before, after] of sideBySide(versionRows(project, left), versionRows(project, right))) {
      take(before, after);
      if (++pairs % TOLD_EVERY === 0) progress({ done: Math.min(comparing.seen, total), total });
    }
  } else {
    const beside = openInWorker(db.name);
    try {
      // Reading is the first half, comparing the second.
      const read: WorkTools['progress'] = ({ done }) => progress({ done, total: total * 2 });
      let pairs = 0;
      for (const [before, after] of await byContent(beside, project, [left, right], read)) {
        take(before, after);
        if (++pairs % TOLD_EVERY === 0) progress({ done: total + Math.min(comparing.seen, total), total: total * 2 });
      }
    } finally {
      beside.close();
    }
  }
  files.end();
  return comparing.report();
}

class Comparing {
  readonly counts = { added: 0, removed: 0, changed: 0 };
  readonly matchedBy: CompareReport['matchedBy'];
  seen = 0;
  readonly #left: DatasetVersion;
  readonly #right: DatasetVersion;
  readonly #columns: readonly string[];
  readonly #cells = new Map<string, number>();
  readonly #labels = new Map<string, { left: number; right: number }>();
  #same = 0;
  #movedSplit = 0;

  constructor(left: DatasetVersion, right: DatasetVersion) {
    this.#left = left;
    this.#right = right;
    this.#columns = columnsOf(left, right);
    this.matchedBy = left.datasetId === right.datasetId ? 'number' : 'content';
  }

  take(left: VersionRow | null, right: VersionRow | null): RowDifference | null {
    this.seen += Number(left !== null) + Number(right !== null);
    this.#countLabel('left', this.#left, left);
    this.#countLabel('right', this.#right, right);
    const kind: DifferenceKind = left === null ? 'added' : right === null ? 'removed' : 'changed';
    const columns = this.#columns.filter(column => (left?.cells[column] ?? null) !== (right?.cells[column] ?? null));
    const moved = kind === 'changed' && left?.split !== right?.split;
    if (moved) this.#movedSplit++;
    // Another dataset is split in its own way: that makes no other row of it.
    if (kind === 'changed' && columns.length === 0 && !(moved && this.matchedBy === 'number')) {
      this.#same++;
      return null;
    }
    this.counts[kind]++;
    if (kind === 'changed') {
      for (const column of columns) this.#cells.set(column, (this.#cells.get(column) ?? 0) + 1);
    }
    return {
      row: { left: left?.row ?? null, right: right?.row ?? null },
      kind,
      split: { left: left?.split ?? null, right: right?.split ?? null },
      cells: columns.map(column => ({
        column,
        left: shown(left?.cells[column]),
        right: shown(right?.cells[column]),
      })),
    };
  }

  report(): CompareReport {
    const labels = labelShifts(this.#labels);
    const { added, removed, changed } = this.counts;
    return {
      left: this.#left.hash,
      right: this.#right.hash,
      matchedBy: this.matchedBy,
      ...this.counts,
      same: this.#same,
      changedCells: [...this.#cells].map(([column, rows]) => ({ column, rows })).sort((a, b) => b.rows - a.rows),
      movedSplit: this.#movedSplit,
      labels,
      labelDistance: labels.reduce((sum, one) => sum + Math.abs(one.leftShare - one.rightShare), 0) / 2,
      listed: {
        added: Math.min(added, LISTED),
        removed: Math.min(removed, LISTED),
        changed: Math.min(changed, LISTED),
      },
    };
  }

  #countLabel(side: 'left' | 'right', { roles }: DatasetVersion, row: VersionRow | null): void {
    const label = roles.label === undefined ? null : row?.cells[roles.label];
    if (!label) return;
    const counts = this.#labels.get(label) ?? { left: 0, right: 0 };
    counts[side]++;
    this.#labels.set(label, counts);
  }
}

function columnsOf(left: DatasetVersion, right: DatasetVersion): string[] {
  return [...new Set([...left.columns, ...right.columns])];
}

/** Two walks in ascending order as one, equal numbers beside each other. */
async function* sideBySide(
  left: AsyncGenerator<VersionRow>,
  right: AsyncGenerator<VersionRow>,
): AsyncGenerator<[VersionRow | null, VersionRow | null]> {
  let [a, b] = [await left.next(), await right.next()];
  while (!a.done || !b.done) {
    const order = (a.done ? Number.POSITIVE_INFINITY : a.value.row) - (b.done ? Number.POSITIVE_INFINITY : b.value.row);
    yield [order <= 0 && !a.done ? a.value : null, order >= 0 && !b.done ? b.value : null];
    if (order <= 0) a = await left.next();
    if (order >= 0) b = await right.next();
  }
}

async function byContent(
  beside: Database,
  project: string,
  [left, right]: readonly [DatasetVersion, DatasetVersion],
  progress: WorkTools['progress'],
): Promise<Iterable<[MatchedRow | null, MatchedRow | null]>> {
  const matched = matchedRows(beside);
  const columns = columnsOf(left, right).sort();
  const total = left.rowCount + right.rowCount;
  let done = 0;
  for (const [side, version] of [['left', left] as const, ['right', right] as const]) {
    let batch: RowToMatch[] = [];
    for await (const row of versionRows(project, version)) {
      const text = inputText(row.cells, version.roles);
      const whole = columns.map(column => row.cells[column] ?? null);
      const toMatch = { ...row, whole: hashOf(JSON.stringify(whole)), text: text === '' ? null : hashOf(text) };
      if (batch.push(toMatch) < BATCH) continue;
      matched.add(side, batch);
      batch = [];
      done += BATCH;
      progress({ done, total });
    }
    matched.add(side, batch);
  }
  return matched.pairs();
}

function hashOf(text: string): Buffer {
  return hash('sha256', text, 'buffer').subarray(0, 16);
}

function shown(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
