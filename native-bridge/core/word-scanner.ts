const BREAK = 1;
const WORD = 2;
const LONE = 3;
const SPACE = 4;
const APOSTROPHE = 5;

/** What each UTF-16 unit is, found out when it is first met. */
const kinds = new Uint8Array(0x10000);

/** Scripts that are written without spaces: each character counts as a word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The words of a text, as places in it. Reused from text to text, so that a million texts make no garbage. */
export class WordScanner {
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  /** Not 0 where a word does not go on from the one before: after a full stop, or where the script changes. */
  begins = new Uint8Array(1024);
  /** Not 0 for a character that stands for a word. */
  lone = new Uint8Array(1024);
  count = 0;

  scan(text: string): void {
    this.count = 0;
    let broken = 1;
    for (let at = 0; at < text.length; ) {
      const kind = kindAt(text, at);
      const width = isHigh(text.charCodeAt(at)) ? 2 : 1;
      if (kind === WORD) {
        const end = endOfWord(text, at + width);
        this.#push(at, end, broken, 0);
        at = end;
        broken = 0;
      } else {
        if (kind === LONE) this.#push(at, Math.min(at + width, text.length), broken, 1);
        broken = kind === LONE || kind === SPACE ? (kind === LONE ? 0 : broken) : 1;
        at += width;
      }
    }
  }

  #push(start: number, end: number, broken: number, lone: number): void {
    if (this.count === this.starts.length) this.#grow();
    const last = this.count - 1;
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.lone[this.count] = lone;
    this.begins[this.count] = broken || last < 0 || this.lone[last] !== lone ? 1 : 0;
    this.count += 1;
  }

  #grow(): void {
    const bigger = <Of extends Int32Array | Uint8Array>(from: Of, to: Of): Of => {
      to.set(from);
      return to;
    };
    const size = this.starts.length * 2;
    this.starts = bigger(this.starts, new Int32Array(size));
    this.ends = bigger(this.ends, new Int32Array(size));
    this.begins = bigger(this.begins, new Uint8Array(size));
    this.lone = bigger(this.lone, new Uint8Array(size));
  }
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const kind = kindAt(text, at);
    if (kind === WORD) at += isHigh(text.charCodeAt(at)) ? 2 : 1;
    else if (kind === APOSTROPHE && at + 1 < text.length && kindAt(text, at + 1) === WORD) at += 1;
    else break;
  }
  return Math.min(at, text.length);
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (isHigh(unit)) return kindOf(String.fromCodePoint(text.codePointAt(at) as number));
  if (kinds[unit] === 0) kinds[unit] = kindOf(String.fromCharCode(unit));
  return kinds[unit] as number;
}

function kindOf(character: string): number {
  if (UNSPACED.test(character)) return LONE;
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return WORD;
  if (/['\u2019]/.test(character)) return APOSTROPHE;
  return /[\s_-]/.test(character) ? SPACE : BREAK;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
