import { type ErrorPayload, LuthierError, neededColumns, type Split } from '../../../contract/index.ts';
import { type Coded, Coder } from '../../../store/coded.ts';
import { type FilePlaces, PlaceRuns } from '../../../store/row-places.ts';
import type { Cells } from '../../../store/rows.ts';
import { labelOf, type NamedRoles, suggestRoles } from '../roles.ts';
import { EmptyParts } from './empty-parts.ts';
import {
  type FileRecord,
  ofElement,
  type PlainRecords,
  type PlainTaken,
  type RejectRecord,
  type RowRecord,
} from './format.ts';
import { knownRoles, type OwnParts } from './own-parts.ts';

/** Rows as the database takes them: what crosses from the thread that reads to the one that writes. */
export interface Packed {
  /** JSON objects, one a line; each text is of one row or of several. See `rowsIn`. */
  readonly cells: readonly string[];
  readonly labels: Coded<string | null>;
  /** Null when the file has no split of its own. */
  readonly splits: Coded<Split | null> | null;
  /** Where the rows came from. */
  readonly places: readonly FilePlaces[];
  readonly ledger: readonly { readonly line: number; readonly reason: ErrorPayload }[];
  /** Entries of the ledger whose rows were taken. */
  readonly mended: number;
  /** Bytes of the original, or of what was unpacked from it, that are read. */
  readonly bytesDone: number;
}

/** What is known once everything was read. */
export interface PackedEnd {
  readonly columns: readonly string[];
  /** The column that the labels were taken from; undefined when the first rows had none. */
  readonly labelColumn: string | undefined;
  /** The parts that are known before names are looked at. */
  readonly named: NamedRoles;
}

/** Rows of one batch: large enough to cost the database little, small enough for others to write in between. */
const BATCH_ROWS = 5_000;
const BATCH_CHARACTERS = 8 * 1024 * 1024;
const MAX_COLUMNS = 10_000;
const SPLITS: ReadonlySet<unknown> = new Set(['train', 'validation', 'test']);

/**
 * Turns records into what the database takes. The first batch decides what column is the label, which columns are needed
 * in every row, and whether the file is our own export.
 */
export class Packer {
  readonly #file: string;
  readonly #own: OwnParts | null;
  #roles: NamedRoles;
  readonly #columns = new Set<string>();
  #lastKeys: readonly string[] = [];
  #first = true;
  #labelColumn: string | undefined;
  #needed: readonly string[] = [];
  #empty = new EmptyParts([]);
  #hasSplits = false;
  /** Of our own export the columns that are no cells. */
  #ownKeys: readonly string[] = [];
  #batch = emptyBatch();
  #characters = 0;
  #rows = 0;

  constructor(file: string, roles: NamedRoles = {}, own: OwnParts | null = null) {
    this.#file = file;
    this.#roles = roles;
    this.#own = own;
  }

