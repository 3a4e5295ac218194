import { LuthierError, type SplitAmounts, type SplitSizes } from '../../contract/index.ts';
import { random } from '../../core/random.ts';
import { addTo } from './add-to.ts';
import { NONE, SPLITS } from './split-rows.ts';

export interface DealRequest {
  /** 1 for each row that may be dealt. */
  readonly eligible: Uint8Array;
  /** Numbers of which equal ones must stay in one split; `NONE` binds nothing. */
  readonly bonds: readonly Int32Array[];
  /** Each split gets the same mix of these; null where the mix is left to chance. */
  readonly labels: Int32Array | null;
  readonly sizes: SplitSizes;
  readonly seed: number;
}

/** Rows of each split for amounts of `available` rows. Parts of a row go to the splits that lose most by rounding. */
export function sizesFor(amounts: SplitAmounts, available: number): SplitSizes {
  if (amounts.unit === 'rows') return { train: amounts.train, validation: amounts.validation, test: amounts.test };
  const exact = SPLITS.map(split => (amounts[split] / 100) * available);
  const sizes = exact.map(rows => Math.floor(rows + 1e-9));
  const whole = Math.round(exact.reduce((sum, rows) => sum + rows, 0));
  const byRest = SPLITS.map((_, at) => at).sort(
    (a, b) => (exact[b] as number) - (sizes[b] as number) - ((exact[a] as number) - (sizes[a] as number)),
  );
  const missing = whole - sizes.reduce((sum, rows) => sum + rows, 0);
  for (const at of byRest.slice(0, Math.max(0, missing))) sizes[at] = (sizes[at] as number) + 1;
  return { train: sizes[0] as number, validation: sizes[1] as number, test: sizes[2] as number };
}

/** Throws `dataset.too_small` when there are fewer rows than the splits ask for. */
export function checkEnough(available: number, sizes: SplitSizes, purpose: string): void {
  const needed = Math.max(2, sizes.train + sizes.validation + sizes.test);
  const empty = sizes.train === 0 || sizes.test === 0;
  if (available < needed || empty) {
    throw new LuthierError('dataset.too_small', { rows: available, purpose, needed: empty ? 10 : needed });
  }
}

/**
 * Deals rows out to splits: each label with its share of all rows, rows with a bond together, in an order that depends
 * on the seed alone. Returns the split of each row, 0 for those that are not needed for the sizes.
 *
 * Throws `dataset.too_small` when the rows, or the bonds between them, cannot fill the sizes.
 */
export function dealOut(request: DealRequest): Uint8Array {
  const { eligible, sizes } = request;
  const available = eligible.reduce((sum, one) => sum + one, 0);
  checkEnough(available, sizes, 'a split of these sizes');

  const units = unitsOf(eligible, request.bonds);
  // By chance each split gets groups of every size. Only when that leaves a split unfilled, large ones go first.
  const byChance = shuffled(units.count, random(request.seed));
  const first = deal(byChance, units, request);
  if (emptySplit(first, sizes) === null) return first;
  const largestFirst = byChance.slice().sort((a, b) => sizeOf(units, b) - sizeOf(units, a));
  const second = deal(largestFirst, units, request);
  const split = emptySplit(second, sizes);
  if (split === null) return second;

  const needed = sizes.train + sizes.validation + sizes.test;
  const purpose = `a ${split} split of ${sizes[split]} rows with whole groups of rows that belong together`;
  throw new LuthierError('dataset.too_small', { rows: available, purpose, needed });
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

/** Gives each unit in turn to the split with most room among those whose labels it still fits, then fills what is left. */
function deal(order: Int32Array, units: Units, { eligible, labels, sizes }: DealRequest): Uint8Array {
  const dealt = new Uint8Array(eligible.length);
  const need = labelNeeds(eligible, labels, sizes);
  const wanted = SPLITS.map(split => sizes[split]);
  const room = need.map(of => of.reduce((sum, rows) => sum + rows, 0));
  const left = [...wanted];
  const give = (unit: Int32Array, counts: ReadonlyMap<number, number>, split: number): void => {
    for (const at of unit) dealt[at] = split + 1;
    for (const [label, rows] of counts) addTo(need[split] as Int32Array, label, -rows);
    addTo(room, split, -unit.length);
    addTo(left, split, -unit.length);
  };
  const rest: number[] = [];
  for (const at of order) {
    const unit = units.members.subarray(units.begins[at], units.begins[at + 1]);
    const counts = countLabels(unit, labels);
    const split = roomiest(room, wanted, split =>
      counts.entries().every(([label, rows]) => rows <= (need[split]?.[label] ?? 0)),
    );
    if (split === null) rest.push(at);
    else give(unit, counts, split);
  }
  // Rounding by label leaves a few places; who comes next in the order takes them. When all rows are used none stays out.
  const usesAll = wanted.reduce((sum, rows) => sum + rows, 0) === units.members.length;
  for (const at of rest) {
    const unit = units.members.subarray(units.begins[at], units.begins[at + 1]);
    const split = usesAll
      ? roomiest(left, EQUAL, split => (wanted[split] as number) > 0)
      : roomiest(left, wanted, split => unit.length <= (left[split] as number));
    if (split !== null) give(unit, countLabels(unit, labels), split);
  }
  return dealt;
}

const EQUAL = [1, 1, 1];

function roomiest(room: readonly number[], wanted: readonly number[], fits: (split: number) => boolean): number | null {
  let best: number | null = null;
  for (let split = 0; split < room.length; split++) {
    if (!fits(split)) continue;
    const share = (room[split] as number) / (wanted[split] as number);
    if (best === null || share > (room[best] as number) / (wanted[best] as number)) best = split;
  }
  return best;
}

/** Rows of each label that each split should get. */
function labelNeeds(eligible: Uint8Array, labels: Int32Array | null, sizes: SplitSizes): Int32Array[] {
  const counts = new Int32Array(labels === null ? 1 : labels.reduce((most, one) => Math.max(most, one), 0) + 1);
  let total = 0;
  eligible.forEach((may, at) => {
    if (!may) return;
    total += 1;
    addTo(counts, labels === null ? 0 : (labels[at] as number), 1);
  });
  return SPLITS.map(split => counts.map(rows => Math.round((rows / total) * sizes[split])));
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

/** The first split that got less than 95 % of its size. */
function emptySplit(dealt: Uint8Array, sizes: SplitSizes) {
  const counts = [0, 0, 0, 0];
  for (const split of dealt) addTo(counts, split, 1);
  return SPLITS.find((split, at) => (counts[at + 1] as number) < sizes[split] * 0.95) ?? null;
}

function shuffled(count: number, next: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
