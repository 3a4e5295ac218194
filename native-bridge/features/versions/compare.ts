import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CompareReport,
  type DatasetVersion,
  type DifferenceKind,
  type LabelShare,
  LuthierError,
  type RowDifference,
  type VersionHash,
} from '../../contract/index.ts';
import { WholeFile } from '../../core/whole-file.ts';
import { versionTable } from '../../store/versions.ts';
import type { WorkTools } from '../../store/work.ts';
import { checkVersion, type VersionRow, versionRows } from './read-version.ts';

export interface Both {
  readonly left: VersionHash;
  readonly right: VersionHash;
}

const KINDS = ['added', 'removed', 'changed'] as const satisfies readonly DifferenceKind[];
/** The counts are of all rows; so many of each kind are kept to look at. */
const LISTED = 10_000;
const SHOWN_CHARACTERS = 2000;
const TOLD_EVERY = 1000;

/**
 * Walks over two versions side by side, by row number, and says what is in one and not in the other. What differs is
 * kept in the project, so that pages of it can be looked at: versions never change, so it holds.
 */
export async function compare(both: Both, { db, project, progress }: WorkTools): Promise<CompareReport> {
  const table = versionTable(db);
  const left = table.version(both.left);
  const right = table.version(both.right);
  for (const version of [left, right]) await checkVersion(project, version);

  const comparing = new Comparing(left, right);
  const total = left.rowCount + right.rowCount;
  const folder = folderOf(project, both);
  using added = new WholeFile(folder);
  using removed = new WholeFile(folder);
  using changed = new WholeFile(folder);
  const files = { added, removed, changed };
  let pairs = 0;
  for await (const [before, after] of sideBySide(versionRows(project, left), versionRows(project, right))) {
    const difference = comparing.take(before, after);
    if (difference !== null && comparing.counts[difference.kind] <= LISTED) {
      files[difference.kind].writeText(`${JSON.stringify(difference)}\n`);
    }
    if (++pairs % TOLD_EVERY === 0) progress({ done: Math.min(comparing.seen, total), total });
  }
  for (const kind of KINDS) {
    files[kind].end();
    files[kind].commit(join(folder, `${kind}.jsonl`));
  }
  return comparing.report();
}

/** A page of what `compare` found. */
export function differences(
  project: string,
  { left, right, kind, start, limit }: Both & { kind: DifferenceKind; start: number; limit: number },
): { rows: RowDifference[]; total: number } {
  const file = join(folderOf(project, { left, right }), `${kind}.jsonl`);
  if (!existsSync(file)) {
    throw new LuthierError('versions.not_compared', { left: left.slice(0, 12), right: right.slice(0, 12) });
  }
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return { rows: lines.slice(start, start + limit).map(line => JSON.parse(line)), total: lines.length };
}

/** Comparisons are made anew when they are needed: they live with what does not outlast the open project. */
export function comparisonsOf(project: string): string {
  return join(project, '.core', 'comparisons');
}

function folderOf(project: string, { left, right }: Both): string {
  return join(comparisonsOf(project), `${left.slice(0, 24)}-${right.slice(0, 24)}`);
}

class Comparing {
  readonly counts = { added: 0, removed: 0, changed: 0 };
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
    this.#columns = [...new Set([...left.columns, ...right.columns])];
  }

  take(left: VersionRow | null, right: VersionRow | null): RowDifference | null {
    this.seen += Number(left !== null) + Number(right !== null);
    this.#countLabel('left', this.#left, left);
    this.#countLabel('right', this.#right, right);
    const kind = left === null ? 'added' : right === null ? 'removed' : 'changed';
    const columns = this.#columns.filter(column => (left?.cells[column] ?? null) !== (right?.cells[column] ?? null));
    const moved = kind === 'changed' && left?.split !== right?.split;
    if (kind === 'changed' && columns.length === 0 && !moved) {
      this.#same++;
      return null;
    }
    this.counts[kind]++;
    if (moved) this.#movedSplit++;
    if (kind === 'changed') {
      for (const column of columns) this.#cells.set(column, (this.#cells.get(column) ?? 0) + 1);
    }
    return {
      row: (left ?? right)?.row ?? 0,
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

function labelShifts(labels: ReadonlyMap<string, { left: number; right: number }>): LabelShare[] {
  const totals = { left: 0, right: 0 };
  for (const { left, right } of labels.values()) {
    totals.left += left;
    totals.right += right;
  }
  const share = (part: number, total: number) => (total === 0 ? 0 : part / total);
  return [...labels]
    .map(([label, { left, right }]) => ({
      label,
      left,
      right,
      leftShare: share(left, totals.left),
      rightShare: share(right, totals.right),
    }))
    .sort((a, b) => b.left + b.right - a.left - a.right);
}

function shown(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
