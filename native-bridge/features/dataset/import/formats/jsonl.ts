import { type Cell, LuthierError } from '../../../../contract/index.ts';
import { type FileRecord, type ImportFormat, MAX_ROW_BYTES } from '../format.ts';
import { lineEncoding, linesOf } from '../lines.ts';
import type { Source } from '../source.ts';

/** JSON Lines: one object a line. Nested values are kept as JSON text. */
export const jsonl: ImportFormat = { id: 'jsonl', endings: ['jsonl', 'ndjson'], read };

async function* read(source: Source, onBytes: (done: number) => void): AsyncGenerator<FileRecord> {
  const decoder = new TextDecoder(lineEncoding(source), { fatal: true });
  for await (const line of linesOf(source, MAX_ROW_BYTES, onBytes)) {
    if ('tooLongBytes' in line) yield { line: line.number, reason: tooLong(source, line.number, line.tooLongBytes) };
    else yield parse(source, decoder, line.number, line.bytes);
  }
}

function parse(source: Source, decoder: InstanceType<typeof TextDecoder>, line: number, bytes: Buffer): FileRecord {
  const broken = (reason: string): FileRecord => ({
    line,
    reason: new LuthierError(
      'import.broken_line',
      { file: source.name, line, reason },
      { file: source.name, row: line },
    ),
  });

  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return broken(`not valid ${source.encoding}`);
  }
  if (text.includes('\0')) return broken('holds a NUL byte');

  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return broken(`not valid JSON, ${(error as Error).message.slice(0, 120)}`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return broken('not a JSON object');
  return { line, cells: Object.fromEntries(Object.entries(value).map(([key, cell]) => [key, toCell(cell)])) };
}

function toCell(value: unknown): Cell {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? (value as Cell)
    : JSON.stringify(value);
}

function tooLong(source: Source, line: number, bytes: number): LuthierError {
  return new LuthierError(
    'import.line_too_long',
    {
      file: source.name,
      line,
      size: `${Math.ceil(bytes / 1024 / 1024)} MiB`,
      limit: `${MAX_ROW_BYTES / 1024 / 1024} MiB`,
    },
    { file: source.name, row: line },
  );
}
