import type { LuthierError, Quotes } from '../../../../contract/index.ts';
import { GUARD_COLUMN, MARK, unguardCells } from '../../../../core/csv-guard.ts';
import { CsvReader } from '../csv-reader.ts';
import {
  brokenLine,
  cellsNamed,
  type FileRecord,
  type ImportFormat,
  MAX_ROW_BYTES,
  type Reading,
  renamedNote,
  tooLong,
  uniqueNames,
  withNotes,
} from '../format.ts';
import { textOf } from '../lines.ts';
import { readHead, type Source } from '../source.ts';

const HEAD_BYTES = 64 * 1024;
/** Quotes are rarer than delimiters. */
const QUOTES_BYTES = 1024 * 1024;

/** Comma, semicolon, tab or bar between cells, a header first. The delimiter is the one the header uses most. */
export const csv: ImportFormat = { id: 'csv', endings: ['csv', 'tsv', 'tab'], hasHeader: true, read };

async function* read(source: Source, reading: Reading): AsyncGenerator<readonly FileRecord[]> {
  const csvReader = new CsvReader({
    delimiter: reading.delimiter ?? delimiterOf(source),
    quoted: quotesIn(source, reading) === 'around',
    maxRecord: MAX_ROW_BYTES,
    newline: endsLinesByReturn(source) ? '\r' : '\n',
  });
  const undecodable = { some: false };
  let header: Header | null = null;
  let notes: readonly LuthierError[] = [];

  const toRecords = (text: string, isLast: boolean): readonly FileRecord[] => {
    const records: FileRecord[] = [];
    for (const { line, cells, problem, tooLongChars } of csvReader.push(text, isLast)) {
      if (tooLongChars !== undefined) records.push(tooLong(source, line, tooLongChars));
      else if (problem !== undefined) records.push(brokenLine(source, line, problem));
      else if (header === null) {
        header = headerOf(cells);
        notes = renamedNote(source, header.written, header.names);
      } else if (undecodable.some && cells.some(cell => cell?.includes('\ufffd'))) {
        records.push(brokenLine(source, line, `not valid ${source.encoding}`));
      } else records.push(toRecord(source, line, header, cells));
    }
    if (notes.length === 0 || !records.some(record => 'cells' in record)) return records;
    const noted = withNotes(records, notes);
    notes = [];
    return noted;
  };

  for await (const text of textOf(source, reading.onBytes, undecodable)) yield toRecords(text, false);
  yield toRecords('', true);
}

interface Header {
  readonly names: readonly string[];
  /** As the file has them, where equal ones may be. */
  readonly written: readonly string[];
  /** Whether this is our export with its guards against formulas; its last column says in which rows they are. */
  readonly isGuarded: boolean;
}

function headerOf(found: readonly (string | null)[]): Header {
  const cells = found.map(cell => cell ?? '');
  const last = cells.at(-1) ?? '';
  const isGuarded = last === GUARD_COLUMN || last === `${GUARD_COLUMN}'`;
  const own = isGuarded ? cells.slice(0, -1) : cells;
  const written = last === `${GUARD_COLUMN}'` ? unguardCells(own) : own;
  return { names: uniqueNames(written), written, isGuarded };
}

function toRecord(
  source: Source,
  line: number,
  { names, isGuarded }: Header,
  cells: readonly (string | null)[],
): FileRecord {
  const expected = names.length + Number(isGuarded);
  if (cells.length !== expected) {
    return brokenLine(source, line, `has ${cells.length} cells where the header has ${expected}`);
  }
  const values = isGuarded && cells.at(-1) === MARK ? unguardCells(cells) : cells;
  if (values.some(value => value?.includes('\0'))) return brokenLine(source, line, 'holds a NUL byte');
  return { line, cells: cellsNamed(names, place => values[place] ?? null) };
}

/** The mark that the header uses most. */
export function delimiterOf(source: Source): string {
  const unquoted = headText(source).replace(/"[^"]*"/g, '');
  const first = unquoted.split(/\r?\n|\r/, 1)[0] ?? '';
  const counts = [',', '\t', ';', '|'].map(mark => [mark, first.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/**
 * Whether quotes around cells are no part of them: always, but in a TSV. Those are written by programs that quote cells
 * with tabs, line breaks and quotes in them, and by many more that write every cell as it is.
 */
export function quotesIn(source: Source, { delimiter, quotes }: Pick<Reading, 'delimiter' | 'quotes'>): Quotes {
  if (quotes !== undefined) return quotes;
  if ((delimiter ?? delimiterOf(source)) !== '\t') return 'around';
  const text = headText(source, QUOTES_BYTES);
  if (!WRAPPED.test(text)) return 'plain';
  const newline = endsLinesByReturn(source) ? '\r' : '\n';
  const reader = new CsvReader({ delimiter: '\t', maxRecord: MAX_ROW_BYTES, newline, quoted: true });
  const records = reader.push(text, source.sizeBytes <= QUOTES_BYTES);
  const broken = records.filter(({ problem }) => problem !== undefined).length;
  // What a cell can hold by quotes alone is no accident.
  const needed = records.filter(({ cells }) => cells.some(cell => cell !== null && /[\t\r\n"]/.test(cell))).length;
  return broken === 0 || needed > broken ? 'around' : 'plain';
}

/** A cell between quotes. */
const WRAPPED = /(?:^|[\t\r\n])"[^"]*(?:""[^"]*)*"(?=[\t\r\n]|$)/;

/** Whether lines end as they did on a Mac of old. */
function endsLinesByReturn(source: Source): boolean {
  const head = headText(source);
  return head.includes('\r') && !head.includes('\n');
}

function headText(source: Source, bytes = HEAD_BYTES): string {
  return new TextDecoder(source.encoding).decode(readHead(source.path, bytes));
}
