import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cellIn, type PerplexityJob, TextScore } from '../../contract/index.ts';
import { stampOf } from '../../jobs/texts.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { scoreTable } from '../../store/row-scores.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { textToScore } from './text-to-score.ts';

const TOLD_EVERY = 1000;

/**
 * Brings what a job has found into the store, of the rows that still have the text that was scored: all of it or
 * nothing, so that it can be done again. Writers wait only while it is written. Returns the number of rows.
 */
export async function takeIn(
  { job, file }: { readonly job: PerplexityJob; readonly file: string },
  { db, project, progress }: WorkTools,
): Promise<{ rows: number }> {
  const datasets = datasetTable(db);
  if (!datasets.datasets().some(({ id }) => id === job.datasetId)) return { rows: 0 };
  const dataset = datasets.key(job.datasetId);
  const { modelId, column, maxTokens } = job;
  const [rows, scores, log] = [rowTable(db), scoreTable(db), changeLog(db)];
  const holds = ({ row, stamp }: TextScore): boolean => {
    const stored = rows.stored(dataset, row);
    return stored !== undefined && stampOf(textToScore(cellIn(stored.cells, column), maxTokens)) === stamp;
  };
  const stamp = log.stamp(dataset);
  const found: TextScore[] = [];
  let done = 0;
  for await (const score of scoresIn(join(project, file))) {
    if (holds(score)) found.push(score);
    done += 1;
    if (done % TOLD_EVERY === 0) progress({ done, total: job.rows });
  }
  const write = db.transaction((): number => {
    // Only a change of rows since they were read makes it worth to look again while others wait.
    const there = log.stamp(dataset) === stamp ? found : found.filter(holds);
    scores.put({ dataset, modelId, column, maxTokens, atMs: job.createdAtMs }, there);
    return there.length;
  });
  return { rows: write.immediate() };
}

async function* scoresIn(file: string): AsyncGenerator<TextScore> {
  for await (const line of createInterface({ input: createReadStream(file) })) yield TextScore.parse(JSON.parse(line));
}
