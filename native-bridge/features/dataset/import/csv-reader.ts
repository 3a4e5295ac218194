/** A record of a CSV, or what is wrong with it. `line` is where it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  /** Null where nothing stands between two delimiters; two quotes with nothing between them are an empty text. */
  readonly cells: readonly (string | null)[];
  readonly problem?: string;
  readonly tooLongChars?: number;
}

export interface CsvOptions {
  readonly delimiter: string;
  /** Characters a record may have. */
  readonly maxRecord: number;
  readonly newline: '\n' | '\r';
  /** Whether quotes around a cell are no part of it. */
  readonly quoted: boolean;
}

const QUOTE = '"';
const NO_CELLS: CsvRecord['cells'] = [];

/**
 * Reads CSV (RFC 4180), or lines whose quotes mean nothing, piece by piece. A line without a quote, nearly every line, is one `split`. A broken record costs
 * its first line only: a quote that is never closed does not swallow what follows.
 */
export class CsvReader {
  readonly #options: CsvOptions;
  #rest = '';
  #line = 1;
  /** Characters of a too long line that were let go; its end is still to come. */
  #skipped = 0;

  constructor(options: CsvOptions) {
    this.#options = options;
  }

  /** The records that are whole with this piece of text; of the last piece all that are left. */
  push(piece: string, isLast: boolean): CsvRecord[] {
    const text = this.#rest + piece;
    const records: CsvRecord[] = [];
    let at = 0;
    let quote = this.#options.quoted ? text.indexOf(QUOTE) : -1;

    while (at < text.length) {
      let end = text.indexOf(this.#options.newline, at);
      if (end === -1) {
        if (!isLast) break;
        end = text.length;
      }
      if (this.#skipped > 0 || end - at > this.#options.maxRecord) {
        records.push({ line: this.#line, cells: NO_CELLS, tooLongChars: this.#skipped + end - at });
        this.#skipped = 0;
      } else {
        while (quote !== -1 && quote < at) quote = text.indexOf(QUOTE, at);
        if (quote !== -1 && quote < end) {
          const quoted = this.#quoted(text, at, isLast);
          if (quoted === null) break;
          if (typeof quoted === 'string') records.push({ line: this.#line, cells: NO_CELLS, problem: quoted });
          else {
            records.push({ line: this.#line, cells: quoted.cells });
            this.#line += quoted.newlines;
            end = quoted.end;
          }
        } else if (end > at && !(end === at + 1 && text[at] === '\r')) {
          const stop = text[end - 1] === '\r' ? end - 1 : end;
          records.push({ line: this.#line, cells: plainCells(text.slice(at, stop), this.#options.delimiter) });
        }
      }
      this.#line += 1;
      at = end + 1;
    }
    this.#keep(text.slice(at));
    if (isLast && this.#skipped > 0) records.push({ line: this.#line, cells: NO_CELLS, tooLongChars: this.#skipped });
    return records;
  }

  /** Of a line that is already too long only its length is kept. */
  #keep(rest: string): void {
    const { maxRecord, newline } = this.#options;
    if (this.#skipped > 0 || (rest.length > maxRecord && !rest.includes(newline))) {
      this.#skipped += rest.length;
      this.#rest = '';
    } else this.#rest = rest;
  }

  /** A record with quotes from `start` on; null when its end has not come yet, a sentence when it is broken. */
  #quoted(text: string, start: number, isLast: boolean) {
    const { delimiter, newline, maxRecord } = this.#options;
    const cells: (string | null)[] = [];
    let newlines = 0;
    let at = start;

    for (;;) {
      let cell: string;
      const isQuoted = text[at] === QUOTE;
      if (isQuoted) {
        const close = closingQuote(text, at + 1);
        if (close === -1 || close - start > maxRecord) {
          if (!isLast && text.length - start <= maxRecord) return null;
          return 'a quote is opened here and not closed';
        }
        cell = text.slice(at + 1, close);
        for (let found = cell.indexOf(newline); found !== -1; found = cell.indexOf(newline, found + 1)) newlines += 1;
        if (cell.includes(QUOTE)) cell = cell.replaceAll('""', QUOTE);
        at = close + 1;
        // Whether this quote is the first of two is known only with the character after it.
        if (at >= text.length && !isLast) return null;
      } else {
        const end = endOfCell(text, at, delimiter, newline);
        if (end === text.length && !isLast) return null;
        cell = text.slice(at, end);
        if (cell.includes(QUOTE)) return 'a quote stands inside a cell that does not begin with one';
        if (text[end] !== delimiter && cell.endsWith('\r')) cell = cell.slice(0, -1);
        at = end;
      }
      cells.push(cell === '' && !isQuoted ? null : cell);

      if (text[at] === '\r' && newline === '\n') {
        if (at + 1 >= text.length && !isLast) return null;
        if (at + 1 >= text.length || text[at + 1] === newline) at += 1;
      }
      if (at >= text.length || text[at] === newline) return { cells, newlines, end: at };
      if (text[at] !== delimiter) return 'a closing quote is followed by something else than a delimiter';
      at += 1;
    }
  }
}

/** The cells of a line without a quote. */
function plainCells(line: string, delimiter: string): (string | null)[] {
  const cells: (string | null)[] = line.split(delimiter);
  for (let at = cells.indexOf(''); at !== -1; at = cells.indexOf('', at + 1)) cells[at] = null;
  return cells;
}

/** Where the quote is that closes a cell; two in a row stand for one. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf(QUOTE, from);
  while (at !== -1 && text[at + 1] === QUOTE) at = text.indexOf(QUOTE, at + 2);
  return at;
}

function endOfCell(text: string, from: number, delimiter: string, newline: string): number {
  const newlineAt = text.indexOf(newline, from);
  const limit = newlineAt === -1 ? text.length : newlineAt;
  // Within the line only: a search to the end of the text for each line would take forever.
  const delimiterAt = text.slice(from, limit).indexOf(delimiter);
  return delimiterAt === -1 ? limit : from + delimiterAt;
}
