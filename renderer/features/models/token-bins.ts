/** Texts by their length in tokens: those that reach the model whole, and those that are cut. */
export interface TokenBins {
  /** From the first token count of a bin; all have one width but the last, where the long tail is if `hasTail`. */
  readonly from: readonly number[];
  readonly width: number;
  readonly hasTail: boolean;
  readonly whole: readonly number[];
  readonly cut: readonly number[];
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

const MOST_BINS = 24;

/** Bins in which the limit stands at an edge, so that none holds both kinds. Without a limit nothing is cut. */
export function tokenBins(lengths: readonly number[], limit: number | null): TokenBins {
  const sorted = lengths.toSorted((a, b) => a - b);
  const max = sorted.at(-1) ?? 0;
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const reach = Math.max(at(0.95), limit ?? 1);
  const width = widthOf(reach, limit);
  const even = Math.ceil(reach / width);
  const hasTail = max > even * width;
  const count = even + (hasTail ? 1 : 0);
  const from = Array.from({ length: count }, (_, bin) => bin * width + (bin === 0 ? 0 : 1));
  const whole = from.map(() => 0);
  const cut = from.map(() => 0);
  for (const length of lengths) {
    const bin = Math.min(count - 1, Math.max(0, Math.ceil(length / width) - 1));
    const kind = limit !== null && length > limit ? cut : whole;
    kind[bin] = (kind[bin] ?? 0) + 1;
  }
  return { from, width, hasTail, whole, cut, median: at(0.5), p95: at(0.95), max };
}

/** The finest part or multiple of the limit, or else the finest round number, that leaves few enough bins. */
function widthOf(span: number, limit: number | null): number {
  if (limit === null) {
    const rounds = [0, 1, 2, 3, 4, 5, 6].flatMap(zeros => [1, 2, 5].map(first => first * 10 ** zeros));
    return rounds.find(width => span / width <= MOST_BINS) ?? Math.ceil(span / MOST_BINS);
  }
  const parts = [8, 4, 2].filter(part => limit % part === 0).map(part => limit / part);
  const multiples = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map(times => limit * times);
  const widths = [...parts, ...multiples];
  return widths.find(width => span / width <= MOST_BINS) ?? Math.ceil(span / MOST_BINS / limit) * limit;
}
