import { Readable } from 'node:stream';
import { LuthierError } from '../../../../contract/index.ts';
import {
  brokenLine,
  type FileRecord,
  type ImportFormat,
  type Reading,
  renamedNote,
  toCell,
  uniqueNames,
  withNotes,
} from '../format.ts';
import { FormulaFinder, firstSheet } from '../formulas.ts';
import type { Source } from '../source.ts';
import { openZip, type Zip } from '../zip.ts';

/** The first sheet of an Excel workbook, its first row the header. Formulas give the value that was stored for them. */
export const xlsx: ImportFormat = { id: 'xlsx', endings: ['xlsx', 'xlsm'], isBinary: true, hasHeader: true, read };

/** A sheet is read as a whole, so what the workbook unpacks to must fit into memory. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Of a text within a sheet; Excel itself has no longer one than 32,767 characters. The reader takes minutes for a longer. */
const MOST_TEXT = 4 * 1024 * 1024;
const INEXACT_MS = 2;
const TAG = 0x3c;
/** How the value of a cell ends. */
const VALUES = ['</v>', '</is>', ':v>', ':is>'];
const SHEETS = 'xl/worksheets/';

async function* read(source: Source, { onBytes }: Reading): AsyncGenerator<readonly FileRecord[]> {
  using zip = await openZip(source);
  const bytes = zip.entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (bytes > MOST_BYTES) {
    throw new LuthierError('import.archive_too_large', { file: source.name, limit: '256 MiB; save it as CSV' });
  }
  // Loaded when it is needed, so that the core starts fast.
  const { readSheet } = await import('read-excel-file/node');
  const filled = new Set<string>();
  const formulas = new FormulaFinder();
  const seen = { filled, formulas, first: await firstSheet(zip) };
  const rows = await readSheet(Readable.from(unpacked(zip, source, seen)), 1, { trim: false }).catch(error => {
    if (error instanceof LuthierError) throw error;
    const reason = (error as Error).message.slice(0, 160);
    throw new LuthierError('import.damaged', { file: source.name, format: 'an Excel workbook', reason });
  });
  onBytes(source.sizeBytes);
  const first = rows.findIndex(row => row.some(isFilled));
  if (first === -1) return;
  const width = (rows[first]?.findLastIndex(isFilled) ?? -1) + 1;
  const header = (rows[first] ?? []).slice(0, width).map(cell => String(cell ?? ''));
  const titles = uniqueNames(header);
  // The reader ends with the last row that has a value.
  const last = Math.max(rows.length, ...[...formulas.unvalued.keys()].slice(-1));
  const records = Array.from({ length: last - first - 1 }, (_, index) => {
    const line = first + index + 2;
    return record(source, line, titles, rows[line - 1] ?? [], formulas.unvalued.get(line) ?? []);
  }).flat();
  const count = filled.size - 1;
  const notes = [
    ...(count > 0
      ? [new LuthierError('import.other_sheets', { file: source.name, count }, { file: source.name })]
      : []),
    ...renamedNote(source, header, titles),
  ];
  yield withNotes(records, notes);
}

function record(
  source: Source,
  line: number,
  titles: readonly string[],
  row: readonly unknown[],
  unvalued: readonly number[],
): FileRecord[] {
  if (!row.some(isFilled) && unvalued.length === 0) return [];
  const beyond = row.findLastIndex(isFilled);
  if (beyond >= titles.length) {
    return [brokenLine(source, line, `has ${beyond + 1} cells where the header has ${titles.length}`)];
  }
  return [
    {
      line,
      cells: Object.fromEntries(titles.map((title, column) => [title, toCell(wholeSecond(row[column] ?? null))])),
      ...(unvalued.length > 0 && { notes: [withoutValue(source, line, unvalued, titles)] }),
    },
  ];
}

function withoutValue(
  { name: file }: Source,
  line: number,
  unvalued: readonly number[],
  titles: readonly string[],
): LuthierError {
  const columns = unvalued.map(column => titles[column] ?? `column ${column + 1}`).join(', ');
  return new LuthierError('import.no_value', { file, line, columns }, { file, row: line });
}

interface Seen {
  readonly filled: Set<string>;
  readonly formulas: FormulaFinder;
  /** The part that the rows are in. */
  readonly first: string | null;
}

/** A day in parts is no exact number of milliseconds: 10:00 is read as 09:59:59.999. */
function wholeSecond(cell: unknown): unknown {
  if (!(cell instanceof Date)) return cell;
  const nearestMs = Math.round(cell.getTime() / 1000) * 1000;
  return Math.abs(cell.getTime() - nearestMs) <= INEXACT_MS ? new Date(nearestMs) : cell;
}

function isFilled(cell: unknown): boolean {
  return cell !== null && cell !== undefined && cell !== '';
}

/**
 * The parts of a workbook as a zip without compression. Who reads it sees the parts whose sizes were added up and no
 * others, and each of them ends where its size says: `openZip` refuses one that goes on. Sees which sheets have cells, and the
 * formulas of the first.
 */
async function* unpacked(zip: Zip, source: Source, { filled, formulas, first }: Seen): AsyncGenerator<Buffer> {
  for (const { name, entry } of zip.entries) {
    if (!/\.xml(\.rels)?$/.test(name)) continue;
    const bytes = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(entry.uncompressedSize, 18);
    head.writeUInt32LE(entry.uncompressedSize, 22);
    head.writeUInt16LE(bytes.length, 26);
    yield Buffer.concat([head, bytes]);
    const isSheet = name.startsWith(SHEETS) && name.endsWith('.xml');
    if (!isSheet) yield* await zip.open(entry);
    else {
      for await (const chunk of withShortTexts(await zip.open(entry), source, () => filled.add(name))) {
        if (name === first) formulas.push(chunk);
        yield chunk;
      }
    }
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  yield end;
}

async function* withShortTexts(
  chunks: AsyncIterable<Buffer>,
  source: Source,
  onCells: () => void,
): AsyncGenerator<Buffer> {
  let length = 0;
  let hasCells = false;
  for await (const chunk of chunks) {
    const last = chunk.lastIndexOf(TAG);
    length += last === -1 ? chunk.length : chunk.indexOf(TAG);
    if (length > MOST_TEXT) {
      const reason = 'a cell has more than 4 MiB of text where Excel has 32,767 characters at most';
      throw new LuthierError('import.damaged', { file: source.name, format: 'an Excel workbook', reason });
    }
    if (last !== -1) length = chunk.length - last - 1;
    if (!hasCells && VALUES.some(end => chunk.includes(end))) {
      hasCells = true;
      onCells();
    }
    yield chunk;
  }
}
