import { LuthierError, type Split, type SplitReport, type SplitRequest } from '../../contract/index.ts';

export interface Candidate {
  readonly row: number;
  readonly label: string;
  /** Rows with an equal key of either kind go to one split. */
  readonly text: string;
  readonly group: string;
  readonly atMs: number | null;
}

export const SPLITS = ['train', 'validation', 'test'] as const satisfies readonly Split[];

/**
 * Deals rows out to splits: each label with its share of all rows, rows of one group or one text together, in an order
 * that depends on the seed alone. Rows that are not needed for the sizes stay without a split.
 *
 * Throws `dataset.too_small` when the rows, or those of one label, cannot fill the sizes.
 */
export function dealOut(candidates: readonly Candidate[], request: SplitRequest): Map<number, Split> {
  const wanted = SPLITS.reduce((sum, split) => sum + request.sizes[split], 0);
  if (candidates.length < wanted) {
    throw new LuthierError('dataset.too_small', {
      rows: candidates.length,
      purpose: 'a split of these sizes',
      needed: wanted,
    });
  }
  const units = shuffle(bindTogether(candidates, request.byGroup), random(request.seed));
  // By chance each split gets senders of every size. Only when that leaves a split unfilled, large ones go first.
  const deals = [units, units.toSorted((a, b) => b.length - a.length)].map(order => deal(order, candidates, request));
  const filled = deals.find(dealt => emptySplit(dealt, request) === null);
  if (filled !== undefined) return filled;

  const split = emptySplit(deals[1] as Map<number, Split>, request) as Split;
  throw new LuthierError('dataset.too_small', {
    rows: candidates.length,
    purpose: `a ${split} split of ${request.sizes[split]} rows with whole groups`,
    needed: wanted,
  });
}

/** Gives each unit in turn to the split with most room among those whose labels it still fits. */
function deal(
  units: readonly Candidate[][],
  candidates: readonly Candidate[],
  { sizes }: SplitRequest,
): Map<number, Split> {
  const shares = labelShares(candidates);
  const need = new Map(
    SPLITS.map(split => [
      split,
      new Map([...shares].map(([label, share]) => [label, Math.round(share * sizes[split])])),
    ]),
  );
  const dealt = new Map<number, Split>();
  for (const unit of units) {
    const counts = countLabels(unit);
    const roomiest = SPLITS.filter(split => fits(counts, need.get(split)))
      .map(split => ({ split, room: room(need.get(split)) / sizes[split] }))
      .reduce<{ split: Split; room: number } | null>(
        (best, next) => (best && best.room >= next.room ? best : next),
        null,
      );
    if (roomiest === null) continue;
    for (const { row } of unit) dealt.set(row, roomiest.split);
    const left = need.get(roomiest.split);
    for (const [label, count] of counts) left?.set(label, (left.get(label) ?? 0) - count);
  }
  return dealt;
}

/** The first split that got less than 95 % of its size. */
function emptySplit(dealt: ReadonlyMap<number, Split>, { sizes }: SplitRequest): Split | null {
  const counts = Map.groupBy(dealt.values(), split => split);
  return SPLITS.find(split => (counts.get(split)?.length ?? 0) < sizes[split] * 0.95) ?? null;
}

/** Rows that must not be parted: equal texts, and rows of one group when asked for. Union-find over both. */
function bindTogether(candidates: readonly Candidate[], byGroup: boolean): Candidate[][] {
  const parent = candidates.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number;
    return at;
  };
  const firstWith = new Map<string, number>();
  const bind = (key: string, index: number): void => {
    const first = firstWith.get(key);
    if (first === undefined) firstWith.set(key, index);
    else parent[root(index)] = root(first);
  };
  candidates.forEach(({ text, group }, index) => {
    bind(`text ${text}`, index);
    if (byGroup && group !== '') bind(`group ${group}`, index);
  });
  return [...Map.groupBy(candidates.keys(), root).values()].map(indices =>
    indices.map(index => candidates[index] as Candidate),
  );
}

function fits(counts: ReadonlyMap<string, number>, need: ReadonlyMap<string, number> | undefined): boolean {
  return [...counts].every(([label, count]) => count <= (need?.get(label) ?? 0));
}

function room(need: ReadonlyMap<string, number> | undefined): number {
  return [...(need?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

function countLabels(rows: readonly Candidate[]): Map<string, number> {
  return new Map([...Map.groupBy(rows, ({ label }) => label)].map(([label, of]) => [label, of.length]));
}

function labelShares(candidates: readonly Candidate[]): Map<string, number> {
  return new Map([...countLabels(candidates)].map(([label, count]) => [label, count / candidates.length]));
}

/**
 * The moment that parts the dataset into two times with the most different share of a label, when they differ by 15
 * points or more: a split by time would then train on one world and test on another.
 */
export function labelShiftOf(candidates: readonly Candidate[]): SplitReport['labelShift'] {
  const dated = candidates.filter(({ atMs }) => atMs !== null).toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
  const edge = Math.ceil(dated.length / 10);
  let shift: SplitReport['labelShift'] = null;
  for (const label of countLabels(dated).keys()) {
    const total = dated.filter(candidate => candidate.label === label).length;
    let before = 0;
    dated.forEach((candidate, index) => {
      if (index >= edge && index <= dated.length - edge) {
        const share = { before: before / index, after: (total - before) / (dated.length - index) };
        const moved = Math.abs(share.before - share.after);
        if (moved >= 0.15 && moved > Math.abs((shift?.before ?? 0) - (shift?.after ?? 0))) {
          shift = { label, ...share, atMs: candidate.atMs ?? 0 };
        }
      }
      if (candidate.label === label) before += 1;
    });
  }
  return shift;
}

/** Mulberry32 (Tommy Ettinger, 2017, public domain): the same order for a seed on every machine. */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle<Item>(items: readonly Item[], next: () => number): Item[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as Item, shuffled[i] as Item];
  }
  return shuffled;
}
