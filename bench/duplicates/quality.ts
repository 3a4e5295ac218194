export interface Quality {
  /** Share of the planted pairs whose two texts stand in one group. From 0 to 1, higher is better. */
  readonly recall: number;
  /** Share of all pairs within groups that were planted, or share an original. From 0 to 1, higher is better. */
  readonly precision: number;
}

/** How right groups of near duplicates are, against what was planted. */
export function qualityOf(
  groups: readonly (readonly number[])[],
  planted: readonly (readonly [original: number, copy: number])[],
): Quality {
  const groupOf = new Map(groups.flatMap((texts, group) => texts.map(text => [text, group] as const)));
  const together = planted.filter(([a, b]) => groupOf.has(a) && groupOf.get(a) === groupOf.get(b)).length;
  const originalOf = new Map(
    planted.flatMap(
      ([original, copy]) =>
        [
          [original, original],
          [copy, original],
        ] as const,
    ),
  );

  let right = 0;
  let pairs = 0;
  for (const texts of groups) {
    pairs += pairsOf(texts.length);
    const families = Map.groupBy(
      texts.filter(text => originalOf.has(text)),
      text => originalOf.get(text),
    );
    for (const family of families.values()) right += pairsOf(family.length);
  }
  return { recall: together / planted.length, precision: pairs === 0 ? 1 : right / pairs };
}

const pairsOf = (count: number): number => (count * (count - 1)) / 2;
