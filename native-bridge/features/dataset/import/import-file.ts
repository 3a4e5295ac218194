import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import {
  type DatasetId,
  type ImportFile,
  type ImportProgress,
  type ImportReport,
  LuthierError,
} from '../../../contract/index.ts';
import { newId } from '../../../core/ids.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { type Cells, rowTable } from '../../../store/rows.ts';
import { chooseRoles } from '../roles.ts';
import { formatOf } from './formats/index.ts';
import { keepSource } from './source.ts';

const BATCH = 5000;
const LEDGER_SHOWN = 100;

/**
 * Imports one file as a new dataset: keeps the original, reads it row by row, stores good rows and the reason of every
 * bad one. The dataset appears when all of it is there; a failed or cancelled import leaves nothing.
 */
export async function importFile(
  db: Database,
  project: string,
  request: ImportFile,
  progress: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  const began = performance.now();
  const fileName = basename(request.file);
  const format = formatOf(fileName, request.format);
  const source = await keepSource(request.file, join(project, 'sources'), {
    encoding: request.encoding,
    onBytes: (done, total) => progress({ bytesDone: Math.floor(done / 4), bytesTotal: total, rows: 0 }),
  });

  const datasets = datasetTable(db);
  const rows = rowTable(db);
  const id = newId('ds') as DatasetId;
  const key = datasets.insert({
    id,
    name: request.name ?? fileName.replace(/\.[^.]+$/, ''),
    columns: [],
    roles: { text: 'text' },
    sourceSha256: source.sha256,
    sourceName: source.name,
    createdAtMs: Date.now(),
  });

  try {
    const columns = new Set<string>();
    const batch: Cells[] = [];
    let accepted = 0;
    let rejected = 0;
    let firstReason = 'no reason';
    let labelColumn: string | undefined;
    let bytesDone = 0;

    const store = db.transaction((cells: readonly Cells[]) => {
      for (const row of cells) rows.insert(key, ++accepted, row, labelOf(row, labelColumn));
    });
    const flush = (): void => {
      if (accepted === 0 && batch.length > 0) {
        for (const row of batch) for (const column of Object.keys(row)) columns.add(column);
        labelColumn = chooseRoles(fileName, [...columns], request.roles).label;
      }
      store(batch.splice(0));
      progress({ bytesDone, bytesTotal: source.sizeBytes, rows: accepted });
    };

    const read = (done: number) => {
      bytesDone = Math.floor(source.sizeBytes / 4 + (done * 3) / 4);
    };
    for await (const record of format.read(source, read)) {
      if ('reason' in record) {
        if (rejected++ === 0) firstReason = record.reason.message;
        datasets.addReject(key, record.line, record.reason.payload);
        continue;
      }
      for (const column of Object.keys(record.cells)) columns.add(column);
      if (batch.push(record.cells) === BATCH) flush();
    }
    flush();

    if (accepted === 0 && rejected === 0) throw new LuthierError('import.empty', { file: fileName });
    if (accepted === 0) {
      throw new LuthierError('import.no_rows_left', { file: fileName, seen: rejected, reason: firstReason });
    }
    datasets.complete(key, [...columns], chooseRoles(fileName, [...columns], request.roles));
    return {
      dataset: datasets.dataset(id),
      format: format.id,
      encoding: source.encoding,
      accepted,
      rejected,
      ledger: datasets.ledger(id, LEDGER_SHOWN),
      seconds: (performance.now() - began) / 1000,
    };
  } catch (error) {
    datasets.remove(key);
    throw error;
  }
}

function labelOf(cells: Cells, column: string | undefined): string | null {
  const label = column === undefined ? null : (cells[column] ?? null);
  return label === null || label === '' ? null : String(label);
}
