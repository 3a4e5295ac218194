import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { cellIn, type Dataset, type Split, type WorkProgress } from '../../contract/index.ts';
import type { RowChange } from '../../store/changes.ts';
import { rowTable } from '../../store/rows.ts';
import { cellText, inputText, isDayFirst, textKey, timeOf } from '../dataset/index.ts';
import { splitOfValue } from './cells.ts';

/** Splits as small numbers, in the order of `SPLITS`; 0 is none. */
export const SPLITS = ['train', 'validation', 'test'] as const satisfies readonly Split[];

/** Nothing known: of labels, texts and groups. */
export const NONE = -1;

/**
 * All rows of a dataset as splitting sees them, in columns of numbers: a million rows are some tens of megabytes. Rows
 * with an equal number in `texts` or `groups` put the same to a model, or have an equal group; `NONE` is an empty one.
 */
export interface SplitRows {
  readonly count: number;
  readonly rows: Int32Array;
  /** Place in `SPLITS` plus one; 0 for none. */
  readonly splits: Uint8Array;
  readonly labels: Int32Array;
  readonly labelNames: readonly string[];
  readonly texts: Int32Array;
  readonly groups: Int32Array;
  /** NaN where no date can be read. */
  readonly atMs: Float64Array;
  /** Cells of the time column that are no date: the first of all, and the first that has its day before its month. */
  readonly undated: { readonly first: string | null; readonly dayFirst: string | null };
  /** What `valueColumn` says, as in `splits`. */
  readonly values: Uint8Array;
  /** Values of `valueColumn` that name no split, the first few. */
  readonly otherValues: readonly string[];
  /** Differs when a row or a text does. */
  readonly fingerprint: string;
}

export interface ReadOptions {
  readonly valueColumn?: string;
  readonly progress: (progress: WorkProgress) => void;
}

const TOLD_EVERY = 1000;
const OTHER_VALUES = 5;

/** Reads the rows that are there, of one moment. */
export function readRows(db: Database, key: number, { roles }: Dataset, options: ReadOptions): SplitRows {
  return db.transaction(() => {
    const table = rowTable(db);
    const total = table.count(key);
    const columns = emptyColumns(total);
    const labelNames = new Numbers<string>();
    const texts = new Numbers<number>();
    const groups = new Numbers<number>();
    const hashes = new Float64Array(total);
    const otherValues = new Set<string>();
    const undated: { first: string | null; dayFirst: string | null } = { first: null, dayFirst: null };

    let at = 0;
    for (const { row, cells, label, split } of table.each(key)) {
      const text = textKey(inputText(cells, roles));
      const textHash = hashOf(text);
      const group = cellText(cellIn(cells, roles.group));
      hashes[at] = textHash;
      columns.rows[at] = row;
      columns.splits[at] = split === null ? 0 : SPLITS.indexOf(split) + 1;
      columns.labels[at] = label === null ? NONE : labelNames.of(label);
      columns.texts[at] = text === '' ? NONE : texts.of(textHash);
      columns.groups[at] = group === '' ? NONE : groups.of(hashOf(group));
      const time = cellIn(cells, roles.time);
      const atMs = timeOf(time);
      columns.atMs[at] = atMs;
      if (Number.isNaN(atMs) && time !== null) {
        undated.first ??= cellText(time).slice(0, 40);
        if (isDayFirst(cellText(time))) undated.dayFirst ??= cellText(time).slice(0, 40);
      }
      if (options.valueColumn !== undefined) {
        const value = cellText(cellIn(cells, options.valueColumn));
        const named = splitOfValue(value);
        columns.values[at] = named === null ? 0 : SPLITS.indexOf(named) + 1;
        if (named === null && value !== '' && otherValues.size < OTHER_VALUES) otherValues.add(value.slice(0, 40));
      }
      at += 1;
      if (at % TOLD_EVERY === 0) options.progress({ done: at, total });
    }
    return {
      ...columns,
      count: at,
      undated,
      labelNames: labelNames.names,
      otherValues: [...otherValues],
      fingerprint: hash('sha256', Buffer.concat([bytesOf(columns.rows), bytesOf(hashes)]), 'hex'),
    };
  })();
}

/** The rows whose split becomes another one. `progress` hears how many rows were gone through. */
export function* changesOf(
  { count, rows, splits }: SplitRows,
  after: Uint8Array,
  progress: ReadOptions['progress'],
): Generator<RowChange> {
  const nameOf = (split: number | undefined) => SPLITS[(split ?? 0) - 1] ?? null;
  for (let at = 0; at < count; at++) {
    if (at % TOLD_EVERY === 0) progress({ done: at, total: count });
    if (splits[at] === after[at]) continue;
    yield { row: rows[at] as number, before: { split: nameOf(splits[at]) }, after: { split: nameOf(after[at]) } };
  }
}

function emptyColumns(total: number) {
  return {
    rows: new Int32Array(total),
    splits: new Uint8Array(total),
    labels: new Int32Array(total),
    texts: new Int32Array(total),
    groups: new Int32Array(total),
    atMs: new Float64Array(total),
    values: new Uint8Array(total),
  };
}

/** Gives equal keys the same number, from 0 in order of first sight. */
class Numbers<Key> {
  readonly #known = new Map<Key, number>();

  of(key: Key): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#known.size);
    return this.#known.size - 1;
  }

  get names(): Key[] {
    return [...this.#known.keys()];
  }
}

/** 53 bits of SHA-256: among a million texts the chance that two different ones meet is 1 in 18,000. */
function hashOf(text: string): number {
  const digest = hash('sha256', text, 'buffer');
  return digest.readUInt32BE(0) * 2 ** 21 + (digest.readUInt32BE(4) >>> 11);
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
