import type { Cells } from '../../../store/rows.ts';

const [NEWLINE, RETURN, SPACE, BACKSLASH] = [0x0a, 0x0d, 0x20, 0x5c];
const [QUOTE, COMMA, MINUS, ZERO, NINE, BRACE] = [0x22, 0x2c, 0x2d, 0x30, 0x39, 0x7d];
/** Digits of an integer that surely is written as it was read. */
const SAFE_DIGITS = 15;
/** Files whose rows differ in their keys gain nothing: after so many kinds none is learned any more. */
const KINDS = 100;

/**
 * Tells lines that are stored as they are: a flat object with the keys of a row before it, written exactly as
 * `JSON.stringify` would write it. Such a line needs neither be parsed nor written again, which is most of the time that
 * reading takes. Only for lines of a text in which `isPlainText` holds.
 */
export class PlainRows {
  #keys: readonly string[] = [];
  /** What stands before each value: `{"text":`, `,"label":`. */
  #heads: readonly string[] = [];
  #learned = 0;

  /** The keys of the lines that hold, the same array as long as they are the same. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  /** Takes the keys of a row that was parsed for those of the lines to come. */
  learn(cells: Cells, line: string): void {
    if (this.#learned >= KINDS || JSON.stringify(cells) !== line) return;
    this.#learned += 1;
    this.#keys = Object.keys(cells);
    this.#heads = this.#keys.map((key, at) => `${at === 0 ? '{' : ','}${headOf(key)}`);
  }

  holds(line: string): boolean {
    if (this.#heads.length === 0) return false;
    let at = 0;
    for (const head of this.#heads) {
      if (!line.startsWith(head, at)) return false;
      at = endOfValue(line, at + head.length);
      if (at === 0) return false;
    }
    return at === line.length - 1 && line.charCodeAt(at) === BRACE;
  }
}

/** Whether a text has no escape and no control character but line ends: then what stands between quotes is the value. */
export function isPlainText(bytes: Buffer): boolean {
  if (bytes.includes(BACKSLASH)) return false;
  // Four bytes at a time: a word has the sign bit of a byte set in `low` when that byte is less than a space.
  const aligned = Math.min(bytes.length, -bytes.byteOffset & 3);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, (bytes.length - aligned) >> 2);
  if (!isPlainPart(bytes, 0, aligned) || !isPlainPart(bytes, aligned + words.length * 4, bytes.length)) return false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as number;
    const low = (word - 0x20202020) & ~word & 0x80808080;
    if (low !== 0 && !isPlainPart(bytes, aligned + at * 4, aligned + at * 4 + 4)) return false;
  }
  return true;
}

function isPlainPart(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    const endsLine = at + 1 === bytes.length || bytes[at + 1] === NEWLINE;
    if (byte < SPACE && byte !== NEWLINE && !(byte === RETURN && endsLine)) return false;
  }
  return true;
}

/** What stands before the value of a column. No string has a quote in it here, so it can stand nowhere else. */
export function headOf(column: string): string {
  return `${JSON.stringify(column)}:`;
}

/** The value after `head` in a line that holds, as a label is kept: null when it is missing, null or empty. */
export function plainLabel(line: string, head: string): string | null {
  const found = line.indexOf(head);
  if (found === -1) return null;
  const at = found + head.length;
  const isText = line.charCodeAt(at) === QUOTE;
  const value = isText ? line.slice(at + 1, line.indexOf('"', at + 1)) : line.slice(at, endOfValue(line, at));
  return value === '' || (!isText && value === 'null') ? null : value;
}

/** Where a value ends that is written as it would be written; 0 for any other. */
function endOfValue(line: string, at: number): number {
  const first = line.charCodeAt(at);
  if (first === QUOTE) return line.indexOf('"', at + 1) + 1;
  let end = at;
  while (isDigit(line.charCodeAt(end))) end += 1;
  const isInteger = end > at && end - at <= SAFE_DIGITS && (first !== ZERO || end === at + 1);
  if (isInteger && isEnd(line.charCodeAt(end))) return end;

  while (end < line.length && !isEnd(line.charCodeAt(end))) end += 1;
  const value = line.slice(at, end);
  const isWord = value === 'null' || value === 'true' || value === 'false';
  const isNumber =
    (first === MINUS || isDigit(first)) && Number.isFinite(Number(value)) && String(Number(value)) === value;
  return isWord || isNumber ? end : 0;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isEnd(code: number): boolean {
  return code === BRACE || code === COMMA;
}
