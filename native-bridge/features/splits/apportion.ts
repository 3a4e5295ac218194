import { LuthierError, type SplitAmounts, type SplitSizes } from '../../contract/index.ts';
import { random } from '../../core/random.ts';
import { addTo } from './add-to.ts';
import { SPLITS } from './split-rows.ts';

/**
 * Rows of each split for amounts of `available` rows. Parts of a row go to the splits that lose most by rounding, and a
 * split that was asked for has a row.
 *
 * Throws `splits.too_few_rows` when there are fewer rows than that takes.
 */
export function sizesFor(amounts: SplitAmounts, available: number): SplitSizes {
  const wanted = SPLITS.map(split => amounts[split]);
  const least = wanted.map(amount => Number(amount > 0));
  const sizes = amounts.unit === 'rows' ? wanted : apportion(wanted.map(amount => (amount / 100) * available));
  if (available >= sum(least)) takeFromLargest(sizes, least);
  const needed = Math.max(sum(sizes), sum(least));
  if (available < needed) throw new LuthierError('splits.too_few_rows', { rows: available, needed });
  const [train = 0, validation = 0, test = 0] = sizes;
  return { train, validation, test };
}

/**
 * Whole numbers that add up to what the exact ones do, each the one below or above it: the largest remainders are
 * rounded up, of equal ones those that come first in `order`.
 */
function apportion(exact: readonly number[], order: Iterable<number> = exact.keys()): number[] {
  // A whole number that arithmetic missed by a hair is still one.
  const whole = exact.map(of => Math.floor(of + 1e-9));
  const remainder = (at: number) => (exact[at] as number) - (whole[at] as number);
  const byRemainder = [...order].sort((a, b) => {
    const more = remainder(b) - remainder(a);
    return Math.abs(more) < 1e-9 ? 0 : more;
  });
  const missing = Math.round(sum(exact)) - sum(whole);
  for (const at of byRemainder.slice(0, Math.max(0, missing))) addTo(whole, at, 1);
  return whole;
}

function takeFromLargest(sizes: number[], least: readonly number[]): void {
  for (const [split, rows] of least.entries()) {
    if ((sizes[split] as number) >= rows) continue;
    addTo(sizes, sizes.indexOf(Math.max(...sizes)), -1);
    addTo(sizes, split, 1);
  }
}

/**
 * How many rows of each label go without a split, and into each split: in all as many as there are of the label and as
 * the split asks for, each within a row of its share. What of equal shares is rounded up depends on the seed.
 */
export function labelNeeds(counts: Int32Array, sizes: SplitSizes, seed: number): Int32Array[] {
  const order = shuffled(counts.length, random(seed));
  let left = counts;
  // The smallest split first: what it gets of rare labels is not decided by what the others left.
  const needs = SPLITS.toSorted((a, b) => sizes[a] - sizes[b]).map(split => {
    const all = sum(left);
    const of = Int32Array.from(
      apportion(
        [...left].map(rows => (all === 0 ? 0 : (rows * sizes[split]) / all)),
        order,
      ),
    );
    left = left.map((rows, label) => rows - (of[label] as number));
    return { split, of };
  });
  return [left, ...SPLITS.map(split => needs.find(need => need.split === split)?.of ?? new Int32Array(counts.length))];
}

export function shuffled(count: number, next: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

function sum(of: Iterable<number>): number {
  let all = 0;
  for (const one of of) all += one;
  return all;
}
