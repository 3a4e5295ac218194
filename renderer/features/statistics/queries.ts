import { type ColumnFacts, queryName, queryValue, type Statistics } from '../../../native-bridge/contract/index.ts';

/** Queries of the grid for what a bar stands for. */

const SPLITS = ['train', 'validation', 'test'];

export function splitQuery(place: number): string {
  return `split:${SPLITS[place] ?? '""'}`;
}

export function labelQuery(label: string | null): string {
  return `label:${queryValue(label ?? '')}`;
}

/** Rows of the label at this place; those of no named label when there is none at it. */
export function labelPartQuery(names: readonly string[], place: number): string {
  const name = names[place];
  return name === undefined ? names.map(other => `-${labelQuery(other)}`).join(' ') : labelQuery(name);
}

export function lengthQuery({ from, to }: { readonly from: number; readonly to: number }): string {
  return `length:${from}..${to}`;
}

/** Null where the cells of the column cannot be compared as they stand. */
export function timeQuery(
  { column, written }: NonNullable<Statistics['time']>,
  fromMs: number,
  toMs: number,
): string | null {
  const bound = {
    iso: (atMs: number) => queryValue(new Date(atMs).toISOString().slice(0, 10)),
    seconds: (atMs: number) => String(atMs / 1000),
    milliseconds: (atMs: number) => String(atMs),
    otherwise: null,
  }[written];
  return bound && `${queryName(column)}>=${bound(fromMs)} ${queryName(column)}<${bound(toMs)}`;
}

export function missingQuery(column: string): string {
  return `is:missing(${queryValue(column)})`;
}

/** Numbers are compared as numbers, and so are yes and no, which are stored as 1 and 0. */
export function valueQuery({ column, kinds }: ColumnFacts, value: string): string {
  const number = value === 'true' ? '1' : value === 'false' ? '0' : value;
  return kinds.text === 0 ? `${queryName(column)}:${number}..${number}` : `${queryName(column)}=${queryValue(value)}`;
}

export function wordsQuery(words: string): string {
  return queryValue(words);
}
