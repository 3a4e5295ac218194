import { type ColumnFacts, queryName, queryValue } from '../../../native-bridge/contract/index.ts';

/** Queries of the grid for what a bar stands for. */

const SPLITS = ['train', 'validation', 'test'];

/** What Luthier knows of rows by its name, also where a column of the file has that name. */
function known(columns: readonly string[], name: string): string {
  return columns.includes(name) ? `#${name}` : name;
}

export function splitQuery(columns: readonly string[], place: number): string {
  return `${known(columns, 'split')}:${SPLITS[place] ?? '""'}`;
}

export function labelQuery(label: string | null): string {
  return `label:${queryValue(label ?? '')}`;
}

/** Rows of the label at this place; those of no named label when there is none at it. */
export function labelPartQuery(names: readonly string[], place: number): string {
  const name = names[place];
  return name === undefined ? names.map(other => `-${labelQuery(other)}`).join(' ') : labelQuery(name);
}

/** `length` in characters, `words`, `repeats`, or `tokens@` and a model. */
export function rangeQuery(
  columns: readonly string[],
  name: string,
  { from, to }: { readonly from: number; readonly to: number },
): string {
  return `${known(columns, name)}:${from}..${to}`;
}

export function languageQuery(columns: readonly string[], language: string): string {
  return `${known(columns, 'language')}:${language}`;
}

/** Bars begin and end with a day. */
export function timeQuery(columns: readonly string[], fromMs: number, toMs: number): string {
  const time = known(columns, 'time');
  const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
  return `${time}>=${day(fromMs)} ${time}<${day(toMs)}`;
}

export function missingQuery(column: string): string {
  return `is:missing(${queryValue(column)})`;
}

/** Numbers are compared as numbers, and so are yes and no, which are stored as 1 and 0. */
export function valueQuery({ column, kinds }: ColumnFacts, value: string): string {
  const number = value === 'true' ? '1' : value === 'false' ? '0' : value;
  return kinds.text === 0 ? `${queryName(column)}:${number}..${number}` : `${queryName(column)}=${queryValue(value)}`;
}

export function gramQuery(columns: readonly string[], gram: string): string {
  return `${known(columns, 'gram')}:${queryValue(gram)}`;
}
