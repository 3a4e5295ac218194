/** A piece of a query as the language reads it. `from` and `to` are places in the text. */
interface Token {
  readonly kind: 'open' | 'close' | 'or' | 'and' | 'not' | 'term';
  readonly from: number;
  readonly to: number;
}

/** A name or a value as it is written; `isOpen` when its quote is not closed yet. */
export interface Written {
  readonly text: string;
  readonly quoted: boolean;
  readonly isOpen: boolean;
}

/** The term at the end of a query, as far as it is written. */
export interface LastTerm {
  /** All before its name. */
  readonly before: string;
  readonly name: Written;
  readonly sign: string;
  readonly value: Written | null;
  /** What is written of the name and the sign. */
  readonly head: string;
}

/**
 * The terms of a query that must all hold, each as it is written. A query with `or` outside of brackets is one term.
 * It only looks for borders: whether the query is right is the core's to say.
 */
export function queryTerms(query: string): readonly string[] {
  if (hasOuterOr(query)) return [query.trim()];
  const terms: string[] = [];
  let depth = 0;
  let from: number | null = null;
  for (const { kind, ...token } of tokensOf(query)) {
    if (depth === 0 && kind === 'and') continue;
    from ??= token.from;
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    if (depth > 0 || kind === 'not') continue;
    terms.push(query.slice(from, token.to));
    from = null;
    depth = 0;
  }
  return from === null ? terms : [...terms, query.slice(from)];
}

/** A query with one more term that must hold. */
export function withTerm(query: string, term: string): string {
  if (query.trim() === '') return term;
  return hasOuterOr(query) ? `(${query.trim()}) ${term}` : `${query.trim()} ${term}`;
}

/** The query without one of its terms. */
export function withoutTerm(query: string, index: number): string {
  return queryTerms(query)
    .filter((_, place) => place !== index)
    .join(' ');
}

function hasOuterOr(query: string): boolean {
  let depth = 0;
  return tokensOf(query).some(({ kind }) => {
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    return depth === 0 && kind === 'or';
  });
}

/** The term that is being written; null where nothing, or what is no term, stands at the end. */
export function lastTerm(query: string): LastTerm | null {
  const last = tokensOf(query).at(-1);
  if (last === undefined || last.kind === 'open' || last.kind === 'close' || last.to < query.length) return null;
  const found = TERM.exec(query.slice(last.from))?.groups;
  if (found === undefined) return null;
  const { minus = '', name = '', sign = '', value } = found;
  return {
    before: query.slice(0, last.from) + minus,
    name: read(name),
    sign,
    value: sign === '' ? null : read(value ?? ''),
    head: name + sign,
  };
}

const QUOTED = String.raw`"(?:[^"\\]|\\.)*(?:"|\\?$)`;
const TERM = new RegExp(
  String.raw`^(?<minus>-*)(?<name>${QUOTED}|[^\s():=<>"]+)(?:(?<sign><=|>=|[:=<>])(?<value>${QUOTED}|/(?:[^/\\]|\\.)*(?:/[imsu]*|\\?$)|missing\((?:${QUOTED}|[^()]*)\)?|[^\s()]*))?`,
  's',
);

function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (kind: Token['kind'], length: number): void => {
    tokens.push({ kind, from: at, to: at + length });
    at += length;
  };
  while (at < query.length) {
    const rest = query.slice(at);
    const space = /^\s+/.exec(rest)?.[0].length;
    const word = /^(?:or|and|not)(?=[\s(])/i.exec(rest)?.[0];
    if (space !== undefined) at += space;
    else if (rest.startsWith('(')) take('open', 1);
    else if (rest.startsWith(')')) take('close', 1);
    else if (/^-+\(/.test(rest)) take('not', rest.indexOf('('));
    else if (word !== undefined) take(word.toLowerCase() as 'or', word.length);
    else take('term', TERM.exec(rest)?.[0].length || 1);
  }
  return tokens;
}

function read(written: string): Written {
  const quoted = written.startsWith('"');
  const isOpen = quoted && !/^"(?:[^"\\]|\\.)*"$/s.test(written);
  const inner = quoted ? written.slice(1, isOpen ? undefined : -1) : written;
  return { text: quoted ? inner.replace(/\\(.)/g, '$1') : inner, quoted, isOpen };
}
