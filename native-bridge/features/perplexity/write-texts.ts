import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatasetId, ModelId, TextToScore } from '../../contract/index.ts';
import { syncFolder } from '../../core/files.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { scoreTable } from '../../store/row-scores.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { stampOf, textToScore } from './text-to-score.ts';

export interface TextsRequest {
  readonly datasetId: DatasetId;
  readonly modelId: ModelId;
  readonly column: string;
  readonly maxTokens: number;
  /** Relative to the project. */
  readonly textsPath: string;
}

const BUFFER_CHARACTERS = 1_000_000;
const TOLD_EVERY = 1000;

/**
 * Writes the texts that the model has not scored as they are, and returns how many. Without any there is no file, and
 * the scores that are known are the newest again. A score whose text has come back, as after an undo, counts again.
 */
export function writeTexts(request: TextsRequest, { db, project, progress }: WorkTools): { rows: number } {
  const file = join(project, request.textsPath);
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  try {
    const handle = openSync(unfinished, 'w');
    let rows = 0;
    try {
      rows = writeLines(handle, request, { db, project, progress });
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (rows === 0) rmSync(dirname(file), { recursive: true });
    else {
      renameSync(unfinished, file);
      syncFolder(dirname(file));
    }
    return { rows };
  } catch (error) {
    rmSync(dirname(file), { recursive: true, force: true });
    throw error;
  }
}

function writeLines(handle: number, request: TextsRequest, { db, progress }: WorkTools): number {
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
  let [done, written, lines] = [0, 0, ''];
  for (const { row, cells } of rows.each(key)) {
    done += 1;
    if (done % TOLD_EVERY === 0) progress({ done, total: rowCount });
    if (known[row] === 1) continue;
    const text = textToScore(cells[column], maxTokens);
    const line: TextToScore = { row, stamp: stampOf(text), text };
    if (stale.get(row) === line.stamp) {
      back.push(row);
      continue;
    }
    written += 1;
    lines += `${JSON.stringify(line)}\n`;
    if (lines.length < BUFFER_CHARACTERS) continue;
    writeAll(handle, lines);
    lines = '';
  }
  writeAll(handle, lines);
  if (usable) {
    db.transaction(() => scores.revive(usable.key, log.stamp(key) === stamp ? back : [])).immediate();
  }
  return written;
}

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}
