import { LuthierError, type SplitSizes } from '../../contract/index.ts';
import { random } from '../../core/random.ts';
import { addTo } from './add-to.ts';
import { labelNeeds, shuffled } from './apportion.ts';
import { NONE, SPLITS } from './split-rows.ts';

export interface DealRequest {
  /** 1 for each row that may be dealt. */
  readonly eligible: Uint8Array;
  /** Numbers of which equal ones must stay in one split; `NONE` binds nothing. */
  readonly bonds: readonly Int32Array[];
  /** Each split gets the same mix of these; null where the mix is left to chance. */
  readonly labels: Int32Array | null;
  readonly sizes: SplitSizes;
  /** Whether near texts are to stay together: advice to let them part helps nobody who does. */
  readonly nearTogether: boolean;
  readonly seed: number;
}

/**
 * Deals rows out to splits: each label with its share of all rows, rows with a bond together, in an order that depends
 * on the seed alone. Sizes and shares are exact where no rows are bound, else as near as whole sets of bound rows come.
 * Returns the split of each row, 0 for those that are not needed for the sizes.
 *
 * Throws `splits.too_few_sets`, or `splits.too_few_sets_apart`, when a split would stay empty.
 */
export function dealOut(request: DealRequest): Uint8Array {
  const { eligible, sizes, seed } = request;
  const units = unitsOf(eligible, request.bonds);
  const needed = SPLITS.filter(split => sizes[split] > 0).length;
  if (units.count < needed) {
    const code = request.nearTogether ? 'splits.too_few_sets' : 'splits.too_few_sets_apart';
    throw new LuthierError(code, { rows: units.members.length, sets: units.count, needed });
  }
  // By chance each split gets sets of every size. Only where that misses a size, large ones go first.
  const byChance = shuffled(units.count, random(seed));
  const first = deal(byChance, units, request, 'fitting');
  if (missedBy(first, sizes) <= TOLERATED) return dealtRows(first, units, eligible);
  const largestFirst = byChance.slice().sort((a, b) => sizeOf(units, b) - sizeOf(units, a));
  const second = deal(largestFirst, units, request, 'inOrder');
  const best = missedBy(second, sizes) < missedBy(first, sizes) ? second : first;
  fillEmpty(best, units, sizes);
  return dealtRows(best, units, eligible);
}

/** Rows that must not be parted, as one list of members with the place where each unit begins. */
interface Units {
  readonly count: number;
  readonly begins: Int32Array;
  readonly members: Int32Array;
}

/** Union-find over the bonds; the first row of a unit stands for it, and units are in the order of their first rows. */
function unitsOf(eligible: Uint8Array, bonds: readonly Int32Array[]): Units {
  const parent = Int32Array.from(eligible, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number;
    return at;
  };
  for (const bond of bonds) bindEqual(bond, eligible, parent, root);

  const unitAt = new Int32Array(eligible.length).fill(NONE);
  let count = 0;
  for (let at = 0; at < eligible.length; at++) if (eligible[at] && root(at) === at) unitAt[at] = count++;
  const begins = new Int32Array(count + 1);
  for (let at = 0; at < eligible.length; at++) if (eligible[at]) addTo(begins, (unitAt[root(at)] as number) + 1, 1);
  for (let unit = 0; unit < count; unit++) addTo(begins, unit + 1, begins[unit] as number);
  const members = new Int32Array(begins[count] as number);
  const next = begins.slice();
  for (let at = 0; at < eligible.length; at++) {
    if (!eligible[at]) continue;
    const unit = unitAt[root(at)] as number;
    members[next[unit] as number] = at;
    addTo(next, unit, 1);
  }
  return { count, begins, members };
}

function bindEqual(bond: Int32Array, eligible: Uint8Array, parent: Int32Array, root: (at: number) => number): void {
  const firstWith = new Int32Array(bond.reduce((most, one) => Math.max(most, one), NONE) + 1).fill(NONE);
  bond.forEach((value, at) => {
    if (value === NONE || !eligible[at]) return;
    const first = firstWith[value] as number;
    if (first === NONE) {
      firstWith[value] = at;
      return;
    }
    const [a, b] = [root(first), root(at)];
    parent[Math.max(a, b)] = Math.min(a, b);
  });
}

function sizeOf({ begins }: Units, unit: number): number {
  return (begins[unit + 1] as number) - (begins[unit] as number);
}

/** The split of each unit, 0 for none, and how many rows each has. */
interface Dealt {
  readonly splitOf: Uint8Array;
  readonly counts: number[];
}

/**
 * Gives each unit to the split it brings nearest to its size and mix. Either as the order says, or first those that fit
 * a split with all their labels, so that small ones fill what large ones cannot.
 */
