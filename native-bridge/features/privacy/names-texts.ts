import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cellIn, FoundNames, type NamesJob, type TextToRead } from '../../contract/index.ts';
import { stampOf, writeTexts } from '../../jobs/texts.ts';
import { datasetTable } from '../../store/datasets.ts';
import { nameTable } from '../../store/row-names.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { namesIn, textToRead } from './names.ts';

const ROWS_AT_ONCE = 1000;

type Texts = Pick<NamesJob, 'datasetId' | 'columns' | 'textsPath'>;

/** Writes the texts that have not been looked at as they are, and returns how many. */
export function writeNamesTexts(request: Texts, tools: WorkTools): { rows: number } {
  return writeTexts(join(tools.project, request.textsPath), textsToRead(request, tools));
}

function* textsToRead({ datasetId, columns }: Texts, { db, progress }: WorkTools): Generator<TextToRead> {
  const { rowCount } = datasetTable(db).dataset(datasetId);
  const key = datasetTable(db).key(datasetId);
  const names = namesIn(nameTable(db), key, columns);
  let done = 0;
  for (const { row, cells } of rowTable(db).each(key)) {
    if (done % ROWS_AT_ONCE === 0) progress({ done, total: rowCount });
    done += 1;
    for (const column of columns) {
      const cell = cellIn(cells, column);
      if (names(column, row, cell) !== null) continue;
      const text = textToRead(cell);
      yield { row, column, stamp: stampOf(text), text };
    }
  }
}

/**
 * Brings what a job has found into the store, some rows at a time, so that writers wait only for those. Of a row that
 * has another text by now it says nothing, and done again it gives the same.
 */
export async function takeInNames(
  { job, file }: { readonly job: NamesJob; readonly file: string },
  { db, project, progress }: WorkTools,
): Promise<{ rows: number }> {
  const datasets = datasetTable(db);
  if (!datasets.datasets().some(({ id }) => id === job.datasetId)) return { rows: 0 };
  const dataset = datasets.key(job.datasetId);
  const names = nameTable(db);
  let done = 0;
  let found: FoundNames[] = [];
  const keep = (): void => {
    names.put.immediate(dataset, found);
    done += found.length;
    found = [];
    progress({ done, total: job.rows });
  };
  for await (const line of createInterface({ input: createReadStream(join(project, file)) })) {
    found.push(FoundNames.parse(JSON.parse(line)));
    if (found.length >= ROWS_AT_ONCE) keep();
  }
  keep();
  return { rows: done };
}
