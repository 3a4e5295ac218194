/** One element of an array as text, or its size when it is too long; neither when its bytes are no UTF-8. */
export type JsonElement =
  | { readonly line: number; readonly text: string; readonly tooLongBytes: 0 }
  | { readonly line: number; readonly text: null; readonly tooLongBytes: number };

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const [QUOTE, BACKSLASH, NEWLINE, COMMA] = [0x22, 0x5c, 0x0a, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const isBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Finds the elements of the one array of a JSON file piece by piece: it stands at the top, or in an object at the top.
 * Throws SyntaxError when there is none, more than one, or the file ends before it does.
 */
export class JsonElements {
  readonly #limit: number;
  #depth = 0;
  /** How deep the elements lie: 1 in an array at the top, 2 in an array of an object; 0 before it was found. */
  #home = 0;
  #isClosed = false;
  #inText = false;
  #isEscaped = false;
  #line = 1;
  #parts: Buffer[] = [];
  #length = 0;
  #startLine = 1;
  #isOpen = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The elements that end in this piece. */
  push(chunk: Buffer): JsonElement[] {
    const found: JsonElement[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte === NEWLINE) this.#line += 1;
      if (this.#inText) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#inText = false;
        continue;
      }
      if (this.#home > 0 && this.#depth === this.#home && !this.#isClosed) {
        if (byte === COMMA || byte === CLOSE_LIST) {
          if (this.#isOpen) found.push(this.#close(chunk.subarray(from, at)));
          else if (byte === COMMA) throw new SyntaxError(`an element is missing before line ${this.#line}`);
          if (byte === CLOSE_LIST) {
            this.#isClosed = true;
            this.#depth -= 1;
          }
          continue;
        }
        if (!this.#isOpen && !isBlank(byte)) {
          this.#isOpen = true;
          this.#startLine = this.#line;
          from = at;
        }
      }
      if (this.#isClosed && this.#depth === 0 && !isBlank(byte)) {
        throw new SyntaxError(`something follows the array at line ${this.#line}`);
      }
      this.#step(byte);
    }
    if (this.#isOpen) this.#keep(chunk.subarray(from));
    return found;
  }

  end(): void {
    if (this.#home === 0) throw new SyntaxError('it holds no array of objects');
    if (!this.#isClosed || this.#depth > 0) throw new SyntaxError(`it ends in the middle, at line ${this.#line}`);
  }

  #step(byte: number): void {
    if (byte === QUOTE) this.#inText = true;
    else if (byte === OPEN_LIST) {
      if (this.#depth < 2 && this.#home === 0) this.#home = this.#depth + 1;
      else if (this.#isClosed && this.#depth === this.#home - 1) {
        throw new SyntaxError(`a second array begins at line ${this.#line}; which holds the rows is not clear`);
      }
      this.#depth += 1;
    } else if (byte === OPEN_OBJECT) this.#depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      this.#depth -= 1;
      if (this.#depth < 0) throw new SyntaxError(`a bracket too many at line ${this.#line}`);
    }
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    // A copy: the piece it is of is used again by who reads the file.
    if (this.#length <= this.#limit) this.#parts.push(Buffer.from(part));
    else this.#parts = [];
  }

  #close(part: Buffer): JsonElement {
    this.#keep(part);
    const [line, length] = [this.#startLine, this.#length];
    const text = decoded(Buffer.concat(this.#parts));
    this.#parts = [];
    this.#length = 0;
    this.#isOpen = false;
    if (length > this.#limit) return { line, text: null, tooLongBytes: length };
    return text === null ? { line, text, tooLongBytes: 0 } : { line, text, tooLongBytes: 0 };
  }
}

function decoded(bytes: Buffer): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}
