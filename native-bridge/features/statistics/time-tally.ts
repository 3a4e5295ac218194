import type { Cell, Statistics, TimeUnit } from '../../contract/index.ts';
import { timeOf } from '../dataset/index.ts';
import { BarTally, type Part } from './bars.ts';

const DAY_MS = 86_400_000;
const MOST_BARS = 72;
const MOST_DAYS = 4000;

/** Rows over time: by day while there are few days, then by month; drawn in the unit that gives a readable number. */
export class TimeTally {
  readonly #column: string;
  readonly #bars: BarTally<number>;
  #byMonth = false;
  #unread = 0;

  constructor(column: string, labels: number) {
    this.#column = column;
    this.#bars = new BarTally(labels);
  }

  add(cell: Cell | undefined, part: Part): void {
    const atMs = timeOf(cell);
    if (Number.isNaN(atMs)) {
      this.#unread += 1;
      return;
    }
    this.#bars.add(startOf(this.#byMonth ? 'month' : 'day', atMs), part);
    if (!this.#byMonth && this.#bars.size > MOST_DAYS) {
      this.#byMonth = true;
      this.#bars.regroup(day => startOf('month', day));
    }
  }

  time(): NonNullable<Statistics['time']> {
    const keys = this.#bars.keys().sort((a, b) => a - b);
    const [first, last] = [keys[0], keys.at(-1)];
    const found = { column: this.#column, unread: this.#unread };
    if (first === undefined || last === undefined) return { ...found, unit: 'day', bins: [] };

    const [low, high] = [this.#quantile(keys, 0.005), this.#quantile(keys, 0.995)];
    const units = (
      this.#byMonth ? ['month', 'quarter', 'year'] : ['day', 'week', 'month', 'quarter', 'year']
    ) as TimeUnit[];
    const unit = units.find(unit => startsOf(unit, low, high, MOST_BARS) !== null) ?? 'year';
    const starts = startsOf(unit, low, high, Number.POSITIVE_INFINITY) ?? [];
    const [from, to] = [startOf(unit, low), after(unit, startOf(unit, high))];
    const of = Map.groupBy(keys, key => startOf(unit, key));
    const open = (side: 'before' | 'after', fromMs: number, toMs: number, far: number[]) =>
      far.length === 0 ? [] : [{ fromMs, toMs, open: side, ...this.#bars.bar(far) }];
    return {
      ...found,
      unit,
      bins: [
        ...open(
          'before',
          startOf(unit, first),
          from,
          keys.filter(key => key < from),
        ),
        ...starts.map(start => ({
          fromMs: start,
          toMs: after(unit, start),
          open: null,
          ...this.#bars.bar(of.get(start) ?? []),
        })),
        ...open(
          'after',
          to,
          after(unit, startOf(unit, last)),
          keys.filter(key => key >= to),
        ),
      ],
    };
  }

  #quantile(keys: readonly number[], share: number): number {
    const all = keys.reduce((sum, key) => sum + this.#bars.rows(key), 0);
    let left = Math.ceil(all * share);
    for (const key of keys) {
      left -= this.#bars.rows(key);
      if (left <= 0) return key;
    }
    return keys.at(-1) ?? 0;
  }
}

function startOf(unit: TimeUnit, atMs: number): number {
  const date = new Date(atMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'day':
      return Math.floor(atMs / DAY_MS) * DAY_MS;
    case 'week':
      // The first of January 1970 was a Thursday; weeks begin on Monday.
      return Math.floor((atMs / DAY_MS + 3) / 7) * 7 * DAY_MS - 3 * DAY_MS;
    case 'month':
      return Date.UTC(year, month);
    case 'quarter':
      return Date.UTC(year, month - (month % 3));
    case 'year':
      return Date.UTC(year, 0);
  }
}

function after(unit: TimeUnit, start: number): number {
  const days = { day: 1, week: 7, month: 32, quarter: 100, year: 370 }[unit];
  return startOf(unit, start + days * DAY_MS);
}

/** The beginnings of all bars; null when there are more than `most`. */
function startsOf(unit: TimeUnit, first: number, last: number, most: number): number[] | null {
  const starts: number[] = [];
  for (let start = startOf(unit, first); start <= last; start = after(unit, start)) {
    starts.push(start);
    if (starts.length > most) return null;
  }
  return starts;
}
