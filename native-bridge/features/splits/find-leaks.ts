import type { Leak, LeakReport, SplitSizes } from '../../contract/index.ts';
import type { StoredLeak } from '../../store/leaks.ts';
import { NONE, SPLITS, type SplitRows } from './split-rows.ts';

/** What may tie rows together: rows with an equal number that is not `NONE`. */
export interface Tie {
  readonly reason: Leak['reason'];
  readonly of: Int32Array;
}

export type TiedRows = Pick<SplitRows, 'count' | 'rows' | 'splits' | 'texts' | 'groups'>;

const TRAIN = 1;
const TEST = 3;

/** Everything that can tie two splits. Near duplicates only where they were looked for. */
export function tiesOf(rows: TiedRows, near: Int32Array | null): Tie[] {
  return [
    { reason: 'text', of: rows.texts },
    ...(near === null ? [] : [{ reason: 'near' as const, of: near }]),
    { reason: 'group', of: rows.groups },
  ];
}

/** Counts what stands in more than one split, and the rows of validation and test that this touches. */
export function countLeaks(rows: TiedRows, ties: readonly Tie[]): LeakReport {
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
    mends: { test: rowsToMend(rows, ties, 'test').length, train: rowsToMend(rows, ties, 'train').length },
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

/**
 * Places of the rows that lose their split so that no tie is left across splits, as few as keep every row of `keep`.
 * What then still ties the two other splits is taken out of validation.
 */
export function rowsToMend(rows: TiedRows, ties: readonly Tie[], keep: 'test' | 'train'): number[] {
  const splits = rows.splits.slice();
  const order = keep === 'test' ? [TEST, TRAIN] : [TRAIN, TEST];
  const mended: number[] = [];
  for (const kept of order) {
    const isTied = ties.map(({ of }) => {
      const has = new Uint8Array(of.reduce((most, one) => Math.max(most, one), NONE) + 1);
      for (let at = 0; at < rows.count; at++) if (splits[at] === kept && of[at] !== NONE) has[of[at] as number] = 1;
      return (at: number) => of[at] !== NONE && has[of[at] as number] === 1;
    });
    const settled = order.slice(0, order.indexOf(kept) + 1);
    for (let at = 0; at < rows.count; at++) {
      if (splits[at] === 0 || settled.includes(splits[at] as number)) continue;
      if (!isTied.some(tied => tied(at))) continue;
      splits[at] = 0;
      mended.push(at);
    }
  }
  return mended;
}

/** A list longer than this is not read; the numbers count all. */
const LISTED = 10_000;
const SHOWN_OF_SPLIT = 3;

/** The leaks themselves, equal texts first, each with a few rows of each split. */
export function listLeaks(rows: TiedRows, ties: readonly Tie[]): StoredLeak[] {
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
        if (leaks.length + found.size >= LISTED) continue;
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
