import { resolve } from 'node:path';
import type { DatasetId, ModelId, Statistics, TokenStatistics } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { modelTable } from '../../store/models.ts';
import { rowTable } from '../../store/rows.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { openTokenizer } from '../models/index.ts';
import { collect } from './collect.ts';
import { keepStatistics, keepTokens, stampOf } from './known.ts';
import { countTokens } from './tokens.ts';

interface OfModel {
  readonly datasetId: DatasetId;
  readonly modelId: ModelId;
}

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  compute: ({ datasetId }: { datasetId: DatasetId }, { db, project, progress }: WorkTools): Statistics => {
    const store = storeOf(db);
    // In one transaction, so that the stamp is of the rows that are counted.
    const [stamp, { statistics, repeats }] = db.transaction(
      () => [stampOf(store, datasetId), collect(store, datasetId, progress)] as const,
    )();
    keepStatistics(project, stamp, statistics, repeats);
    return statistics;
  },
  computeTokens: ({ datasetId, modelId }: OfModel, { db, project, progress }: WorkTools): TokenStatistics => {
    const store = storeOf(db);
    const model = modelTable(db).model(modelId);
    const tokensOf = openTokenizer(resolve(project, model.path)).count;
    const [stamp, { found, tokens }] = db.transaction(
      () => [stampOf(store, datasetId), countTokens(store, { datasetId, model, tokensOf }, progress)] as const,
    )();
    keepTokens(project, stamp, found, tokens);
    return found;
  },
} satisfies Works;

function storeOf(db: WorkTools['db']) {
  return { datasets: datasetTable(db), rows: rowTable(db), changes: changeLog(db) };
}
