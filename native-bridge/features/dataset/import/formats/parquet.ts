import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet';
import { type Cell, LuthierError } from '../../../../contract/index.ts';
import { exactDecimals } from '../decimals.ts';
import { cellsNamed, type FileRecord, type ImportFormat, type Reading, toCell, uniqueNames } from '../format.ts';
import { decodeLz4Block } from '../lz4.ts';
import type { Source } from '../source.ts';

/** Parquet, a group of rows at a time. Nested values are kept as JSON text. */
export const parquet: ImportFormat = {
  id: 'parquet',
  endings: ['parquet', 'pq'],
  isBinary: true,
  hasHeader: true,
  read,
};

/** Loaded when it is needed: most imports see no Parquet. */
const loadHyparquet = () => import('hyparquet');
type Hyparquet = Awaited<ReturnType<typeof loadHyparquet>>;

/** What the reader itself cannot unpack, Node can; a page that unpacks to more than it says is damaged. */
const COMPRESSORS: Compressors = {
  GZIP: (bytes, size) => gunzipSync(bytes, atMost(size)),
  BROTLI: (bytes, size) => brotliDecompressSync(bytes, atMost(size)),
  ZSTD: (bytes, size) => zstdDecompressSync(bytes, atMost(size)),
  LZ4_RAW: decodeLz4Block,
};
const atMost = (size: number) => ({ maxOutputLength: Math.max(1, size) });
const BATCH_ROWS = 5000;
/** Of a group, unpacked. Pages outside of a part are not unpacked, but the group is read once for each. */
const PART_BYTES = 48 * 1024 * 1024;

async function* read(source: Source, { onBytes, limit }: Reading): AsyncGenerator<readonly FileRecord[]> {
  const damaged = (error: unknown) => {
    const reason = (error as Error).message.replace(/^parquet /, '');
    return new LuthierError('import.damaged', { file: source.name, format: 'Parquet', reason });
  };
  const hyparquet = await loadHyparquet();
  const file = await hyparquet.asyncBufferFromFile(source.path);
  const metadata = await hyparquet.parquetMetadataAsync(file).catch(error => {
    throw damaged(error);
  });
  const fields = hyparquet.parquetSchema(metadata).children;
  const names = fields.map(({ element }) => element.name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw damaged(new Error(`two columns have the name ${twice}`));
  const titles = uniqueNames(names);
  const exact = fields.map(exactDecimals);
  const total = Number(metadata.num_rows);
  for (const { start, end } of partsOf(metadata, limit ?? total)) {
    const columns = await columnsOf(hyparquet, { file, metadata, start, end }).catch(error => {
      throw damaged(error);
    });
    const data = names.map(name => columns.get(name) ?? []);
    const cellAt = (place: number, row: number) => {
      const value = data[place]?.[row - start];
      return toCell(exact[place]?.(value) ?? value);
    };
    yield* records(titles, cellAt, start, end);
    onBytes(Math.floor((source.sizeBytes * end) / total));
  }
}

/** Rows that are read at a time: a group, or of a large one as much as fits in memory. */
function* partsOf({ row_groups }: FileMetaData, limit: number): Generator<{ start: number; end: number }> {
  let first = 0;
  for (const { num_rows, total_byte_size } of row_groups) {
    const last = first + Number(num_rows);
    const parts = Math.max(1, Math.ceil(Number(total_byte_size) / PART_BYTES));
    const size = Math.max(1, Math.ceil(Number(num_rows) / parts));
    for (let start = first; start < Math.min(last, limit); start += size) {
      yield { start, end: Math.min(start + size, last, limit) };
    }
    first = last;
  }
}

/** What stands in the footer of a file that we wrote; null in any other. */
export async function aboutOf(path: string): Promise<unknown> {
  try {
    const { asyncBufferFromFile, parquetMetadataAsync } = await loadHyparquet();
    const { key_value_metadata: about = [] } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    return JSON.parse(about.find(({ key }) => key === 'luthier')?.value ?? 'null');
  } catch {
    // Who reads the rows says what is wrong with it.
    return null;
  }
}

type Column = ArrayLike<unknown>;

interface Part {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly start: number;
  readonly end: number;
}

/** Columns instead of row objects: a group may have a million rows. */
async function columnsOf(hyparquet: Hyparquet, { file, metadata, start, end }: Part): Promise<Map<string, Column>> {
  const parts = new Map<string, { at: number; data: Column }[]>();
  await hyparquet.parquetRead({
    file,
    metadata,
    rowStart: start,
    rowEnd: end,
    compressors: COMPRESSORS,
    // Whether bytes are text is told by the bytes, see toCell.
    utf8: false,
    onChunk: ({ columnName, columnData, rowStart: at }) => {
      const those = parts.get(columnName) ?? [];
      those.push({ at, data: columnData });
      parts.set(columnName, those);
    },
  });
  return new Map([...parts].map(([name, pages]) => [name, joined(pages, start)]));
}

function joined(pages: { at: number; data: Column }[], first: number): Column {
  const [only] = pages;
  if (pages.length === 1 && only?.at === first) return only.data;
  const whole: unknown[] = [];
  for (const { at, data } of pages)
    for (let i = 0; i < data.length; i += 1) if (at + i >= first) whole[at + i - first] = data[i];
  return whole;
}

function* records(
  titles: readonly string[],
  cellAt: (place: number, row: number) => Cell,
  start: number,
  end: number,
): Generator<FileRecord[]> {
  for (let from = start; from < end; from += BATCH_ROWS) {
    const batch: FileRecord[] = [];
    for (let row = from; row < Math.min(end, from + BATCH_ROWS); row += 1) {
      batch.push({ line: row + 1, cells: cellsNamed(titles, place => cellAt(place, row)) });
    }
    yield batch;
  }
}
