import {
  type LengthBin,
  type Lengths,
  queryRows,
  type Statistics,
  type TimeUnit,
} from '../../../native-bridge/contract/index.ts';
import type { PartedBar } from './PartedBars.tsx';
import { labelQuery, splitQuery, timeQuery } from './queries.ts';

/** The facts of a dataset as bars, each with the query that finds its rows. */

export function splitBars({ splits, labels, labelNames }: Statistics, names: readonly string[]): PartedBar[] {
  return splits.map((rows, place) => {
    const named = labelNames.map(name => labels.find(({ label }) => label === name)?.splits[place] ?? 0);
    const rest = rows - named.reduce((sum, one) => sum + one, 0);
    const counts = { rows, splits: splits.map((_, at) => (at === place ? rows : 0)), labels: [...named, rest] };
    return { key: String(place), label: names[place] ?? '', counts, query: splitQuery(place) };
  });
}

export function labelBars({ labels }: Statistics, none: string): PartedBar[] {
  return labels.map(({ label, ...counts }) => ({
    key: label ?? '\u0000',
    label: label ?? none,
    counts,
    query: labelQuery(label),
  }));
}

/** Bins of lengths. `queryOf` finds the rows of one; null where no query can. */
export function lengthBars({ bins }: Lengths, queryOf: (bin: LengthBin, place: number) => string | null): PartedBar[] {
  return bins.map((bin, place) => {
    const { from, to, ...counts } = bin;
    const isTail = place === bins.length - 1 && place > 0 && to - from > (bins[0]?.to ?? 0) - (bins[0]?.from ?? 0);
    return {
      key: String(from),
      label: isTail ? `${from}+` : String(from),
      name: from === to ? String(from) : `${from}–${to}`,
      counts,
      query: queryOf(bin, place),
    };
  });
}

export function languageBars({ languages }: Statistics, nameOf: (language: string) => string): PartedBar[] {
  return languages.slice(0, 20).map(({ language, examples, ...counts }) => ({
    key: language,
    label: nameOf(language),
    counts,
    query: queryRows(examples),
  }));
}

export function timeBars(time: NonNullable<Statistics['time']>): PartedBar[] {
  const labelOf = ({ fromMs, toMs, open }: (typeof time.bins)[number]): string => {
    if (open === 'before') return `< ${timeLabel(time.unit, toMs)}`;
    return `${open === 'after' ? '≥ ' : ''}${timeLabel(time.unit, fromMs)}`;
  };
  return time.bins.map(({ fromMs, toMs, open, ...counts }) => ({
    key: String(fromMs),
    label: labelOf({ fromMs, toMs, open, ...counts }),
    counts,
    query: timeQuery(time, fromMs, toMs),
  }));
}

/** As ISO 8601 writes it: the same in every language, and in order. */
export function timeLabel(unit: TimeUnit, atMs: number): string {
  const date = new Date(atMs).toISOString();
  switch (unit) {
    case 'day':
    case 'week':
      return date.slice(0, 10);
    case 'month':
      return date.slice(0, 7);
    case 'quarter':
      return `${date.slice(0, 4)} Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    case 'year':
      return date.slice(0, 4);
  }
}
