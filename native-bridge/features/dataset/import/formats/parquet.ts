import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  asyncBufferFromFile,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from 'hyparquet';
import { LuthierError } from '../../../../contract/index.ts';
import { cellsNamed, type FileRecord, type ImportFormat, type Reading, toCell, uniqueNames } from '../format.ts';
import { decodeLz4Block } from '../lz4.ts';
import type { Source } from '../source.ts';

/** Parquet, a group of rows at a time. Nested values are kept as JSON text. */
export const parquet: ImportFormat = { id: 'parquet', endings: ['parquet', 'pq'], isBinary: true, read };

/** What the reader itself cannot unpack, Node can. */
const COMPRESSORS: Compressors = {
  GZIP: bytes => gunzipSync(bytes),
  BROTLI: bytes => brotliDecompressSync(bytes),
  ZSTD: bytes => zstdDecompressSync(bytes),
  LZ4_RAW: decodeLz4Block,
};
const BATCH_ROWS = 5000;
/** Of a group, unpacked. Pages outside of a part are not unpacked, but the group is read once for each. */
const PART_BYTES = 48 * 1024 * 1024;

async function* read(source: Source, { onBytes, limit }: Reading): AsyncGenerator<readonly FileRecord[]> {
  const damaged = (error: unknown) => {
    const reason = (error as Error).message.replace(/^parquet /, '');
    return new LuthierError('import.damaged', { file: source.name, format: 'Parquet', reason });
  };
  const file = await asyncBufferFromFile(source.path);
  const metadata = await parquetMetadataAsync(file).catch(error => {
    throw damaged(error);
  });
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw damaged(new Error(`two columns have the name ${twice}`));
  const titles = uniqueNames(names);
  const total = Number(metadata.num_rows);
  for (const { start, end } of partsOf(metadata, limit ?? total)) {
    const columns = await columnsOf(file, metadata, start, end).catch(error => {
      throw damaged(error);
    });
    const data = names.map(name => columns.get(name) ?? []);
    yield* records(data, titles, start, end);
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

type Column = ArrayLike<unknown>;

/** Columns instead of row objects: a group may have a million rows. */
async function columnsOf(
  file: Awaited<ReturnType<typeof asyncBufferFromFile>>,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Map<string, Column>> {
  const parts = new Map<string, { at: number; data: Column }[]>();
  await parquetRead({
    file,
    metadata,
    rowStart,
    rowEnd,
    compressors: COMPRESSORS,
    // Whether bytes are text is told by the bytes, see toCell.
    utf8: false,
    onChunk: ({ columnName, columnData, rowStart: at }) => {
      const those = parts.get(columnName) ?? [];
      those.push({ at, data: columnData });
      parts.set(columnName, those);
    },
  });
  return new Map([...parts].map(([name, pages]) => [name, joined(pages, rowStart)]));
}

function joined(pages: { at: number; data: Column }[], first: number): Column {
  const [only] = pages;
  if (pages.length === 1 && only?.at === first) return only.data;
  const whole: unknown[] = [];
  for (const { at, data } of pages)
    for (let i = 0; i < data.length; i += 1) if (at + i >= first) whole[at + i - first] = data[i];
  return whole;
}

function* records(columns: readonly Column[], titles: readonly string[], start: number, end: number) {
  for (let from = start; from < end; from += BATCH_ROWS) {
    const batch: FileRecord[] = [];
    for (let row = from; row < Math.min(end, from + BATCH_ROWS); row += 1) {
      batch.push({ line: row + 1, cells: cellsNamed(titles, place => toCell(columns[place]?.[row - start])) });
    }
    yield batch;
  }
}
