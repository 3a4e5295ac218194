import {
  type CompareReport,
  cellIn,
  type DatasetVersion,
  type DifferenceKind,
  type RowDifference,
} from '../../contract/index.ts';
import { labelShifts } from './label-shifts.ts';
import type { VersionRow } from './read-version.ts';

/** The counts are of all rows; so many of each kind are kept to look at. */
export const LISTED = 10_000;
const SHOWN_CHARACTERS = 2000;

/** What differs between two versions, counted row by row. */
export class Comparing {
  readonly counts = { added: 0, removed: 0, changed: 0 };
  readonly matchedBy: CompareReport['matchedBy'];
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
    this.matchedBy = left.datasetId === right.datasetId ? 'number' : 'content';
  }

  /** Counts a row of one side, whatever is beside it. */
  see(side: 'left' | 'right', { cells }: VersionRow): void {
    const { roles } = side === 'left' ? this.#left : this.#right;
    const label = cellIn(cells, roles.label);
    if (!label) return;
    const counts = this.#labels.get(label) ?? { left: 0, right: 0 };
    counts[side]++;
    this.#labels.set(label, counts);
  }

  /** Counts two rows of two datasets with equal cells. Another dataset is split in its own way: that makes no other row of it. */
  takeEqual({ moved }: { readonly moved: boolean }): void {
    this.#same++;
    if (moved) this.#movedSplit++;
  }

  /** Counts two rows that are laid beside each other, or one that is alone. Null when they are the same. */
  take(left: VersionRow | null, right: VersionRow | null): RowDifference | null {
    const kind: DifferenceKind = left === null ? 'added' : right === null ? 'removed' : 'changed';
    const { cells: before = {} } = left ?? {};
    const { cells: after = {} } = right ?? {};
    const columns = this.#columns.filter(column => cellIn(before, column) !== cellIn(after, column));
    const moved = kind === 'changed' && left?.split !== right?.split;
    if (moved) this.#movedSplit++;
    if (kind === 'changed' && columns.length === 0 && !moved) {
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
        left: shown(cellIn(before, column)),
        right: shown(cellIn(after, column)),
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
}

function shown(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