  /** Takes records of a file, each with these cells too. */
  add(records: readonly FileRecord[], file: string, extra: Readonly<Record<string, string>>): void {
    if (this.#first) this.#look(records, extra);
    const hasExtra = Object.keys(extra).length > 0;
    for (const record of records) {
      if ('reason' in record) this.#reject(record);
      else if ('rows' in record) this.#addPlain(record, file);
      else this.#addRow(record, file, hasExtra ? { ...record.cells, ...extra } : record.cells);
    }
  }

  /** Rows may come as they will be stored once it is known that nothing is to be taken out of them. */
  get takesPlain(): PlainTaken | null {
    const isPlain = !this.#first && !this.#hasSplits && this.#ownKeys.length === 0;
    return isPlain ? { labelColumn: this.#labelColumn, needed: this.#needed } : null;
  }

  get isFull(): boolean {
    return this.#rows + this.#batch.ledger.length >= BATCH_ROWS || this.#characters >= BATCH_CHARACTERS;
  }

  /** The rows since it was taken last. */
  take(bytesDone: number): Packed {
    const { labels, splits, places, ...batch } = this.#batch;
    this.#batch = emptyBatch();
    this.#characters = 0;
    this.#rows = 0;
    return {
      ...batch,
      places: places.files,
      labels: labels.end(),
      splits: this.#hasSplits ? splits.end() : null,
      bytesDone,
    };
  }

  /** The last rows, with what is to be said of all of them. */
  takeLast(bytesDone: number): Packed {
    for (const { line, reason } of this.#empty.rest()) this.#note(line, reason);
    return this.take(bytesDone);
  }

  end(): PackedEnd {
    return { columns: [...this.#columns], labelColumn: this.#labelColumn, named: this.#roles };
  }

  #reject({ line, element, reason }: RejectRecord): void {
    this.#batch.ledger.push({ line, reason: ofElement(reason, element).payload });
  }

  #addRow({ line, element, notes }: RowRecord, file: string, taken: Cells): void {
    const { cells, places, labels, splits } = this.#batch;
    let row = taken;
    if (this.#ownKeys.length > 0) row = withoutKeys(row, this.#ownKeys);
    let text = JSON.stringify(row);
    // Few rows hold an escape of this kind: one look tells, and the others are only for those.
    if (text.includes('\\u')) {
      if (
        text.includes('\\u0000') &&
        Object.values(row).some(cell => typeof cell === 'string' && cell.includes('\0'))
      ) {
        this.#reject({ line, element, reason: nulRow(file, line) });
        return;
      }
      if (
        Object.entries(row).some(([key, cell]) => !key.isWellFormed() || (typeof cell === 'string' && isHalf(cell)))
      ) {
        row = wellFormed(row);
        text = JSON.stringify(row);
        this.#note(line, ofElement(mendedRow(file, line), element));
      }
    }
    for (const note of notes ?? []) this.#note(line, ofElement(note, element));
    const empty = this.#empty.noteOf({ file, line, element }, row);
    if (empty !== null) this.#note(line, empty);
    this.#see(row);
    cells.push(text);
    this.#rows += 1;
    places.add(file, line, 1);
    labels.add(labelOf(row, this.#labelColumn));
    if (this.#hasSplits) splits.add(SPLITS.has(taken.split) ? (taken.split as Split) : null);
    this.#characters += text.length;
  }

  /** Of a row that was taken. */
  #note(line: number, reason: LuthierError): void {
    this.#batch.mended += 1;
    this.#batch.ledger.push({ line, reason: reason.payload });
  }

  #addPlain({ line, rows, labels, keys }: PlainRecords, file: string): void {
    this.#seeKeys(keys);
    this.#batch.places.add(file, line, labels.length);
    this.#rows += labels.length;
    for (const row of rows) {
      this.#batch.cells.push(row);
      this.#characters += row.length;
    }
    for (const label of labels) this.#batch.labels.add(label);
  }

  #look(records: readonly FileRecord[], extra: Readonly<Record<string, string>>): void {
    const rows = records.flatMap(record => ('cells' in record ? [{ ...record.cells, ...extra }] : []));
    if (rows.length === 0) return;
    this.#first = false;
    this.#ownKeys = this.#own?.keys ?? ownKeysOf(rows);
    this.#hasSplits = this.#ownKeys.length > 0 || rows.every(({ split }) => SPLITS.has(split));
    const shown = this.#ownKeys.length > 0 ? rows.map(row => withoutKeys(row, this.#ownKeys)) : rows;
    const columns = [...new Set(shown.flatMap(Object.keys))];
    this.#roles = knownRoles({ columns, rows: shown }, this.#own, this.#roles);
    // A column that is missing here may still come: the roles are chosen again at the end.
    const roles = suggestRoles(columns, this.#roles);
    this.#labelColumn = roles.label;
    // What a person named is needed also where no row of this batch has it.
    this.#needed = [...new Set([...neededColumns(roles), ...neededColumns(this.#roles)])];
    this.#empty = new EmptyParts(this.#needed);
  }

  /** Most rows have the keys of the row before them. */
  #see(row: Cells): void {
    const keys = Object.keys(row);
    const last = this.#lastKeys;
    if (keys.length !== last.length || keys.some((key, index) => key !== last[index])) this.#seeKeys(keys);
  }

  #seeKeys(keys: readonly string[]): void {
    if (keys === this.#lastKeys) return;
    this.#lastKeys = keys;
    for (const key of keys) this.#columns.add(key);
    if (this.#columns.size > MAX_COLUMNS) {
      throw new LuthierError('import.too_many_columns', { file: this.#file, limit: MAX_COLUMNS });
    }
  }
}

/** The rows of a batch, one by one. JSON has no bare line break. */
export function rowsIn({ cells }: Pick<Packed, 'cells'>): readonly string[] {
  return cells.length === 0 ? [] : cells.join('\n').split('\n');
}

function emptyBatch() {
  return {
    cells: [] as string[],
    places: new PlaceRuns(),
    labels: new Coder<string | null>(),
    splits: new Coder<Split | null>(),
    ledger: [] as { line: number; reason: ErrorPayload }[],
    mended: 0,
  };
}

/**
 * What our exports put before the cells of a row: its number and its split in Parquet, its split elsewhere. Empty when
 * these rows are no export of ours.
 */
export function ownKeysOf(rows: readonly Cells[]): readonly string[] {
  const [first = '', second = ''] = Object.keys(rows[0] ?? {});
  const keys = first === 'row' && second === 'split' ? ['row', 'split'] : first === 'split' ? ['split'] : [];
  if (!rows.some(({ split }) => SPLITS.has(split))) return [];
  let before = 0;
  const isOwn = rows.every(({ row, split }) => {
    const isNext = keys.length < 2 || (Number.isSafeInteger(Number(row)) && Number(row) > before);
    before = Number(row);
    return isNext && isSplitCell(split);
  });
  return isOwn ? keys : [];
}

/** A column of the same name as one of ours was called `split (2)` in the export. */
export function withoutKeys(row: Cells, keys: readonly string[]): Cells {
  const kept = Object.entries(row).filter(
    ([key, cell]) => !keys.includes(key) || (key === 'split' && !isSplitCell(cell)),
  );
  return Object.fromEntries(kept.map(([key, cell]) => [keys.find(own => key === `${own} (2)`) ?? key, cell] as const));
}

function isSplitCell(cell: unknown): boolean {
  return cell === null || cell === undefined || cell === '' || SPLITS.has(cell);
}

/**
 * One half of a surrogate pair without the other, as JSON text writes it: after an even number of backslashes, a first
 * half without a second one behind it, or a second one without a first one before it.
 */
const HALF_ESCAPE =
  /(?<!\\)((?:\\\\)*)(?:\\u[dD][89abAB][\dA-Fa-f]{2}(?!\\u[dD][c-fC-F][\dA-Fa-f]{2})|(?<!\\u[dD][89abAB][\dA-Fa-f]{2})\\u[dD][c-fC-F][\dA-Fa-f]{2})/g;

/** Nested values are JSON text already, in which a half stands as an escape. Any other text is only text. */
const NESTED = /^[[{]/;

function isHalf(cell: string): boolean {
  return !cell.isWellFormed() || (NESTED.test(cell) && cell.search(HALF_ESCAPE) !== -1);
}

function wellFormed(cells: Cells): Cells {
  const mended = (cell: string): string => {
    const whole = cell.toWellFormed();
    return NESTED.test(whole) ? whole.replace(HALF_ESCAPE, '$1\ufffd') : whole;
  };
  return Object.fromEntries(
    Object.entries(cells).map(([key, cell]) => [key.toWellFormed(), typeof cell === 'string' ? mended(cell) : cell]),
  );
}

function nulRow(file: string, line: number): LuthierError {
  const reason = 'holds a NUL byte';
  return new LuthierError('import.broken_line', { file, line, reason }, { file, row: line });
}

function mendedRow(file: string, line: number): LuthierError {
  return new LuthierError('import.mended', { file, line }, { file, row: line });
}
