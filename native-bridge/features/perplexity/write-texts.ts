import { join } from 'node:path';
import { cellIn, type DatasetId, type ModelId, type TextToScore } from '../../contract/index.ts';
import { stampOf, writeTexts as write } from '../../jobs/texts.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { scoreTable } from '../../store/row-scores.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { textToScore } from './text-to-score.ts';

export interface TextsRequest {
  readonly datasetId: DatasetId;
  readonly modelId: ModelId;
  readonly column: string;
  readonly maxTokens: number;
  /** Relative to the project. */
  readonly textsPath: string;
}

const TOLD_EVERY = 1000;

/**
 * Writes the texts that the model has not scored as they are, and returns how many. Without any there is no file, and
 * the scores that are known are the newest again. A score whose text has come back, as after an undo, counts again.
 */
export function writeTexts(request: TextsRequest, tools: WorkTools): { rows: number } {
  return write(join(tools.project, request.textsPath), textsToScore(request, tools));
}

function* textsToScore(request: TextsRequest, { db, progress }: WorkTools): Generator<TextToScore> {
  const { datasetId, modelId, column, maxTokens } = request;
  const { rowCount } = datasetTable(db).dataset(datasetId);
  const key = datasetTable(db).key(datasetId);
  const [scores, rows, log] = [scoreTable(db), rowTable(db), changeLog(db)];
  const stamp = log.stamp(key);
  const scoring = scores.scoring({ dataset: key, modelId, column });
  const usable = scoring?.maxTokens === maxTokens ? scoring : undefined;
  const known = new Uint8Array(rows.last(key) + 1);
  for (const row of usable ? scores.fresh(usable.key) : []) known[row] = 1;
  const stale = usable ? scores.stale(usable.key) : new Map<number, string>();

  const back: number[] = [];
  let done = 0;
  for (const { row, cells } of rows.each(key)) {
    done += 1;
    if (done % TOLD_EVERY === 0) progress({ done, total: rowCount });
    if (known[row] === 1) continue;
    const text = textToScore(cellIn(cells, column), maxTokens);
    const line: TextToScore = { row, stamp: stampOf(text), text };
    if (stale.get(row) === line.stamp) back.push(row);
    else yield line;
  }
  if (usable) {
    db.transaction(() => scores.revive(usable.key, log.stamp(key) === stamp ? back : [])).immediate();
  }
}
