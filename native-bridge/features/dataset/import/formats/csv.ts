import { closeSync, openSync, readSync } from 'node:fs';
import { type CsvError, parse } from 'csv-parse';
import { LuthierError } from '../../../../contract/index.ts';
import { type FileRecord, type ImportFormat, MAX_ROW_BYTES } from '../format.ts';
import { textOf } from '../lines.ts';
import type { Source } from '../source.ts';

/** Comma, semicolon, tab or bar between cells, a header first. The delimiter is the one the header uses most. */
export const csv: ImportFormat = { id: 'csv', endings: ['csv', 'tsv', 'tab'], read };

async function* read(source: Source, onBytes: (done: number) => void): AsyncGenerator<FileRecord> {
  const skipped: FileRecord[] = [];
  let end = 0;
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(source),
    columns: header => unique(header as string[]),
    info: true,
    max_record_size: MAX_ROW_BYTES,
    relax_quotes: false,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: error => {
      if (error) skipped.push({ line: lineOf(error), reason: broken(source, error) });
    },
  });
  const input = textOf(source, onBytes);
  input.on('error', error => parser.destroy(error));
  input.pipe(parser);

  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      yield* skipped.splice(0);
      const line = end + 1;
      end = info.lines;
      const nul = Object.values(record).some(cell => cell.includes('\0'));
      yield nul ? { line, reason: brokenLine(source, line, 'holds a NUL byte') } : { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))) throw error;
    // A quote that is never closed swallows the rest of the file: what came before is kept, the rest is named.
    yield { line: lineOf(error as CsvError), reason: broken(source, error as CsvError) };
  }
  yield* skipped;
}

/** Equal names would silently overwrite each other: the second `text` becomes `text (2)`. */
function unique(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((name, index) => {
    const base = name.trim() || `column ${index + 1}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : `${base} (${count})`;
  });
}

function delimiterOf(source: Source): string {
  const handle = openSync(source.path, 'r');
  try {
    const head = Buffer.alloc(64 * 1024);
    const size = readSync(handle, head, 0, head.length, 0);
    const first = new TextDecoder(source.encoding).decode(head.subarray(0, size)).split(/\r?\n/, 1)[0] ?? '';
    const counts = [',', '\t', ';', '|'].map(mark => [mark, first.split(mark).length] as const);
    return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  } finally {
    closeSync(handle);
  }
}

function lineOf(error: CsvError): number {
  return Math.max(1, Number((error as unknown as { lines?: number }).lines ?? 1));
}

function broken(source: Source, error: CsvError): LuthierError {
  return brokenLine(source, lineOf(error), error.message.slice(0, 160));
}

function brokenLine(source: Source, line: number, reason: string): LuthierError {
  return new LuthierError('import.broken_line', { file: source.name, line, reason }, { file: source.name, row: line });
}
