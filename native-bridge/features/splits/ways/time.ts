import { LuthierError, type SplitSizes } from '../../../contract/index.ts';
import { checkEnough, sizesFor } from '../deal.ts';
import { rowsIn } from './shared.ts';
import type { SplitWay } from './way.ts';

export const time: SplitWay<'time'> = {
  way: 'time',
  check: ({ name, roles }) => {
    if (roles.time === undefined) throw new LuthierError('splits.no_role', { dataset: name, role: 'time' });
  },
  deal: ({ plan, rows, eligible }) => {
    const dated = eligible.map((may, at) => Number(may === 1 && !Number.isNaN(rows.atMs[at])));
    const sizes = sizesFor(plan.amounts, rowsIn(dated));
    checkEnough(rowsIn(dated), sizes, 'a split by time, of rows with a date that can be read,');
    return dealByTime(rows.atMs, dated, sizes);
  },
};

/** The newest rows are the test, those before them validation, those before them training; what is left is oldest. */
function dealByTime(atMs: Float64Array, dated: Uint8Array, sizes: SplitSizes): Uint8Array {
  const order = Int32Array.from(dated.keys().filter(at => dated[at] === 1));
  order.sort((a, b) => (atMs[a] as number) - (atMs[b] as number) || a - b);
  const moments = Float64Array.from(order, at => atMs[at] as number);

  const testFrom = nearestEdge(moments, order.length - sizes.test);
  const validationFrom = sizes.validation === 0 ? testFrom : nearestEdge(moments, testFrom - sizes.validation);
  const trainFrom = Math.max(0, validationFrom - sizes.train);
  if (validationFrom === 0 || testFrom === order.length) {
    const purpose = 'a split by time, where rows of one moment stay together,';
    throw new LuthierError('dataset.too_small', { rows: order.length, purpose, needed: order.length + 1 });
  }
  const dealt = new Uint8Array(dated.length);
  order.forEach((at, place) => {
    if (place >= trainFrom) dealt[at] = place >= testFrom ? 3 : place >= validationFrom ? 2 : 1;
  });
  return dealt;
}

/** The place nearest to the wanted one where a new moment begins: rows of one moment are not parted. */
function nearestEdge(moments: Float64Array, wanted: number): number {
  const isEdge = (place: number) => place <= 0 || place >= moments.length || moments[place] !== moments[place - 1];
  for (let step = 0; ; step++) {
    if (isEdge(wanted - step)) return Math.max(0, wanted - step);
    if (isEdge(wanted + step)) return Math.min(moments.length, wanted + step);
  }
}