function deal(order: Int32Array, units: Units, request: DealRequest, how: 'fitting' | 'inOrder'): Dealt {
  const { eligible, labels, sizes, seed } = request;
  const need = labelNeeds(countsOf(eligible, labels), sizes, seed);
  const wanted = need.map(of => of.reduce((sum, rows) => sum + rows, 0));
  const left = [...wanted];
  // Rows that are not needed can fill a split to the row, so none has to take a set that is too large for it.
  const mayExceed = how === 'inOrder' || wanted[0] === 0;
  const dealt: Dealt = { splitOf: new Uint8Array(units.count), counts: [0, 0, 0, 0] };
  const place = (unit: number, accepts: 'fitting' | 'any'): boolean => {
    const rows = units.members.subarray(units.begins[unit], units.begins[unit + 1]);
    const labelled = countLabels(rows, labels);
    const { split, fits } = nearest(rows.length, labelled, {
      need,
      wanted,
      left,
      mayExceed,
      from: accepts === 'fitting' ? 1 : 0,
    });
    if (accepts === 'fitting' && !fits) return false;
    dealt.splitOf[unit] = split;
    addTo(dealt.counts, split, rows.length);
    addTo(left, split, -rows.length);
    for (const [label, count] of labelled) addTo(need[split] as Int32Array, label, -count);
    return true;
  };
  const rest = how === 'fitting' ? order.filter(unit => !place(unit, 'fitting')) : order;
  for (const unit of rest) place(unit, 'any');
  // What whole sets leave open, those that were not needed may fill.
  for (const unit of order) if (dealt.splitOf[unit] === 0) place(unit, 'any');
  return dealt;
}

interface Room {
  /** Rows of each label that each split still needs, without a split first. */
  readonly need: readonly Int32Array[];
  /** Rows that each split should have, and how many of them it lacks. */
  readonly wanted: readonly number[];
  readonly left: readonly number[];
  /** Whether a unit may be larger than what a split lacks. */
  readonly mayExceed: boolean;
  /** 1 where a unit is not to go without a split. */
  readonly from: 0 | 1;
}

/** The split that a unit brings nearest to its size and its mix; of equal ones that with the larger share still to fill. */
function nearest(size: number, labelled: ReadonlyMap<number, number>, { need, wanted, left, mayExceed, from }: Room) {
  const gain = (lacking: number, more: number) => Math.abs(lacking) - Math.abs(lacking - more);
  let best = { split: 0, gained: -Infinity, share: 0 };
  for (const [split, all] of wanted.entries()) {
    if (all === 0 || split < from) continue;
    if (split > 0 && !mayExceed && size > (left[split] as number)) continue;
    let gained = gain(left[split] as number, size);
    for (const [label, count] of labelled) gained += gain(need[split]?.[label] as number, count);
    // Rows that are not needed miss no size: theirs makes no split worse, and what comes to the same is used.
    if (split === 0 && gained < 2 * size) gained = -0.5;
    const share = (left[split] as number) / all;
    if (gained > best.gained || (gained === best.gained && share > best.share)) best = { split, gained, share };
  }
  return { split: best.split, fits: best.gained === 2 * size };
}

/** Sizes that come this near are taken as they come. */
const TOLERATED = 0.05;

/** The largest part by which a split misses its size. */
function missedBy({ counts }: Dealt, sizes: SplitSizes): number {
  const parts = SPLITS.map(
    (split, at) => Math.abs((counts[at + 1] as number) - sizes[split]) / Math.max(1, sizes[split]),
  );
  return Math.max(...parts);
}

/** A split that got nothing, because sets are large, gets the smallest set that another one can spare. */
function fillEmpty({ splitOf, counts }: Dealt, units: Units, sizes: SplitSizes): void {
  for (const [at, split] of SPLITS.entries()) {
    if (sizes[split] === 0 || counts[at + 1] !== 0) continue;
    const held = [0, 0, 0, 0];
    for (const of of splitOf) addTo(held, of, 1);
    let smallest: number | null = null;
    for (const [unit, from] of splitOf.entries()) {
      if (from !== 0 && held[from] === 1) continue;
      if (smallest === null || sizeOf(units, unit) < sizeOf(units, smallest)) smallest = unit;
    }
    if (smallest === null) return;
    addTo(counts, splitOf[smallest] as number, -sizeOf(units, smallest));
    splitOf[smallest] = at + 1;
    addTo(counts, at + 1, sizeOf(units, smallest));
  }
}

function dealtRows({ splitOf }: Dealt, { begins, members }: Units, eligible: Uint8Array): Uint8Array {
  const dealt = new Uint8Array(eligible.length);
  for (const [unit, split] of splitOf.entries()) {
    for (const at of members.subarray(begins[unit], begins[unit + 1])) dealt[at] = split;
  }
  return dealt;
}

/** Rows of each label that may be dealt. */
function countsOf(eligible: Uint8Array, labels: Int32Array | null): Int32Array {
  const counts = new Int32Array(labels === null ? 1 : labels.reduce((most, one) => Math.max(most, one), 0) + 1);
  for (const [at, may] of eligible.entries()) if (may) addTo(counts, labels === null ? 0 : (labels[at] as number), 1);
  return counts;
}

function countLabels(unit: Int32Array, labels: Int32Array | null): Map<number, number> {
  if (labels === null) return new Map([[0, unit.length]]);
  const counts = new Map<number, number>();
  for (const at of unit) {
    const label = labels[at] as number;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}
