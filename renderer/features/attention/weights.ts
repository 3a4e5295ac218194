/** One head of a map: `codes[query * side + key]`, each `round(255 * sqrt(weight))`. */
export interface Head {
  readonly side: number;
  readonly codes: Uint8Array;
}

export interface Reading {
  readonly query: number;
  readonly key: number;
  readonly weight: number;
}

export function weightOf(code: number): number {
  return (code / 255) ** 2;
}

export function codeOf(weight: number): number {
  return Math.round(255 * Math.sqrt(weight));
}

/** How much `query` reads from `key`, between 0 and 1. */
export function weightAt({ side, codes }: Head, query: number, key: number): number {
  return weightOf(codes[query * side + key] ?? 0);
}

/** Below this share for all other tokens, what is left of a row is rounding, not reading. */
const LEAST_REST = 0.02;

/**
 * The head without what is read from the first token: that column is emptied, and what is left of each row is scaled
 * to sum to 1 again. A row that reads next to nothing else stays as it is, for it would show rounding.
 */
export function withoutFirstToken({ side, codes }: Head): Head {
  const rest = Uint8Array.from(codes);
  for (let query = 0; query < side; query += 1) {
    const start = query * side;
    const left = 1 - weightOf(codes[start] ?? 0);
    rest[start] = 0;
    if (left < LEAST_REST) continue;

    const gain = 1 / Math.sqrt(left);
    for (let at = start + 1; at < start + side; at += 1) rest[at] = Math.min(255, Math.round((rest[at] ?? 0) * gain));
  }
  return { side, codes: rest };
}

/** The strongest readings of a head, strongest first. The first query is left out: it can only read itself. */
export function strongest({ side, codes }: Head, count: number): readonly Reading[] {
  const counts = new Uint32Array(256);
  for (let at = side; at < codes.length; at += 1) counts[codes[at] ?? 0] = (counts[codes[at] ?? 0] ?? 0) + 1;

  let threshold = 256;
  for (let found = 0; threshold > 1 && found < count; ) found += counts[--threshold] ?? 0;

  const readings: Reading[] = [];
  for (let at = side; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code >= threshold) readings.push({ query: Math.floor(at / side), key: at % side, weight: weightOf(code) });
  }
  return readings.sort((a, b) => b.weight - a.weight).slice(0, count);
}
