import type { Combination, Dataset, DatasetId } from '../../../native-bridge/contract/index.ts';

export const COMBINE_KINDS = ['sample', 'append', 'mix', 'join'] as const;
export type CombineKind = (typeof COMBINE_KINDS)[number];

/** What a person has filled in so far; each way reads the parts it needs. */
export interface CombineDraft {
  readonly kind: CombineKind;
  readonly how: 'random' | 'balanced' | 'head';
  readonly rows: number | null;
  readonly seed: number;
  readonly others: readonly DatasetId[];
  readonly weights: Readonly<Record<string, number>>;
  readonly key: string;
  readonly otherKey: string;
  readonly keepUnmatched: boolean;
  readonly matches: 'first' | 'all';
  /** Of a join; null for the suggested one. */
  readonly label: string | null;
}

export function newDraft(dataset: Dataset): CombineDraft {
  return {
    kind: 'sample',
    how: 'random',
    rows: Math.min(1000, dataset.rowCount),
    seed: 1,
    others: [],
    weights: {},
    key: dataset.roles.id ?? dataset.columns[0] ?? '',
    otherKey: '',
    keepUnmatched: true,
    matches: 'first',
    label: null,
  };
}

/** The combination that a draft stands for; null while something is missing. */
export function combinationOf(dataset: Dataset, draft: CombineDraft): Combination | null {
  const { kind, how, rows, seed, others, weights, key, otherKey, keepUnmatched, matches } = draft;
  const ids = [dataset.id, ...others];
  const [other] = others;
  switch (kind) {
    case 'sample':
      return rows === null || rows < 1 ? null : { kind, datasetId: dataset.id, how, rows, seed };
    case 'append':
      return other === undefined ? null : { kind, parts: ids.map(datasetId => ({ datasetId })) };
    case 'mix':
      return other === undefined
        ? null
        : {
            kind,
            seed,
            parts: ids.map(datasetId => ({ datasetId, weight: weights[datasetId] ?? 1 })),
            ...(rows !== null && rows > 0 && { rows }),
          };
    case 'join':
      return other === undefined || key === '' || otherKey === ''
        ? null
        : { kind, left: dataset.id, right: other, leftKey: key, rightKey: otherKey, keepUnmatched, matches };
  }
}
