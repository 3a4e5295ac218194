import { queryName, type RowView } from '../../../native-bridge/contract/index.ts';

export type Sort = NonNullable<RowView['sort']>;

/** A sort as it stands in an address: `score` or `-score`. */
export function sortFrom(text: string | null): Sort | undefined {
  if (!text) return undefined;
  return text.startsWith('-') ? { field: text.slice(1), descending: true } : { field: text, descending: false };
}

export function sortText(sort: Sort | undefined): string | null {
  return sort === undefined ? null : `${sort.descending ? '-' : ''}${sort.field}`;
}

const KNOWN = ['length', 'words', 'language', 'time', 'tokens', 'repeats', 'gram', 'perplexity', 'row', 'note'];

/** Endings for the word that is being written, as the query language spells them. */
export function completions(
  query: string,
  columns: readonly string[],
  values: Readonly<Record<string, readonly string[]>>,
): string[] {
  const word = /(?:^|[\s(])-?([^\s()]*)$/.exec(query)?.[1] ?? '';
  const before = query.slice(0, query.length - word.length);
  const [name, value] = word.split(':', 2) as [string, string | undefined];
  if (value !== undefined) {
    const known = values[name] ?? [];
    return known.filter(one => starts(one, value)).map(one => `${before}${name}:${queryName(one)} `);
  }
  if (word === '') return [];
  const fields = [...columns, ...Object.keys(values), ...KNOWN].filter(one => starts(one, word));
  return [...new Set(fields)].map(one => `${before}${queryName(one)}:`);
}

function starts(whole: string, part: string): boolean {
  return whole.toLowerCase().startsWith(part.toLowerCase());
}
