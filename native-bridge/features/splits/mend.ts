import { MEND_WAYS, type MendOutcome, type MendWay, type SplitSizes } from '../../contract/index.ts';
import { addTo } from './add-to.ts';
import { NONE, SPLITS } from './split-rows.ts';
import type { Tie, TiedRows } from './ties.ts';

const TRAIN = 1;
const VALIDATION = 2;
const TEST = 3;

/** What a way does before tied rows are put together: whose copies leave, or where rows tied to a split go. */
interface Rule {
  /** Rows of other splits that are tied to one of this split leave theirs. */
  readonly stays?: number;
  /** Sets that touch this split go to it whole. */
  readonly goal?: number;
}

const RULES: Readonly<Record<MendWay, Rule>> = {
  keepTest: { stays: TEST },
  keepTrain: { stays: TRAIN },
  together: {},
  toTrain: { goal: TRAIN },
  toTest: { goal: TEST },
};

/**
 * The splits after a mend, in which no tie stands in two. What the rule of the way says nothing about goes whole, with
 * everything tied to it through others, to the split that holds most of it. Where the splits are times, a way that lets
 * copies leave moves no other row either.
 */
export function mended(rows: TiedRows, ties: readonly Tie[], way: MendWay, areTimes: boolean): Uint8Array {
  const { stays, goal } = RULES[way];
  const splits = rows.splits.slice();
  if (stays !== undefined) takeOut(splits, ties, stays);
  if (stays !== undefined && areTimes) takeOut(splits, ties, VALIDATION);
  bringTogether(splits, ties, goal, driftOf(rows.splits, splits));
  return splits;
}

/**
 * What each way would make of the sizes, and of the order of time where there is one to keep. A way that does the very
 * same as one before it is not told.
 */
export function mendsOf(rows: TiedRows, ties: readonly Tie[], atMs: Float64Array | null): MendOutcome[] {
  const seen = [Buffer.from(rows.splits)];
  const told: MendOutcome[] = [];
  for (const way of MEND_WAYS) {
    const after = mended(rows, ties, way, atMs !== null);
    if (seen.some(other => other.equals(after))) continue;
    seen.push(Buffer.from(after));
    const keepsOrder = atMs === null ? null : keepsTimeOrder(atMs, after);
    told.push({ ...outcomeOf(way, rows, after), keepsOrder });
  }
  return told;
}

/** Whether all of training is older than validation and the test, and validation older than the test. */
export function keepsTimeOrder(atMs: Float64Array, splits: Uint8Array): boolean {
  const newest = [-Infinity, -Infinity, -Infinity, -Infinity];
  const oldest = [Infinity, Infinity, Infinity, Infinity];
  for (const [at, split] of splits.entries()) {
    const moment = atMs[at] as number;
    if (moment > (newest[split] as number)) newest[split] = moment;
    if (moment < (oldest[split] as number)) oldest[split] = moment;
  }
  const [, train = 0, validation = 0] = newest;
  const [, , ofValidation = 0, ofTest = 0] = oldest;
  return train < ofValidation && train < ofTest && validation < ofTest;
}

export function outcomeOf(way: MendWay, { splits }: TiedRows, after: Uint8Array): Omit<MendOutcome, 'keepsOrder'> {
  const sizes: SplitSizes = { train: 0, validation: 0, test: 0 };
  let [moved, takenOut, testRows] = [0, 0, 0];
  for (const [at, to] of after.entries()) {
    const split = SPLITS[to - 1];
    if (split !== undefined) sizes[split] += 1;
    if (to === splits[at]) continue;
    if (to === 0) takenOut += 1;
    else moved += 1;
    if (to === TEST || splits[at] === TEST) testRows += 1;
  }
  return { way, sizes, moved, takenOut, testRows };
}

function takeOut(splits: Uint8Array, ties: readonly Tie[], stays: number): void {
  const held = ties.map(({ of }) => {
    const has = new Uint8Array(numbersIn(of));
    for (const [at, number] of of.entries()) if (number !== NONE && splits[at] === stays) has[number] = 1;
    return has;
  });
  for (const [at, split] of splits.entries()) {
    if (split === 0 || split === stays) continue;
    if (ties.some(({ of }, tie) => held[tie]?.[of[at] as number] === 1)) splits[at] = 0;
  }
}

/** How many rows each split has more than before. */
function driftOf(before: Uint8Array, after: Uint8Array): number[] {
  const drift = [0, 0, 0, 0];
  for (const [at, from] of before.entries()) {
    addTo(drift, from, -1);
    addTo(drift, after[at] as number, 1);
  }
  return drift;
}

function bringTogether(splits: Uint8Array, ties: readonly Tie[], goal: number | undefined, drift: number[]): void {
  const sets = setsAcross(splits, ties);
  const send = ({ places, counts }: TiedSet, to: number): void => {
    for (const [split, count] of counts.entries()) addTo(drift, split, -count);
    addTo(drift, to, places.length);
    for (const at of places) splits[at] = to;
  };
  const undecided = sets.filter(set => {
    const most = Math.max(...set.counts);
    const target = goal !== undefined && set.counts[goal] ? goal : set.counts.indexOf(most);
    if (target !== goal && set.counts.indexOf(most, target + 1) !== -1) return true;
    send(set, target);
    return false;
  });
  // Where two splits hold as much of a set, the one that has lost most gets it: sizes stay near what they were.
  for (const set of undecided) {
    const most = Math.max(...set.counts);
    const targets = [1, 2, 3].filter(split => set.counts[split] === most);
    send(
      set,
      targets.reduce((best, split) => ((drift[split] as number) < (drift[best] as number) ? split : best)),
    );
  }
}

interface TiedSet {
  readonly places: number[];
  /** Rows by split, as in `splits`. */
  readonly counts: [number, number, number, number];
}

/** Rows that are tied to each other, also through others, and stand in more than one split; in the order of the rows. */
function setsAcross(splits: Uint8Array, ties: readonly Tie[]): TiedSet[] {
  const above = Int32Array.from(splits.keys());
  const top = (at: number): number => {
    let place = at;
    while (above[place] !== place) {
      above[place] = above[above[place] as number] as number;
      place = above[place] as number;
    }
    return place;
  };
  for (const { of } of ties) {
    const first = new Int32Array(numbersIn(of)).fill(NONE);
    for (const [at, number] of of.entries()) {
      if (number === NONE || splits[at] === 0) continue;
      if (first[number] === NONE) first[number] = at;
      else above[top(at)] = top(first[number] as number);
    }
  }
  const masks = new Uint8Array(splits.length);
  for (const [at, split] of splits.entries()) {
    if (split > 0) masks[top(at)] = (masks[top(at)] as number) | (1 << split);
  }
  const sets = new Map<number, TiedSet>();
  for (const [at, split] of splits.entries()) {
    const mask = masks[top(at)] as number;
    if (split === 0 || (mask & (mask - 1)) === 0) continue;
    const set: TiedSet = sets.get(top(at)) ?? { places: [], counts: [0, 0, 0, 0] };
    sets.set(top(at), set);
    set.places.push(at);
    addTo(set.counts, split, 1);
  }
  return [...sets.values()];
}

function numbersIn(of: Int32Array): number {
  return of.reduce((most, one) => Math.max(most, one), NONE) + 1;
}
