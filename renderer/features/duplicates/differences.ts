/** A stretch of a text, and whether the other text lacks it. */
export interface Piece {
  readonly text: string;
  readonly differs: boolean;
}

export interface Differences {
  readonly left: readonly Piece[];
  readonly right: readonly Piece[];
}

/** One character in scripts without spaces, a word in others, and what stands between them. */
const PARTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]+|\s+|./gsv;

/** Beyond so many differing parts two texts are not compared in detail: all between their equal ends differs. */
const MOST_DIFFERENCES = 600;

/** Where two texts differ, by words or, in Chinese and its neighbours, by characters: as few as possible. */
export function differencesOf(left: string, right: string): Differences {
  const a: readonly string[] = left.match(PARTS) ?? [];
  const b: readonly string[] = right.match(PARTS) ?? [];
  const start = equalStart(a, b);
  const end = equalEnd(a, b, start);
  const { shared, sharedOther } = sharedParts(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return { left: pieces(a, start, end, shared), right: pieces(b, start, end, sharedOther) };
}

function equalStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

function equalEnd(a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

/** Marks what both lists share in order (Myers: An O(ND) Difference Algorithm, 1986). */
function sharedParts(a: readonly string[], b: readonly string[]) {
  const shared = new Set<number>();
  const sharedOther = new Set<number>();
  const trace = furthest(a, b);
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d > 0; d--) {
    const before = trace[d - 1] as Int32Array;
    const diagonal = x - y;
    const isDown = diagonal === -d || (diagonal !== d && at(before, diagonal - 1) < at(before, diagonal + 1));
    const from = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = at(before, from);
    while (x > fromX + (isDown ? 0 : 1) && y > fromX - from + (isDown ? 1 : 0)) {
      shared.add(--x);
      sharedOther.add(--y);
    }
    x = fromX;
    y = fromX - from;
  }
  return { shared, sharedOther };
}

/** For each number of differences how far every diagonal reaches; empty when there are too many. */
function furthest(a: readonly string[], b: readonly string[]): Int32Array[] {
  const trace: Int32Array[] = [];
  for (let d = 0; d <= MOST_DIFFERENCES; d++) {
    const before = trace.at(-1);
    const reach = new Int32Array(2 * d + 1);
    for (let diagonal = -d; diagonal <= d; diagonal += 2) {
      let x = 0;
      if (before !== undefined) {
        const isDown = diagonal === -d || (diagonal !== d && at(before, diagonal - 1) < at(before, diagonal + 1));
        x = isDown ? at(before, diagonal + 1) : at(before, diagonal - 1) + 1;
      }
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      reach[diagonal + d] = x;
      if (x >= a.length && x - diagonal >= b.length) return [...trace, reach];
    }
    trace.push(reach);
  }
  return [];
}

/** How far a diagonal reaches, of those with as many differences as the array knows. */
function at(reach: Int32Array, diagonal: number): number {
  return reach[diagonal + (reach.length - 1) / 2] ?? -1;
}

function pieces(parts: readonly string[], start: number, end: number, shared: ReadonlySet<number>): Piece[] {
  const found: { text: string; differs: boolean }[] = [];
  for (const [index, text] of parts.entries()) {
    const differs = index >= start && index < parts.length - end && !shared.has(index - start);
    const last = found.at(-1);
    if (last?.differs === differs) last.text += text;
    else found.push({ text, differs });
  }
  return found;
}
