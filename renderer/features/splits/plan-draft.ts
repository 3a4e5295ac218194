import {
  type Dataset,
  type Split,
  type SplitPlan,
  type SplitSizes,
  usualWay,
} from '../../../native-bridge/contract/index.ts';

export const SPLITS = ['train', 'validation', 'test'] as const satisfies readonly Split[];

export const WAYS = ['random', 'stratified', 'group', 'time', 'column'] as const satisfies readonly SplitPlan['way'][];
export type Way = (typeof WAYS)[number];

/** A plan as it is written: what other ways ask for is kept while one looks at this one. */
export interface PlanDraft {
  readonly way: Way;
  readonly unit: 'percent' | 'rows';
  readonly percent: SplitSizes;
  readonly rows: SplitSizes;
  readonly seed: number;
  readonly nearTogether: boolean;
  readonly column: string | null;
}

export type DraftProblem = 'tooMuch' | 'trainAndTest' | 'chooseColumn';
export type Missing = 'noLabelColumn' | 'noGroupColumn' | 'noTimeColumn';

const NAMES_OF_SPLIT_COLUMNS = ['split', 'set', 'fold', 'partition', 'subset'];

/** What a way lacks in this dataset; null when it can be used. */
export function missingFor(way: Way, { roles, labels }: Dataset): Missing | null {
  if (way === 'stratified' && labels.length < 2) return 'noLabelColumn';
  if (way === 'group' && roles.group === undefined) return 'noGroupColumn';
  if (way === 'time' && roles.time === undefined) return 'noTimeColumn';
  return null;
}

/** The plan that was used last, as far as the dataset still has what it needs; else what suits most of its kind. */
export function firstDraft(dataset: Dataset, last: SplitPlan | null): PlanDraft {
  const usual = usualDraft(dataset);
  if (last === null || missingFor(last.way, dataset) !== null) return usual;
  if (last.way === 'column') {
    return dataset.columns.includes(last.column) ? { ...usual, way: 'column', column: last.column } : usual;
  }
  const { way, amounts, ...dealt } = last;
  const { unit, ...sizes } = amounts;
  return { ...usual, ...dealt, way, unit, [unit]: sizes };
}

function usualDraft(dataset: Dataset): PlanDraft {
  const { rowCount, splitSizes, columns } = dataset;
  return {
    way: usualWay(dataset),
    unit: 'percent',
    percent: { train: 80, validation: 10, test: 10 },
    rows: splitSizes.train > 0 ? splitSizes : suggestedRows(rowCount),
    seed: 1,
    nearTogether: true,
    column: columns.find(column => NAMES_OF_SPLIT_COLUMNS.includes(column.toLowerCase())) ?? null,
  };
}

/** A fifth for the test, a tenth for validation, and no more training rows than a small machine likes. */
export function suggestedRows(rowCount: number): SplitSizes {
  const test = Math.min(500, Math.max(1, Math.floor(rowCount * 0.2)));
  const validation = Math.min(200, Math.floor(rowCount * 0.1));
  return { train: Math.max(1, Math.min(1000, rowCount - test - validation)), validation, test };
}

/** The plan of a draft, or why there is none yet. */
export function planOf(draft: PlanDraft, rowCount: number): SplitPlan | DraftProblem {
  const { way, unit, seed, nearTogether, column } = draft;
  if (way === 'column') return column === null ? 'chooseColumn' : { way, column };
  const sizes = draft[unit];
  if (sizes.train <= 0 || sizes.test <= 0) return 'trainAndTest';
  const most = unit === 'percent' ? 100 : rowCount;
  if (sizes.train + sizes.validation + sizes.test > most + 1e-6) return 'tooMuch';
  const amounts = { unit, ...sizes };
  return way === 'time' ? { way, amounts } : { way, amounts, seed, nearTogether };
}

export interface LabelShare {
  readonly label: string;
  readonly rows: number;
  /** Between 0 and 1, of the split. */
  readonly share: number;
}

/** The labels of one split as shares of it, the most frequent `limit` of all, in one order for all splits. */
export function labelShares(
  { labels, sizes }: { readonly labels: readonly ({ label: string } & SplitSizes)[]; readonly sizes: SplitSizes },
  split: Split,
  limit: number,
): LabelShare[] {
  return labels.slice(0, limit).map(({ label, [split]: rows }) => ({
    label,
    rows,
    share: sizes[split] === 0 ? 0 : rows / sizes[split],
  }));
}
