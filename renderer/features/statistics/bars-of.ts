import type { Lengths, Statistics, TimeUnit } from '../../../native-bridge/contract/index.ts';
import type { PartedBar } from './parts.ts';
import { labelQuery, languageQuery, rangeQuery, splitQuery, timeQuery } from './queries.ts';

/** The facts of a dataset as bars, each with the query that finds its rows. */

/** Names of the columns of a dataset. */
export function columnsOf({ columns }: Pick<Statistics, 'columns'>): string[] {
  return columns.map(({ column }) => column);
}

export function splitBars(found: Statistics, names: readonly string[]): PartedBar[] {
  const { splits, labels, labelNames } = found;
  return splits.map((rows, place) => {
    const named = labelNames.map(name => labels.find(({ label }) => label === name)?.splits[place] ?? 0);
    const rest = rows - named.reduce((sum, one) => sum + one, 0);
    const counts = { rows, splits: splits.map((_, at) => (at === place ? rows : 0)), labels: [...named, rest] };
    return { key: String(place), label: names[place] ?? '', counts, query: splitQuery(columnsOf(found), place) };
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

/** Bins of lengths, in what `unit` is called in a query. */
export function lengthBars({ bins }: Lengths, unit: string, columns: readonly string[]): PartedBar[] {
  return bins.map(({ from, to, ...counts }, place) => {
    const isTail = place === bins.length - 1 && place > 0 && to - from > (bins[0]?.to ?? 0) - (bins[0]?.from ?? 0);
    return {
      key: String(from),
      label: isTail ? `${from}+` : String(from),
      name: from === to ? String(from) : `${from}–${to}`,
      counts,
      query: rangeQuery(columns, unit, { from, to }),
    };
  });
}

export function languageBars(found: Statistics, nameOf: (language: string) => string): PartedBar[] {
  return found.languages.slice(0, 20).map(({ language, ...counts }) => ({
    key: language,
    label: nameOf(language),
    counts,
    query: languageQuery(columnsOf(found), language),
  }));
}

export function timeBars(found: Statistics): PartedBar[] {
  const { time } = found;
  if (time === null) return [];
  const labelOf = ({ fromMs, toMs, open }: (typeof time.bins)[number]): string => {
    if (open === 'before') return `< ${timeLabel(time.unit, toMs)}`;
    return `${open === 'after' ? '≥ ' : ''}${timeLabel(time.unit, fromMs)}`;
  };
  return time.bins.map(({ fromMs, toMs, open, ...counts }) => ({
    key: String(fromMs),
    label: labelOf({ fromMs, toMs, open, ...counts }),
    counts,
    query: timeQuery(columnsOf(found), fromMs, toMs),
  }));
}

/** How many texts stand how often. */
export function repeatBars({ duplicates }: Statistics): { key: string; label: string }[] {
  return duplicates.byTimes.map(({ from, to }) => ({
    key: String(from),
    label: from === to ? String(from) : `${from}–${to}`,
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
