import { LuthierError, type SplitSizes } from '../../../contract/index.ts';
import { sizesFor } from '../apportion.ts';
import { rowsIn } from './shared.ts';
import type { SplitWay } from './way.ts';

export const time: SplitWay<'time'> = {
  way: 'time',
  check: ({ name, roles }) => {
    if (roles.time === undefined) throw new LuthierError('splits.no_role', { dataset: name, role: 'time' });
  },
  deal: ({ dataset, plan, rows, eligible }) => {
    const { dayFirst, first } = rows.undated;
    const column = dataset.roles.time ?? '';
    if (dayFirst !== null) throw new LuthierError('splits.day_first', { column, example: dayFirst });
    const dated = eligible.map((may, at) => Number(may === 1 && !Number.isNaN(rows.atMs[at])));
    if (first !== null && rows.atMs.every(Number.isNaN)) {
      throw new LuthierError('splits.no_dates', { column, example: first });
    }
    return dealByTime(rows.atMs, dated, sizesFor(plan.amounts, rowsIn(dated)));
  },
};

/**
 * The newest rows are the test, those before them validation, those before them training; what is left is oldest. Rows
 * of one moment stay together, so sizes are as near as moments allow, and no split that was asked for is empty.
 */
function dealByTime(atMs: Float64Array, dated: Uint8Array, sizes: SplitSizes): Uint8Array {
  const order = Int32Array.from(dated.keys().filter(at => dated[at] === 1));
  order.sort((a, b) => (atMs[a] as number) - (atMs[b] as number) || a - b);
  const moments = Float64Array.from(order, at => atMs[at] as number);
  const begins = Int32Array.from(moments.keys().filter(place => moments[place] !== moments[place - 1]));
  const parts = sizes.validation > 0 ? 3 : 2;
  if (begins.length < parts) {
    throw new LuthierError('splits.too_few_moments', { rows: order.length, moments: begins.length, needed: parts });
  }
  const testBegin = nearest(begins, order.length - sizes.test, parts - 1, begins.length - 1);
  const testFrom = begins[testBegin] as number;
  const validationFrom =
    parts === 2 ? testFrom : (begins[nearest(begins, testFrom - sizes.validation, 1, testBegin - 1)] as number);
  // Where every row is wanted, what ties took from the others is training.
  const usesAll = sizes.train + sizes.validation + sizes.test === order.length;
  const trainFrom = usesAll ? 0 : Math.max(0, validationFrom - sizes.train);
  const dealt = new Uint8Array(dated.length);
  order.forEach((at, place) => {
    if (place >= trainFrom) dealt[at] = place >= testFrom ? 3 : place >= validationFrom ? 2 : 1;
  });
  return dealt;
}

/** Which of the places, from `first` to `last`, is nearest to the wanted one; of two the earlier. */
function nearest(places: Int32Array, wanted: number, first: number, last: number): number {
  let best = first;
  for (let at = first; at <= last; at++) {
    const distance = Math.abs((places[at] as number) - wanted);
    if (distance < Math.abs((places[best] as number) - wanted)) best = at;
  }
  return best;
}
