import type { PrivacyReport, PrivacyType } from '../../../native-bridge/contract/index.ts';

type Count = { readonly column: string; readonly values: number; readonly rows: number };

/** One kind that was found, with its count in each column. */
export interface FoundType extends PrivacyType {
  readonly values: number;
  readonly columns: readonly Count[];
  /** Values inside something longer that was found: they are reached where that is kept. */
  readonly inside: number;
}

/** The kinds that were found, those too that stand only inside others, the most frequent first. */
export function foundTypes(report: PrivacyReport, types: readonly PrivacyType[]): readonly FoundType[] {
  return types
    .map(type => {
      const columns = report.counts.filter(count => count.type === type.id);
      const inside = report.inside.filter(count => count.type === type.id);
      return { ...type, columns, values: sumOf(columns), inside: sumOf(inside) };
    })
    .filter(({ values, inside }) => values + inside > 0)
    .sort((a, b) => b.values - a.values || b.inside - a.inside);
}

function sumOf(counts: readonly Count[]): number {
  return counts.reduce((total, { values }) => total + values, 0);
}
