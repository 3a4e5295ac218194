import type { LeakReport, Split } from '../../contract/index.ts';

export interface SplitRow {
  readonly row: number;
  readonly split: Split;
  /** `textKey` of its text. */
  readonly text: string;
  /** Value of the group column; empty when it has none. */
  readonly group: string;
}

const EXAMPLES = 20;

/** Finds texts and groups that stand in more than one split. Counts the rows of validation and test they touch. */
export function findLeaks(rows: readonly SplitRow[]): LeakReport {
  const texts = acrossSplits(rows, row => row.text);
  const groups = acrossSplits(
    rows.filter(row => row.group !== ''),
    row => row.group,
  );
  const leaked = new Set(
    [...texts, ...groups].flatMap(([, members]) =>
      members.filter(({ split }) => split !== 'train').map(({ row }) => row),
    ),
  );
  const example =
    (reason: 'text' | 'group') =>
    ([value, members]: [string, SplitRow[]]) => ({
      reason,
      value: value.slice(0, 200),
      rows: members.slice(0, 10).map(({ row }) => row),
    });
  return {
    equalTexts: texts.length,
    sharedGroups: groups.length,
    leakedRows: leaked.size,
    examples: [...texts.map(example('text')), ...groups.map(example('group'))].slice(0, EXAMPLES),
  };
}

function acrossSplits(rows: readonly SplitRow[], by: (row: SplitRow) => string): [string, SplitRow[]][] {
  return [...Map.groupBy(rows, by)].filter(([, members]) => new Set(members.map(({ split }) => split)).size > 1);
}
