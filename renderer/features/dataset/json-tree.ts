/** JSON with the place of each part in its text: what an editor needs to mark what is wrong. */
export interface JsonNode {
  readonly value: unknown;
  readonly from: number;
  readonly to: number;
  /** Of an object, in the order of the text; a name can stand there twice. */
  readonly entries: readonly JsonEntry[];
  /** Of a list. */
  readonly items: readonly JsonNode[];
}

export interface JsonEntry {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly node: JsonNode;
}

/** The place from which on a text is no JSON. */
export class JsonBroken extends Error {
  readonly at: number;

  constructor(at: number) {
    super(`no JSON from ${at} on`);
    this.at = at;
  }
}

/** Reads what `JSON.parse` reads. Throws `JsonBroken`. */
export function readJson(text: string): JsonNode {
  const reader = new Reader(text);
  const node = reader.node(0);
  reader.end();
  return node;
}

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
const SPACE = /[ \t\n\r]*/y;
const DEEPEST = 500;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  node(depth: number): JsonNode {
    this.#space();
    const from = this.#at;
    if (depth > DEEPEST) throw new JsonBroken(from);
    if (this.#take('{')) return this.#object(from, depth);
    if (this.#take('[')) return this.#list(from, depth);
    const written = this.#string() ?? this.#match(SCALAR);
    if (written === null) throw new JsonBroken(from);
    return { value: JSON.parse(written), from, to: this.#at, entries: [], items: [] };
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw new JsonBroken(this.#at);
  }

  #object(from: number, depth: number): JsonNode {
    const entries: JsonEntry[] = [];
    if (!this.#closes('}')) {
      do {
        this.#space();
        const start = this.#at;
        const written = this.#string();
        if (written === null) throw new JsonBroken(start);
        const to = this.#at;
        this.#space();
        if (!this.#take(':')) throw new JsonBroken(this.#at);
        entries.push({ name: JSON.parse(written), from: start, to, node: this.node(depth + 1) });
      } while (this.#goesOn('}'));
    }
    const value = Object.fromEntries(entries.map(({ name, node }) => [name, node.value]));
    return { value, from, to: this.#at, entries, items: [] };
  }

  #list(from: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    if (!this.#closes(']')) {
      do items.push(this.node(depth + 1));
      while (this.#goesOn(']'));
    }
    return { value: items.map(({ value }) => value), from, to: this.#at, entries: [], items };
  }

  #closes(mark: string): boolean {
    this.#space();
    return this.#take(mark);
  }

  #goesOn(end: string): boolean {
    this.#space();
    if (this.#take(',')) return true;
    if (this.#take(end)) return false;
    throw new JsonBroken(this.#at);
  }

  #take(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  /** By its ends, not by a pattern: a string may hold megabytes. */
  #string(): string | null {
    const from = this.#at;
    if (!this.#text.startsWith('"', from)) return null;
    let to = this.#text.indexOf('"', from + 1);
    while (to !== -1 && isEscaped(this.#text, to)) to = this.#text.indexOf('"', to + 1);
    const written = to === -1 ? null : this.#text.slice(from, to + 1);
    if (written === null || !isJson(written)) return null;
    this.#at = to + 1;
    return written;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #space(): void {
    this.#match(SPACE);
  }
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before--;
  return (at - before) % 2 === 1;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
