/** What a benchmark says in its one line. */
export interface Outcome {
  readonly id: string;
  /** Our figure, in the benchmark's unit; the median of the pairs. */
  readonly ours: number;
  /** The same of each peer, by `package@version`. */
  readonly peers: Readonly<Record<string, number>>;
  /** Ours divided by a peer's, pair by pair, the median. */
  readonly ratio: Readonly<Record<string, number>>;
  readonly goal: Readonly<Record<string, Goal>>;
  readonly cpuFlags: readonly string[];
  /** Load average of the minute before the first measurement. */
  readonly load: number;
  /** What else must be known to read the numbers. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** A benchmark fails on its floor only. Which way is better follows from the two; without a floor it never fails. */
export interface Goal {
  readonly floor?: number;
  readonly goal: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [below, above] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (below === undefined || above === undefined) throw new RangeError('the median of nothing was asked for');
  return (below + above) / 2;
}

/** The median of ours divided by the peer's of the same round: what slows a whole round leaves it as it is. */
export function ratioByPair(ours: readonly number[], peer: readonly number[]): number {
  if (ours.length !== peer.length) throw new RangeError(`${ours.length} of ours, ${peer.length} of the peer`);
  return median(ours.map((value, round) => value / (peer[round] ?? Number.NaN)));
}

/** Names of the ratios that are beyond their floor. */
export function missedFloors({ ratio, goal }: Pick<Outcome, 'ratio' | 'goal'>): string[] {
  return Object.entries(goal)
    .filter(([name, { floor, goal }]) => {
      const reached = ratio[name] ?? Number.NaN;
      return floor !== undefined && !(floor < goal ? reached >= floor : reached <= floor);
    })
    .map(([name]) => name);
}

/** Four digits that count; more would only look exact. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
