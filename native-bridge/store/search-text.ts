import type { Cells } from './rows.ts';

/** Words in the order in which they must stand beside each other. */
export interface Phrase {
  readonly words: readonly string[];
  /** Whether the last word is only the beginning of one. */
  readonly isOpen: boolean;
}

/**
 * What the word index holds of a row: the words of its texts and numbers, in small letters without accents. Runs of a
 * script without spaces are cut into overlapping pairs of characters and the last one alone, so that terms of any length
 * are found: 中国人 becomes 中国 国人 人. The index itself only parts what is not a letter or a digit of ASCII.
 */
export function searchText(cells: Cells): string {
  let text = '';
  for (const name in cells) {
    const cell = cells[name];
    if (typeof cell === 'string' || typeof cell === 'number') text += `${cell}\n`;
  }
  return worded(text);
}

/** The phrase a person wrote; null when nothing in it can be looked up. */
export function phraseOf(words: string): Phrase | null {
  const tokens = tokensOf(worded(words));
  const last = tokens.at(-1);
  if (last === undefined) return null;
  if (endsRun(tokens)) return { words: tokens.slice(0, -1), isOpen: false };
  // One character alone begins a pair, or is the last of its run.
  return { words: tokens, isOpen: UNSPACED_CHARACTER.test(last) };
}

/** The query of the index for a phrase. Words hold nothing that means something in it. */
export function matchFor({ words, isOpen }: Phrase): string {
  return `"${words.join(' ')}"${isOpen ? '*' : ''}`;
}

/** Whether a row holds a phrase, by the same words as the index: for rows that it does not have yet. */
export function holdsPhrase({ words, isOpen }: Phrase): (cells: string) => boolean {
  const sought = ` ${words.join(' ')}${isOpen ? '' : ' '}`;
  const longest = words.reduce((one, other) => (other.length > one.length ? other : one));
  return cells =>
    folded(cells).includes(longest) &&
    ` ${tokensOf(searchText(JSON.parse(cells) as Cells)).join(' ')} `.includes(sought);
}

const ASCII = /^[\0-\x7f]*$/;
/** Scripts that are written without spaces between words. */
const UNSPACED_CHARACTER = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;
const WORD_CHARACTER = /^[\p{L}\p{N}\p{M}\p{Co}]$/u;
/** Accented and full-width letters and digits, accents by themselves, and marks that only choose a picture. */
const FOLDED = /[\u0300-\u036f\ufe00-\ufe0f]|[\u00aa-\u024f\u1e00-\u1eff\uff10-\uff5a]/g;
const ACCENTS = /[\u0300-\u036f\ufe00-\ufe0f]/g;

function worded(text: string): string {
  const plain = folded(text);
  if (ASCII.test(plain)) return plain;
  let out = '';
  let from = 0;
  for (let at = 0; at < plain.length; ) {
    const kind = kindAt(plain, at);
    if (kind === WORD) {
      at += 1;
      continue;
    }
    out += plain.slice(from, at);
    from = kind === UNSPACED ? endOfRun(plain, at) : at + 1;
    out += kind === UNSPACED ? `${pairs(plain, at, from)} ` : ' ';
    at = from;
  }
  return out + plain.slice(from);
}

function folded(text: string): string {
  const small = text.toLowerCase();
  return ASCII.test(small) ? small : small.normalize('NFC').replace(FOLDED, unaccented);
}

const known = new Map<string, string>();

function unaccented(character: string): string {
  let plain = known.get(character);
  if (plain === undefined) {
    plain = character.normalize('NFKD').replace(ACCENTS, '');
    known.set(character, plain);
  }
  return plain;
}

const UNSEEN = 0;
const WORD = 1;
const UNSPACED = 2;
const BETWEEN = 3;

/** By UTF-16 unit; of ASCII the index itself knows what is a word. */
const kinds = new Uint8Array(2 ** 16).fill(WORD, 0, 128);

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const kind = kinds[unit] as number;
  if (kind !== UNSEEN) return kind;
  const isHalf = unit >= 0xd800 && unit < 0xe000;
  const character = isHalf ? wholeAt(text, at) : text.charAt(at);
  const found = UNSPACED_CHARACTER.test(character) ? UNSPACED : WORD_CHARACTER.test(character) ? WORD : BETWEEN;
  if (!isHalf) kinds[unit] = found;
  return found;
}

/** The character of which a half stands here. */
function wholeAt(text: string, at: number): string {
  const isSecond = at > 0 && text.charCodeAt(at) >= 0xdc00 && (text.codePointAt(at - 1) as number) > 0xffff;
  return String.fromCodePoint(text.codePointAt(isSecond ? at - 1 : at) as number);
}

function endOfRun(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length && kindAt(text, end) === UNSPACED) end += 1;
  return end;
}

/** Each character of a run with the one after it, and the last one alone. */
function pairs(text: string, from: number, end: number): string {
  let out = '';
  for (let at = from; at < end; ) {
    const next = at + widthAt(text, at);
    const after = next < end ? next + widthAt(text, next) : next;
    out += ` ${text.slice(at, after)}`;
    at = next;
  }
  return out;
}

function widthAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
}

/** As the index parts a text. */
function tokensOf(text: string): string[] {
  return text.split(/[^a-z0-9\u0080-\uffff]+/).filter(token => token !== '');
}

/** The single character that closes the last run: in a longer run of the index it stands in a pair. */
function endsRun(tokens: readonly string[]): boolean {
  const [before, last] = tokens.slice(-2);
  if (before === undefined || last === undefined) return false;
  return UNSPACED_CHARACTER.test(last) && [...before].length === 2 && before.endsWith(last);
}
