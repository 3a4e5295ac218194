import type { TextUnit } from '../../../../contract/index.ts';
import { brokenLine, type FileRecord, type ImportFormat, MAX_ROW_BYTES, type Reading, tooLong } from '../format.ts';
import { lineEncoding, linesIn, regionsOf } from '../lines.ts';
import type { Source } from '../source.ts';

/** Plain text: a line a row, or a paragraph a row (parted by empty lines), or all of it one row. */
export const txt: ImportFormat = { id: 'txt', endings: ['txt', 'text'], read };

async function* read(source: Source, reading: Reading): AsyncGenerator<readonly FileRecord[]> {
  const decoder = new TextDecoder(lineEncoding(source), { fatal: true, ignoreBOM: true });
  const rows = new TextRows(source, reading.textUnit ?? 'line');
  for await (const region of regionsOf(source, MAX_ROW_BYTES, reading.onBytes)) {
    if ('tooLongBytes' in region) {
      yield [...rows.end(), tooLong(source, region.line, region.tooLongBytes)];
      continue;
    }
    const records: FileRecord[] = [];
    linesIn(region.bytes, decoder).forEach((text, index) => {
      records.push(...rows.add(region.line + index, text));
    });
    yield records;
  }
  yield rows.end();
}

/** Gathers lines to rows. */
class TextRows {
  readonly #source: Source;
  readonly #unit: TextUnit;
  #lines: string[] = [];
  #first = 1;
  #length = 0;

  constructor(source: Source, unit: TextUnit) {
    this.#source = source;
    this.#unit = unit;
  }

  /** The rows that are whole with this line; null stands for one that cannot be decoded. */
  add(line: number, text: string | null): FileRecord[] {
    if (text === null) return [brokenLine(this.#source, line, `not valid ${this.#source.encoding}`)];
    if (this.#unit === 'line') return text.trim() === '' ? [] : [this.#row(line, text)];
    if (this.#unit === 'paragraph' && text.trim() === '') return this.end();
    if (this.#lines.length === 0) this.#first = line;
    this.#lines.push(text);
    this.#length += text.length + 1;
    if (this.#length <= MAX_ROW_BYTES) return [];
    const size = this.#length;
    this.#clear();
    return [tooLong(this.#source, this.#first, size)];
  }

  end(): FileRecord[] {
    const text = this.#lines.join('\n').trim();
    this.#clear();
    return text === '' ? [] : [this.#row(this.#first, text)];
  }

  #clear(): void {
    this.#lines = [];
    this.#length = 0;
  }

  #row(line: number, text: string): FileRecord {
    return text.includes('\0') ? brokenLine(this.#source, line, 'holds a NUL byte') : { line, cells: { text } };
  }
}
