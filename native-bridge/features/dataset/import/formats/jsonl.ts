import {
  brokenLine,
  cellsOf,
  type FileRecord,
  type ImportFormat,
  MAX_ROW_BYTES,
  type Reading,
  tooLong,
} from '../format.ts';
import { lineEncoding, linesIn, regionsOf } from '../lines.ts';
import { isPlainText, PlainRows } from '../plain-rows.ts';
import type { Source } from '../source.ts';

/** JSON Lines: one object a line. Nested values are kept as JSON text. */
export const jsonl: ImportFormat = { id: 'jsonl', endings: ['jsonl', 'ndjson'], read: readJsonLines };

export async function* readJsonLines(source: Source, reading: Reading): AsyncGenerator<readonly FileRecord[]> {
  const decoder = new TextDecoder(lineEncoding(source), { fatal: true });
  const plain = new PlainRows();
  for await (const region of regionsOf(source, MAX_ROW_BYTES, reading.onBytes)) {
    if ('tooLongBytes' in region) {
      yield [tooLong(source, region.line, region.tooLongBytes)];
      continue;
    }
    const records: FileRecord[] = [];
    const isPlain = reading.takesPlain?.() === true && isPlainText(region.bytes);
    let rows: string[] = [];
    let line = region.line;
    for (const text of linesIn(region.bytes, decoder)) {
      if (isPlain && text !== null && plain.holds(text)) {
        if (rows.length === 0) records.push({ rows, keys: plain.keys });
        rows.push(text);
      } else if (text !== '') {
        const record =
          text === null ? brokenLine(source, line, `not valid ${source.encoding}`) : parseRecord(source, line, text);
        records.push(record);
        rows = [];
        if (isPlain && text !== null && 'cells' in record) plain.learn(record.cells, text);
      }
      line += 1;
    }
    yield records;
  }
}

/** The record that a JSON text stands for. */
export function parseRecord(source: Source, line: number, text: string): FileRecord {
  if (text.includes('\0')) return brokenLine(source, line, 'holds a NUL byte');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return brokenLine(source, line, `not valid JSON, ${(error as Error).message.slice(0, 120)}`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return brokenLine(source, line, 'not a JSON object');
  }
  return { line, cells: cellsOf(value) };
}
