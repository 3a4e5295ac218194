import { cellIn, type DatasetId, type Model, type TokenStatistics, type WorkProgress } from '../../contract/index.ts';
import { RowNumbers } from '../../core/row-numbers.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { RowTable } from '../../store/rows.ts';
import { cellText } from '../dataset/index.ts';
import { LengthTally } from './lengths.ts';
import { partsOf } from './parts-of.ts';

/** Cutting a text into tokens takes longer than anything else that is counted here. */
const PROGRESS_ROWS = 50;

export interface TokenRequest {
  readonly datasetId: DatasetId;
  readonly model: Model;
  readonly tokensOf: (text: string) => number;
}

/** Walks over all rows and counts the tokens of their texts, of all and of each. */
export function countTokens(
  store: { readonly datasets: DatasetTable; readonly rows: RowTable },
  { datasetId, model, tokensOf }: TokenRequest,
  progress: (progress: WorkProgress) => void,
): { readonly found: TokenStatistics; readonly tokens: RowNumbers } {
  const began = performance.now();
  const dataset = store.datasets.dataset(datasetId);
  const { names, partOf } = partsOf(dataset);
  const tally = new LengthTally(names.length);
  const ofRows = new RowNumbers();
  let [done, all] = [0, 0];
  for (const stored of store.rows.each(store.datasets.key(datasetId))) {
    const tokens = tokensOf(cellText(cellIn(stored.cells, dataset.roles.text)));
    tally.add(tokens, partOf(stored));
    ofRows.set(stored.row, tokens);
    all += tokens;
    done += 1;
    if (done % PROGRESS_ROWS === 0) progress({ done, total: Math.max(done, dataset.rowCount) });
  }
  const found = {
    datasetId,
    modelId: model.id,
    modelName: model.name,
    rows: done,
    tokens: all,
    labelNames: names,
    lengths: tally.lengths(),
    computedAtMs: Date.now(),
    seconds: (performance.now() - began) / 1000,
  };
  return { found, tokens: ofRows };
}
