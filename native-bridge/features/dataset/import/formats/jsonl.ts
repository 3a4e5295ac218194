import { exactly } from '../../../../contract/index.ts';
import {
  brokenLine,
  cellsOf,
  type FileRecord,
  type ImportFormat,
  MAX_ROW_BYTES,
  type Reading,
  tooLong,
} from '../format.ts';
import { lineEncoding, linesIn, regionsOf, textIn } from '../lines.ts';
import { isPlainText, PlainRows } from '../plain-rows.ts';
import type { Source } from '../source.ts';

/** JSON Lines: one object a line. Nested values are kept as JSON text. */
export const jsonl: ImportFormat = { id: 'jsonl', endings: ['jsonl', 'ndjson'], read: readJsonLines };

export async function* readJsonLines(source: Source, reading: Reading): AsyncGenerator<readonly FileRecord[]> {
  const decoder = new TextDecoder(lineEncoding(source), { fatal: true, ignoreBOM: true });
  let plain: PlainRows | null = null;
  for await (const region of regionsOf(source, MAX_ROW_BYTES, reading.onBytes)) {
    if ('tooLongBytes' in region) {
      yield [tooLong(source, region.line, region.tooLongBytes)];
      continue;
    }
    const taken = reading.takesPlain?.() ?? null;
    if (taken !== null) plain ??= new PlainRows(taken);
    const fast = plain !== null && isPlainText(region.bytes) ? plain : null;
    const whole = textIn(region.bytes, decoder);
    const all = whole === null || fast === null ? null : fast.labelsOf(whole);
    if (whole !== null && fast !== null && all !== null) {
      yield [{ line: region.line, rows: [whole], labels: all, keys: fast.keys }];
      continue;
    }
    const records: FileRecord[] = [];
    let rows: string[] = [];
    let labels: (string | null)[] = [];
    let line = region.line;
    for (const text of linesIn(region.bytes, decoder, whole)) {
      if (text !== null && fast?.holds(text)) {
        if (rows.length === 0) records.push({ line, rows, labels, keys: fast.keys });
        rows.push(text);
        labels.push(fast.labelIn(text));
      } else if (text === '') [rows, labels] = [[], []];
      else {
        const record =
          text === null ? brokenLine(source, line, `not valid ${source.encoding}`) : parseRecord(source, line, text);
        records.push(record);
        [rows, labels] = [[], []];
        if (text !== null && 'cells' in record) fast?.learn(record.cells, text);
      }
      line += 1;
    }
    yield records;
  }
}

/** What may be a number that cannot be held as it is written. */
const LONG_NUMBER = /\d{16}|\d[eE]/;

/** The record that a JSON text stands for. Of files put behind each other each may begin with a byte order mark. */
export function parseRecord(source: Source, line: number, written: string): FileRecord {
  const text = written.startsWith('\ufeff') ? written.slice(1) : written;
  if (text.includes('\0')) return brokenLine(source, line, 'holds a NUL byte');
  let value: unknown;
  try {
    value = LONG_NUMBER.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
  } catch (error) {
    return brokenLine(source, line, `not valid JSON, ${(error as Error).message.slice(0, 120)}`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return brokenLine(source, line, 'not a JSON object');
  }
  return { line, cells: cellsOf(value) };
}
