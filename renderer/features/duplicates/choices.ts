/** What a person decided about single groups, against the rule. */
export interface Choices {
  /** The row to keep, by group. */
  readonly kept: Readonly<Record<number, number>>;
  /** Groups to leave alone. */
  readonly except: readonly number[];
}

export const NO_CHOICES: Choices = { kept: {}, except: [] };

export function keepInstead(choices: Choices, group: number, row: number): Choices {
  return { ...choices, kept: { ...choices.kept, [group]: row } };
}

/** Leaves a group alone, or takes that back. */
export function toggleExcept({ kept, except }: Choices, group: number): Choices {
  return { kept, except: except.includes(group) ? except.filter(one => one !== group) : [...except, group] };
}

export function keptRows({ kept }: Choices): number[] {
  return Object.values(kept);
}
