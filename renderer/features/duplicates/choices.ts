/** What a person decided about single groups, against the rule. */
export interface Choices {
  /** The row to keep, by group. */
  readonly kept: Readonly<Record<number, number>>;
  /** Groups to leave alone, with the rows that would have gone. */
  readonly except: Readonly<Record<number, number>>;
}

export const NO_CHOICES: Choices = { kept: {}, except: {} };

export function keepInstead(choices: Choices, group: number, row: number): Choices {
  return { ...choices, kept: { ...choices.kept, [group]: row } };
}

/** Leaves a group of `size` rows alone, or takes that back. */
export function toggleExcept(choices: Choices, group: number, size: number): Choices {
  const { [group]: known, ...others } = choices.except;
  return { ...choices, except: known === undefined ? { ...others, [group]: size - 1 } : others };
}

/** Rows of single groups that stay against the rule. */
export function rowsLeftAlone({ except }: Choices): number {
  return Object.values(except).reduce((total, rows) => total + rows, 0);
}

export function keptRows({ kept }: Choices): number[] {
  return Object.values(kept);
}

export function exceptGroups({ except }: Choices): number[] {
  return Object.keys(except).map(Number);
}
