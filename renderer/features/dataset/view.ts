import type { RowView } from '../../../native-bridge/contract/index.ts';

export type Sort = NonNullable<RowView['sort']>;

/** A sort as it stands in an address: `score` or `-score`. */
export function sortFrom(text: string | null): Sort | undefined {
  if (!text) return undefined;
  return text.startsWith('-') ? { field: text.slice(1), descending: true } : { field: text, descending: false };
}

export function sortText(sort: Sort | undefined): string | null {
  return sort === undefined ? null : `${sort.descending ? '-' : ''}${sort.field}`;
}

/** Up, down, and back to the order of the file. */
export function nextSort(sort: Sort | undefined, field: string): Sort | undefined {
  if (sort?.field !== field) return { field, descending: false };
  return sort.descending ? undefined : { field, descending: true };
}
