import type { PrivacyReport, PrivacyType } from '../../../native-bridge/contract/index.ts';

/** One kind that was found, with its count in each column. */
export interface FoundType extends PrivacyType {
  readonly values: number;
  readonly columns: readonly { readonly column: string; readonly values: number; readonly rows: number }[];
}

/** The kinds that were found, the most frequent first. */
export function foundTypes(report: PrivacyReport, types: readonly PrivacyType[]): readonly FoundType[] {
  return types
    .map(type => {
      const columns = report.counts.filter(count => count.type === type.id);
      return { ...type, columns, values: columns.reduce((total, { values }) => total + values, 0) };
    })
    .filter(({ values }) => values > 0)
    .sort((a, b) => b.values - a.values);
}
