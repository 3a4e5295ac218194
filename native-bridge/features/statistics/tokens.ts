import type { DatasetId, Lengths, Model, TokenStatistics, WorkProgress } from '../../contract/index.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { RowTable } from '../../store/rows.ts';
import { cellText } from '../dataset/index.ts';
import { LengthTally } from './lengths.ts';
import { partsOf } from './parts-of.ts';

const EXAMPLES = 50;
/** Cutting a text into tokens takes longer than anything else that is counted here. */
const PROGRESS_ROWS = 50;

export interface TokenRequest {
  readonly datasetId: DatasetId;
  readonly model: Model;
  readonly tokensOf: (text: string) => number;
}

/** Walks over all rows and counts the tokens of their texts. */
export function countTokens(
  store: { readonly datasets: DatasetTable; readonly rows: RowTable },
  { datasetId, model, tokensOf }: TokenRequest,
  progress: (progress: WorkProgress) => void,
): TokenStatistics {
  const startedAtMs = Date.now();
  const dataset = store.datasets.dataset(datasetId);
  const { names, partOf } = partsOf(dataset);
  const tally = new LengthTally(names.length);
  const examples = new Map<number, number[]>();
  let [done, all] = [0, 0];
  for (const stored of store.rows.each(store.datasets.key(datasetId))) {
    const tokens = tokensOf(cellText(stored.cells[dataset.roles.text]));
    tally.add(tokens, partOf(stored));
    const known = examples.get(tokens);
    if (known === undefined) examples.set(tokens, [stored.row]);
    else if (known.length < EXAMPLES) known.push(stored.row);
    all += tokens;
    done += 1;
    if (done % PROGRESS_ROWS === 0) progress({ done, total: Math.max(done, dataset.rowCount) });
  }
  const lengths = tally.lengths();
  return {
    datasetId,
    modelId: model.id,
    modelName: model.name,
    rows: done,
    tokens: all,
    labelNames: names,
    lengths,
    examples: examplesOf(lengths, examples),
    computedAtMs: Date.now(),
    seconds: (Date.now() - startedAtMs) / 1000,
  };
}

function examplesOf({ bins }: Lengths, byLength: ReadonlyMap<number, readonly number[]>): number[][] {
  const rows = bins.map((): number[] => []);
  for (const [length, examples] of byLength) rows[bins.findLastIndex(({ from }) => from <= length)]?.push(...examples);
  return rows.map(of => of.sort((a, b) => a - b).slice(0, EXAMPLES));
}
