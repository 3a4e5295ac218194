import { extname } from 'node:path';
import type { Cell, Quotes, TextUnit } from '../../../contract/index.ts';
import { LuthierError } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import type { Source } from './source.ts';

/** One record of a file: a row, or why it is none; or many rows that need no look. `line` is where one begins, from 1. */
export type FileRecord = RowRecord | PlainRecords | RejectRecord;

export interface RejectRecord {
  readonly line: number;
  readonly element?: number | undefined;
  readonly reason: LuthierError;
}

export interface RowRecord {
  readonly line: number;
  /** Of an array, which may stand on one line, the number of its element, from 1. */
  readonly element?: number | undefined;
  readonly cells: Cells;
  /** How its cells are not what was said of them. */
  readonly notes?: readonly LuthierError[];
}

/** Rows one after the other as they will be stored, one a line, all with the same keys; see `PlainRows`. */
export interface PlainRecords {
  readonly line: number;
  /** Each of one line or of several; there are as many rows as labels. */
  readonly rows: readonly string[];
  readonly labels: readonly (string | null)[];
  readonly keys: readonly string[];
}

/** Of rows that are given as they will be stored, where the label is, and the columns that hold something. */
export interface PlainTaken {
  readonly labelColumn: string | undefined;
  readonly needed: readonly string[];
}

/** A row may be this long; one beyond it is rejected by line and reading goes on. */
export const MAX_ROW_BYTES = 32 * 1024 * 1024;

/** What a person said about how a file is to be read, and who wants to know how far it has come. */
export interface Reading {
  readonly delimiter?: string | undefined;
  readonly quotes?: Quotes | undefined;
  readonly textUnit?: TextUnit | undefined;
  /** Rows that are wanted; a reader may stop once it has given that many. */
  readonly limit?: number | undefined;
  /** Which rows may be given as they will be stored, once some may; null before. */
  readonly takesPlain?: (() => PlainTaken | null) | undefined;
  onBytes(done: number): void;
}

export interface ImportFormat {
  readonly id: string;
  /** Lower-case endings, without the dot. */
  readonly endings: readonly string[];
  /** Set where bytes are no text, or say themselves how they are encoded. */
  readonly isBinary?: true;
  /** Set where every row has the columns that stand before the first. */
  readonly hasHeader?: true;
  /**
   * Records in the order of the file, some at a time: one by one would cost more than reading them. A text may still be
   * growing while it is read, see `growth.ts`; with `isBinary` all of it is there.
   */
  read(source: Source, reading: Reading): AsyncIterable<readonly FileRecord[]>;
}

/** The ending of a name without that of its compression, in lower case. */
export function endingOf(name: string): string {
  return extname(name.replace(/\.gz$/i, '')).slice(1).toLowerCase();
}

export function brokenLine(source: Source, line: number, reason: string): FileRecord {
  const { name: file } = source;
  // The reason may quote the file, and what a terminal obeys is not to come through it.
  const plain = reason.replace(/\p{Cc}/gu, '\ufffd');
  return { line, reason: new LuthierError('import.broken_line', { file, line, reason: plain }, { file, row: line }) };
}

/** An error that says of which element of an array it is, where the row is one. */
export function ofElement(reason: LuthierError, element: number | undefined): LuthierError {
  return element === undefined
    ? reason
    : new LuthierError(reason.code, { ...reason.facts, element } as never, reason.where);
}

export function tooLong(source: Source, line: number, bytes: number): FileRecord {
  const { name: file } = source;
  const size = `${Math.ceil(bytes / 1024 / 1024)} MiB`;
  const limit = `${MAX_ROW_BYTES / 1024 / 1024} MiB`;
  return { line, reason: new LuthierError('import.line_too_long', { file, line, size, limit }, { file, row: line }) };
}

/** Nested values are kept as JSON text; what JSON has no word for is written as people write it. */
export function toCell(value: unknown): Cell {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case 'undefined':
      return null;
    default:
      if (value === null) return null;
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
      if (value instanceof Uint8Array) return bytesCell(value);
      return JSON.stringify(value, nested);
  }
}

function nested(_: string, value: unknown): unknown {
  // A field without a value stays a field.
  if (value === undefined) return null;
  if (typeof value === 'bigint') return toCell(value);
  if (value instanceof Uint8Array) return bytesCell(value);
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes are text where they can be, else base64. */
function bytesCell(bytes: Uint8Array): string {
  try {
    const text = UTF8.decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {}
  return Buffer.from(bytes).toString('base64');
}

/** The one name that is no name of a cell for JavaScript. */
const PROTO = '__proto__';

/** The cells of a JSON object: most are what they are, and are not copied. */
export function cellsOf(value: object): Cells {
  if (isFlat(value)) return value;
  const cells: Record<string, Cell> = {};
  for (const [key, cell] of Object.entries(value)) {
    cells[key === PROTO ? `${PROTO} (2)` : key] = toCell(cell);
  }
  return cells;
}

function isFlat(value: object): value is Cells {
  for (const key in value) {
    if (key === PROTO) return false;
    const cell: unknown = (value as Record<string, unknown>)[key];
    const isPlain = cell === null || typeof cell === 'string' || typeof cell === 'boolean' || Number.isFinite(cell);
    if (!isPlain) return false;
  }
  return true;
}

/** An object of cells, of names as `uniqueNames` gives them. */
export function cellsNamed(names: readonly string[], cellAt: (place: number) => Cell): Cells {
  const cells: Record<string, Cell> = {};
  for (let place = 0; place < names.length; place += 1) cells[names[place] as string] = cellAt(place);
  return cells;
}

/** Equal names would silently overwrite each other: the second `text` becomes `text (2)`. */
export function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set([PROTO]);
  return header.map((name, index) => {
    const base = name.trim() || `column ${index + 1}`;
    let unique = base;
    for (let count = 2; taken.has(unique); count += 1) unique = `${base} (${count})`;
    taken.add(unique);
    return unique;
  });
}

/** Says once of a file which of its columns are called otherwise than in it, since others before them have their names. */
export function renamedNote(
  { name: file }: Source,
  written: readonly string[],
  names: readonly string[],
): readonly LuthierError[] {
  const renamed = names.filter((name, at) => {
    const own = written[at]?.trim() ?? '';
    return own !== '' && own !== name;
  });
  if (renamed.length === 0) return [];
  return [new LuthierError('import.renamed_columns', { file, columns: renamed.slice(0, 100).join(', ') }, { file })];
}

/** What is to be said of a file stands at its first row. */
export function withNotes(records: readonly FileRecord[], notes: readonly LuthierError[]): readonly FileRecord[] {
  const at = notes.length === 0 ? -1 : records.findIndex(record => 'cells' in record);
  return records.map((record, place) => {
    if (place !== at || !('cells' in record)) return record;
    const told = notes.map(
      ({ code, facts, where }) => new LuthierError(code, facts as never, { ...where, row: record.line }),
    );
    return { ...record, notes: [...told, ...(record.notes ?? [])] };
  });
}
