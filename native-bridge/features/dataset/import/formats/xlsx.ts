import { LuthierError } from '../../../../contract/index.ts';
import { brokenLine, type FileRecord, type ImportFormat, type Reading, toCell, uniqueNames } from '../format.ts';
import type { Source } from '../source.ts';
import { openZip } from '../zip.ts';

/** The first sheet of an Excel workbook, its first row the header. Formulas give the value that was stored for them. */
export const xlsx: ImportFormat = { id: 'xlsx', endings: ['xlsx', 'xlsm'], isBinary: true, read };

/** A workbook is read as a whole, so what it unpacks to must fit into memory. */
const MOST_BYTES = 256 * 1024 * 1024;

async function* read(source: Source, { onBytes }: Reading): AsyncGenerator<readonly FileRecord[]> {
  await checkSize(source);
  // Loaded when it is needed, so that the core starts fast.
  const { default: readExcel } = await import('read-excel-file/node');
  const [sheet] = await readExcel(source.path).catch(error => {
    const reason = (error as Error).message.slice(0, 160);
    throw new LuthierError('import.damaged', { file: source.name, format: 'an Excel workbook', reason });
  });
  onBytes(source.sizeBytes);
  const rows = sheet?.data ?? [];
  const first = rows.findIndex(row => row.some(isFilled));
  if (first === -1) return;
  const width = (rows[first]?.findLastIndex(isFilled) ?? -1) + 1;
  const titles = uniqueNames((rows[first] ?? []).slice(0, width).map(cell => String(cell ?? '')));
  yield rows.slice(first + 1).flatMap((row, index) => record(source, first + index + 2, titles, row));
}

function record(source: Source, line: number, titles: readonly string[], row: readonly unknown[]): FileRecord[] {
  if (!row.some(isFilled)) return [];
  const beyond = row.findLastIndex(isFilled);
  if (beyond >= titles.length) {
    return [brokenLine(source, line, `has ${beyond + 1} cells where the header has ${titles.length}`)];
  }
  return [{ line, cells: Object.fromEntries(titles.map((title, column) => [title, toCell(row[column] ?? null)])) }];
}

function isFilled(cell: unknown): boolean {
  return cell !== null && cell !== undefined && cell !== '';
}

async function checkSize(source: Source): Promise<void> {
  using zip = await openZip(source);
  const bytes = zip.entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (bytes > MOST_BYTES) {
    throw new LuthierError('import.archive_too_large', { file: source.name, limit: '256 MiB; save it as CSV' });
  }
}
