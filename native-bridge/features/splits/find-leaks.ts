import type { LeakReason, LeakReport, SplitSizes } from '../../contract/index.ts';
import type { StoredLeak } from '../../store/leaks.ts';
import { mendsOf } from './mend.ts';
import { NONE, SPLITS } from './split-rows.ts';
import type { Tie, TiedRows } from './ties.ts';

const TRAIN = 1;

/**
 * Counts what stands in more than one split, and the rows of validation and test that this touches. `atMs` are the
 * times of the rows where a split by time is to stay one.
 */
export function countLeaks(rows: TiedRows, ties: readonly Tie[], atMs: Float64Array | null): LeakReport {
  const leaked = new Uint8Array(rows.count);
  const counts = { text: 0, near: 0, group: 0 };
  for (const tie of ties) {
    const across = numbersAcross(rows, tie);
    counts[tie.reason] = across.reduce((sum, one) => sum + one, 0);
    for (let at = 0; at < rows.count; at++) {
      const number = tie.of[at] as number;
      if (number !== NONE && across[number] && (rows.splits[at] as number) > TRAIN) leaked[at] = 1;
    }
  }
  return {
    equalTexts: counts.text,
    nearTexts: counts.near,
    sharedGroups: counts.group,
    leakedRows: leaked.reduce((sum, one) => sum + one, 0),
    mends: mendsOf(rows, ties, atMs),
  };
}

/** Of each number of a tie, whether its rows stand in more than one split. */
function numbersAcross({ count, splits, texts }: TiedRows, { reason, of }: Tie): Uint8Array {
  const most = of.reduce((most, one) => Math.max(most, one), NONE);
  const masks = new Uint8Array(most + 1);
  const firstText = new Int32Array(most + 1).fill(NONE);
  const differs = new Uint8Array(most + 1);
  for (let at = 0; at < count; at++) {
    const number = of[at] as number;
    if (number === NONE || splits[at] === 0) continue;
    masks[number] = (masks[number] as number) | (1 << (splits[at] as number));
    if (firstText[number] === NONE) firstText[number] = texts[at] as number;
    else if (firstText[number] !== texts[at]) differs[number] = 1;
  }
  // Near duplicates that are all equal are told as equal texts already.
  return masks.map((mask, number) => Number((mask & (mask - 1)) !== 0 && (reason !== 'near' || differs[number] === 1)));
}

/** How many leaks with one reason a report counts. */
export function foundWith(reason: LeakReason | undefined, report: LeakReport): number {
  const found = { text: report.equalTexts, near: report.nearTexts, group: report.sharedGroups };
  return reason === undefined ? found.text + found.near + found.group : found[reason];
}

/** So many leaks with one reason are listed, since nobody reads more; the numbers count all. */
const LISTED = 10_000;
const SHOWN_OF_SPLIT = 3;

/** The leaks themselves, equal texts first, each with a few rows of each split; up to `listed` with each reason. */
export function listLeaks(rows: TiedRows, ties: readonly Tie[], listed = LISTED): StoredLeak[] {
  const leaks: StoredLeak[] = [];
  for (const tie of ties) {
    const across = numbersAcross(rows, tie);
    const found = new Map<number, { sizes: SplitSizes; rows: number[] }>();
    for (let at = 0; at < rows.count; at++) {
      const number = tie.of[at] as number;
      const split = SPLITS[(rows.splits[at] as number) - 1];
      if (split === undefined || number === NONE || !across[number]) continue;
      let leak = found.get(number);
      if (leak === undefined) {
        if (found.size >= listed) continue;
        leak = { sizes: { train: 0, validation: 0, test: 0 }, rows: [] };
        found.set(number, leak);
      }
      leak.sizes[split] += 1;
      if (leak.sizes[split] <= SHOWN_OF_SPLIT) leak.rows.push(rows.rows[at] as number);
    }
    for (const leak of found.values()) leaks.push({ reason: tie.reason, ...leak });
  }
  return leaks;
}
