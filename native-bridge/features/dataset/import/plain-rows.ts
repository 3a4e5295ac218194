import type { Cells } from '../../../store/rows.ts';
import type { PlainTaken } from './format.ts';

const [NEWLINE, RETURN, SPACE, BACKSLASH] = [0x0a, 0x0d, 0x20, 0x5c];
const [QUOTE, COMMA, MINUS, ZERO, NINE, BRACE, ASCII_END] = [0x22, 0x2c, 0x2d, 0x30, 0x39, 0x7d, 0x80];
/** Digits of an integer that surely is written as it was read. */
const SAFE_DIGITS = 15;
/** Files whose rows differ in their keys gain nothing: after so many kinds none is learned any more. */
const KINDS = 100;

/**
 * Tells lines that are stored as they are: a flat object with the keys of a row before it, written exactly as
 * `JSON.stringify` would write it. Such a line needs neither be parsed nor written again, which is most of the time that
 * reading takes. Only for lines of a text in which `isPlainText` holds. A line with nothing in a column that is needed is
 * none of them: it is told.
 */
export class PlainRows {
  readonly #labelColumn: string | undefined;
  readonly #needed: readonly string[];
  /** Place of the label among the keys; -1 when it is none of them. */
  #labelPlace = -1;
  /** Where the value of the label is in the line that held last. */
  #labelFrom = 0;
  #labelTo = 0;
  #keys: readonly string[] = [];
  /** What stands before each value: `{"text":`, `,"label":`. */
  #heads: readonly string[] = [];
  /** Of each key whether its column is needed. */
  #isNeeded: readonly boolean[] = [];
  #learned = 0;

  constructor({ labelColumn, needed }: PlainTaken) {
    this.#labelColumn = labelColumn;
    this.#needed = needed;
  }

  /** The keys of the lines that hold, the same array as long as they are the same. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  /** Takes the keys of a row that was parsed for those of the lines to come. */
  learn(cells: Cells, line: string): void {
    if (this.#learned >= KINDS || JSON.stringify(cells) !== line) return;
    if (this.#needed.some(column => !Object.hasOwn(cells, column))) return;
    this.#learned += 1;
    this.#keys = Object.keys(cells);
    this.#heads = this.#keys.map((key, at) => `${at === 0 ? '{' : ','}${JSON.stringify(key)}:`);
    this.#isNeeded = this.#keys.map(key => this.#needed.includes(key));
    this.#labelPlace = this.#labelColumn === undefined ? -1 : this.#keys.indexOf(this.#labelColumn);
  }

  holds(line: string): boolean {
    return this.#holdsAt(line, 0) === line.length && line !== '';
  }

  /** The labels of the lines of a text, when all of them hold; else null. */
  labelsOf(text: string): (string | null)[] | null {
    const labels: (string | null)[] = [];
    for (let from = 0; from <= text.length; ) {
      const found = text.indexOf('\n', from);
      const to = found === -1 ? text.length : found;
      // A text over two lines would end beyond the first.
      if (this.#holdsAt(text, from) !== to || to === 0) return null;
      labels.push(this.labelIn(text));
      from = to + 1;
    }
    return labels;
  }

  /** The label of the line that held last, as it is kept: null when it is missing, null or empty. */
  labelIn(text: string): string | null {
    if (this.#labelPlace === -1) return null;
    if (text.charCodeAt(this.#labelFrom) === QUOTE) return text.slice(this.#labelFrom + 1, this.#labelTo - 1) || null;
    const value = text.slice(this.#labelFrom, this.#labelTo);
    return value === 'null' ? null : value;
  }

  /** Where a line that begins at a place of a text and holds ends; 0 when it does not hold. */
  #holdsAt(text: string, from: number): number {
    if (this.#heads.length === 0) return 0;
    let at = from;
    for (let place = 0; place < this.#heads.length; place += 1) {
      const head = this.#heads[place] as string;
      if (!text.startsWith(head, at)) return 0;
      const value = at + head.length;
      at = endOfValue(text, value);
      if (at === 0 || (this.#isNeeded[place] && isBlankValue(text, value, at))) return 0;
      if (place === this.#labelPlace) {
        this.#labelFrom = value;
        this.#labelTo = at;
      }
    }
    return text.charCodeAt(at) === BRACE ? at + 1 : 0;
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

/** Whether a value says nothing. One look at its first character tells nearly always. */
function isBlankValue(line: string, from: number, to: number): boolean {
  if (line.charCodeAt(from) !== QUOTE) return line.startsWith('null', from);
  const first = line.charCodeAt(from + 1);
  if (first > SPACE && first < ASCII_END && first !== QUOTE) return false;
  return line.slice(from + 1, to - 1).trim() === '';
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isEnd(code: number): boolean {
  return code === BRACE || code === COMMA;
}
