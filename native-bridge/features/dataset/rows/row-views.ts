import { because, type Dataset, type DatasetId, LuthierError, queryName, type Row } from '../../../contract/index.ts';
import type { DatasetTable } from '../../../store/datasets.ts';
import type { Finding, RowFinder } from '../../../store/row-finder.ts';
import { type RowQuery, type RowSort, some } from '../../../store/row-query.ts';
import type { RowTable } from '../../../store/rows.ts';
import { parseQuery } from './parse-query.ts';

export interface ViewQuery {
  readonly datasetId: DatasetId;
  readonly query?: string | undefined;
  readonly sort?: { readonly field: string; readonly descending: boolean } | undefined;
}

export interface ViewPage {
  readonly rows: Row[];
  /** Null while the search still goes on. */
  readonly total: number | null;
}

interface Deps {
  readonly datasets: DatasetTable;
  readonly rows: RowTable;
  readonly finder: RowFinder;
  /** Another value whenever the rows of a dataset have changed. */
  stamp(key: number): string;
  /** The file of numbers that were counted for each row, as the rows are now; null when there is none. */
  counted?(datasetId: DatasetId, name: string): string | null;
}

/** Results kept for scrolling in them; a million row numbers are four megabytes. */
const KEPT = 6;

/** Pages of a dataset by place: all rows, or those of a query in an order. Any place of ten million costs the same. */
export class RowViews {
  readonly #deps: Deps;
  readonly #found = new Map<string, Finding>();
  readonly #removed = new Map<number, { stamp: string; rows: Uint32Array; last: number }>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async page(view: ViewQuery, start: number, limit: number): Promise<ViewPage> {
    const key = this.#deps.datasets.key(view.datasetId);
    if (!view.query?.trim() && view.sort === undefined) return this.#everything(key, start, limit);
    const found = await this.#finding(key, view).atLeast(start + limit);
    const numbers = found.rows.subarray(start, start + limit);
    return { rows: this.#deps.rows.ofNumbers(key, numbers), total: found.complete ? found.rows.length : null };
  }

  async count(view: ViewQuery): Promise<number> {
    const { total } = await this.page(view, 0, 1);
    return total ?? (await this.numbers(view)).length;
  }

  /** Of a query that compares times, the rows with one that cannot be read, and the query that finds them. */
  async unreadableTimes({ datasetId, query = '' }: ViewQuery): Promise<{ rows: number; query: string }> {
    const { filter } = this.queryOf({ datasetId, query });
    const { time } = this.#deps.datasets.dataset(datasetId).roles;
    const isOfTime = filter !== null && some(filter, part => part.kind === 'compare' && part.field.kind === 'moment');
    if (time === undefined || !isOfTime) return { rows: 0, query: '' };
    const unreadable = `is:missing(#time) -is:missing(${queryName(time)})`;
    return { rows: await this.count({ datasetId, query: unreadable }), query: unreadable };
  }

  /** All row numbers of a query, in its order. */
  async numbers(view: ViewQuery): Promise<Uint32Array> {
    const key = this.#deps.datasets.key(view.datasetId);
    return (await this.#finding(key, view).atLeast(Number.POSITIVE_INFINITY)).rows;
  }

  /** The place of a row in the view, from 0; null when it is not in it. */
  async placeOf(view: ViewQuery, row: number): Promise<number | null> {
    const key = this.#deps.datasets.key(view.datasetId);
    if (view.query?.trim() || view.sort !== undefined) {
      const place = (await this.numbers(view)).indexOf(row);
      return place === -1 ? null : place;
    }
    const { rows: removed, last } = this.#removedOf(key);
    const before = lowerBound(removed, row);
    return row > last || removed[before] === row ? null : row - 1 - before;
  }

  queryOf(view: ViewQuery): RowQuery {
    const dataset = this.#deps.datasets.dataset(view.datasetId);
    const key = this.#deps.datasets.key(view.datasetId);
    return {
      dataset: key,
      textColumn: dataset.roles.text,
      filter: parseQuery(view.query ?? '', dataset.columns, {
        textColumn: dataset.roles.text,
        timeColumn: dataset.roles.time,
        counted: name => this.#deps.counted?.(view.datasetId, name) ?? null,
      }),
      sort: view.sort === undefined ? null : sortOf(view.sort, dataset),
    };
  }

  #everything(key: number, start: number, limit: number): ViewPage {
    const { rows: removed, last } = this.#removedOf(key);
    const total = last - removed.length;
    const first = rowAt(removed, start);
    const page = start >= total ? [] : this.#deps.rows.page({ dataset: key, after: first - 1, limit });
    return { rows: page, total };
  }

  #removedOf(key: number) {
    const stamp = this.#deps.stamp(key);
    const known = this.#removed.get(key);
    if (known?.stamp === stamp) return known;
    const read = { stamp, rows: this.#deps.rows.removed(key), last: this.#deps.rows.last(key) };
    this.#removed.set(key, read);
    return read;
  }

  #finding(key: number, view: ViewQuery): Finding {
    const name = JSON.stringify([key, this.#deps.stamp(key), view.query?.trim() ?? '', view.sort ?? null]);
    const known = this.#found.get(name);
    this.#found.delete(name);
    const finding = known ?? this.#deps.finder.find(this.queryOf(view));
    this.#found.set(name, finding);
    finding.atLeast(0).catch(() => this.#found.delete(name));
    for (const old of [...this.#found.keys()].slice(0, -KEPT)) this.#found.delete(old);
    return finding;
  }
}

/** What rows are sorted by beside columns, with a # before it. */
const KNOWN_SORTS = ['row', 'split', 'length', 'perplexity'] as const;

function sortOf({ field, descending }: { field: string; descending: boolean }, dataset: Dataset): RowSort {
  const known = KNOWN_SORTS.find(kind => field === `#${kind}`);
  if (known !== undefined) {
    return { field: { kind: known }, descending };
  }
  if (!dataset.columns.includes(field)) {
    const why = because('query.no_column', { column: field, columns: dataset.columns.slice(0, 12).join(', ') });
    throw new LuthierError('dataset.query_invalid', { place: 1, ...why });
  }
  return { field: { kind: 'column', name: field }, descending };
}

/** The row number at a place among those that are there, given those that are not, ascending. */
export function rowAt(removed: Uint32Array, place: number): number {
  let low = 0;
  let high = removed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    // So many rows are there before the removed one; if they reach the place, it lies before.
    if ((removed[middle] as number) - 1 - middle <= place) low = middle + 1;
    else high = middle;
  }
  return place + 1 + low;
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
