import { cellIn, type DatasetId, type Perplexities } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { modelTable } from '../../store/models.ts';
import { scoreTable } from '../../store/row-scores.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { cellText } from '../dataset/index.ts';
import { scoringOf } from './scorings.ts';

const BINS_A_DECADE = 10;
const EXAMPLES = 8;
const SHOWN = 160;
const TOLD_EVERY = 10_000;

/** The scores of the newest scoring as a histogram with its ends; null when nothing has been scored. */
export function perplexities(
  { datasetId }: { readonly datasetId: DatasetId },
  { db, progress }: WorkTools,
): Perplexities | null {
  const { rowCount } = datasetTable(db).dataset(datasetId);
  const dataset = datasetTable(db).key(datasetId);
  const scores = scoreTable(db);
  const [newest] = scores.scorings(dataset);
  if (newest === undefined) return null;

  const values = new Float64Array(rowCount);
  const rows = new Uint32Array(rowCount);
  let [count, tooShort] = [0, 0];
  for (const { row, perplexity } of scores.values(dataset, newest.key)) {
    if (perplexity === null) tooShort += 1;
    else {
      values[count] = perplexity;
      rows[count] = row;
      count += 1;
    }
    if ((count + tooShort) % TOLD_EVERY === 0) progress({ done: count + tooShort, total: rowCount });
  }
  const order = Uint32Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  const sorted = Float64Array.from(order, at => values[at] as number);
  const table = rowTable(db);
  const exampleAt = (place: number) => {
    const at = order[place] as number;
    const row = rows[at] as number;
    const text = cellText(cellIn(table.stored(dataset, row)?.cells ?? {}, newest.column));
    return { row, perplexity: values[at] as number, text: text.slice(0, SHOWN).toWellFormed() };
  };
  const places = Array.from({ length: Math.min(EXAMPLES, Math.ceil(count / 2)) }, (_, place) => place);
  return {
    scoring: scoringOf(newest, modelTable(db).models(), scores.count(dataset, newest.key)),
    rows: rowCount,
    values: count,
    tooShort,
    ...facts(sorted),
    bins: binsOf(sorted),
    unlikely: places.map(place => exampleAt(count - 1 - place)),
    likely: places.slice(0, Math.floor(count / 2)).map(exampleAt),
  };
}

function facts(sorted: Float64Array): { median: number; spread: number } {
  if (sorted.length === 0) return { median: 0, spread: 0 };
  const { median, spread } = robust(sorted.map(Math.log));
  return { median: Math.exp(median), spread };
}

/** Median of ascending numbers, and the median absolute deviation from it: what the far ones do not move. */
export function robust(sorted: Float64Array): { median: number; spread: number } {
  const median = middle(sorted);
  return { median, spread: middle(sorted.map(value => Math.abs(value - median)).sort()) };
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

function binsOf(sorted: Float64Array): { from: number; to: number; rows: number }[] {
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return [];
  const [first, last] = [stepOf(least), stepOf(most)];
  const bins = Array.from({ length: last - first + 1 }, (_, at) => ({
    from: edge(first + at),
    to: edge(first + at + 1),
    rows: 0,
  }));
  let at = 0;
  for (const value of sorted) {
    // By the edges as they are shown, so that a query for a bin finds what is counted in it.
    while (at < bins.length - 1 && value >= (bins[at] as { to: number }).to) at += 1;
    (bins[at] as { rows: number }).rows += 1;
  }
  return bins;
}

/** The bin a value lies in: the last one whose edge is not above it. */
function stepOf(value: number): number {
  // Edges are rounded, so that the exact bin may be the one beside.
  let step = Math.floor(Math.log10(value) * BINS_A_DECADE) + 1;
  while (edge(step) > value) step -= 1;
  return step;
}

/** Rounded to two digits, as a person writes it: 10, 13, 16, 20, ... */
function edge(step: number): number {
  return Number((10 ** (step / BINS_A_DECADE)).toPrecision(2));
}
