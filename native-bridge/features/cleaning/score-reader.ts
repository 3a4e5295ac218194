import type { Database } from 'better-sqlite3';
import { type Dataset, LuthierError } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { scoreTable } from '../../store/row-scores.ts';
import { modelNamed } from './model-named.ts';

interface Wanted {
  readonly dataset: Dataset;
  readonly column: string;
  /** Its id or its name. */
  readonly model: string;
  readonly place: number;
}

/**
 * Perplexities of rows by a model of the project. Throws `cleaning.not_scored` when there are none at all; a row that
 * has changed since has no score alone.
 */
export function scoreReader(
  db: Database,
  { dataset, column, model: wanted, place }: Wanted,
): (row: number) => number | null | undefined {
  if (wanted === '') throw new LuthierError('cleaning.no_scoring_model', { place });
  const model = modelNamed(db, wanted);
  const scores = scoreTable(db);
  const key = datasetTable(db).key(dataset.id);
  const scoring = scores.scoring({ dataset: key, modelId: model.id, column });
  if (scoring === undefined || scores.count(key, scoring.key) === 0) {
    throw new LuthierError('cleaning.not_scored', { place, column, model: model.name });
  }
  return row => scores.value(scoring.key, row);
}
