import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import type { Field, Vector } from 'apache-arrow';
import { type Cell, LuthierError } from '../../../../contract/index.ts';
import { decimalText } from '../decimals.ts';
import { cellsNamed, type FileRecord, type ImportFormat, type Reading, toCell, uniqueNames } from '../format.ts';
import { decodeLz4Frame } from '../lz4.ts';
import { readHead, type Source } from '../source.ts';

/** Arrow files and streams, and Feather, which is an Arrow file. A batch at a time. */
export const arrow: ImportFormat = {
  id: 'arrow',
  endings: ['arrow', 'feather', 'ipc'],
  isBinary: true,
  hasHeader: true,
  read,
};

const FILE_MARK = 'ARROW1';
const BATCH_ROWS = 5000;

type Arrow = typeof import('apache-arrow');

/** Loaded when it is needed: it is large, and the core should start fast. */
async function loadArrow(): Promise<Arrow> {
  const arrow = await import('apache-arrow');
  arrow.compressionRegistry.set(arrow.CompressionType.ZSTD, { decode: bytes => zstdDecompressSync(bytes) });
  arrow.compressionRegistry.set(arrow.CompressionType.LZ4_FRAME, { decode: decodeLz4Frame });
  return arrow;
}

async function* read(source: Source, { onBytes, limit }: Reading): AsyncGenerator<readonly FileRecord[]> {
  const isFile = readHead(source.path, FILE_MARK.length).toString('latin1') === FILE_MARK;
  const handle = isFile ? await open(source.path) : null;
  try {
    const { DataType, RecordBatchReader } = await loadArrow();
    const reader = await (handle === null
      ? RecordBatchReader.from(createReadStream(source.path))
      : RecordBatchReader.from(handle));
    await reader.open();
    let row = 0;
    for await (const batch of reader) {
      const fields = batch.schema.fields;
      const titles = uniqueNames(fields.map(({ name }) => String(name)));
      const columns = fields.map((_, index) => batch.getChildAt(index));
      for (let from = 0; from < batch.numRows; from += BATCH_ROWS) {
        const to = Math.min(batch.numRows, from + BATCH_ROWS);
        yield records(DataType, { fields, titles, columns, from, to, line: row + from + 1 });
        if (limit !== undefined && row + to >= limit) return;
      }
      row += batch.numRows;
      onBytes(source.sizeBytes);
    }
  } catch (error) {
    if (error instanceof LuthierError) throw error;
    const reason = (error as Error).message.slice(0, 160);
    throw new LuthierError('import.damaged', { file: source.name, format: 'Arrow', reason });
  } finally {
    await handle?.close();
  }
}

interface Part {
  readonly fields: readonly Field[];
  readonly titles: readonly string[];
  readonly columns: readonly (Vector | null)[];
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

function records(types: Arrow['DataType'], { fields, titles, columns, from, to, line }: Part): FileRecord[] {
  return Array.from({ length: to - from }, (_, index) => {
    const cells = cellsNamed(titles, place => arrowCell(types, fields[place], columns[place]?.get(from + index)));
    return { line: line + index, cells };
  });
}

function arrowCell(types: Arrow['DataType'], field: Field | undefined, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  const type = field?.type;
  if (types.isTimestamp(type) || types.isDate(type)) return toCell(new Date(Number(value)));
  // As text, since few of them are numbers here.
  if (types.isDecimal(type)) return decimalText(String(value), type.scale);
  if (types.isDictionary(type)) return typeof value === 'object' ? String(value) : toCell(value);
  return toCell(value);
}
