import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
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
import { importRows, withoutChecks } from '../../../store/import-rows.ts';
import { rowPlaceTable } from '../../../store/row-places.ts';
import { chooseRoles, labelOf } from '../roles.ts';
import { endingOf } from './format.ts';
import { formatOf } from './formats/index.ts';
import { type Copied, copyOriginal, findOriginal, isPacked, keepCopy } from './original.ts';
import type { Packed } from './pack.ts';
import { type ReadEnd, readPacked } from './read-packed.ts';
import { ReadThread } from './read-thread.ts';
import { checkSaid } from './shape.ts';
import { checkEncoding } from './source.ts';

const LEDGER_SHOWN = 100;
/** Below this a thread takes longer to start than the file to read. */
const THREAD_FROM_BYTES = 4 * 1024 * 1024;

type TellProgress = (progress: ImportProgress) => void;

/**
 * Imports a file or a folder as a new dataset: keeps the original, reads it row by row, stores good rows and the reason
 * of every bad one. The dataset appears when all of it is there; a failed or cancelled import leaves nothing.
 */
export async function importFile(
  db: Database,
  project: string,
  request: ImportFile,
  progress: TellProgress,
): Promise<ImportReport> {
  const began = performance.now();
  const original = findOriginal(request.file, request.format);
  if (!original.isFolder && endingOf(original.name) !== 'zip') formatOf(original.name, request.format);
  await using thread = original.sizeBytes < THREAD_FROM_BYTES ? null : new ReadThread();
  const sources = join(project, 'sources');
  const copied = await copyOriginal(original, sources, {
    check:
      request.encoding === undefined || isPacked(original) ? () => {} : checkEncoding(original.name, request.encoding),
    onBytes: done => progress({ bytesDone: Math.floor(done / 4), bytesTotal: original.sizeBytes, rows: 0 }),
  });
  const scratch = join(sources, `.tmp-${randomUUID()}`);
  try {
    const reading = { original: copied, request, scratch };
    const batches = thread === null ? readPacked(reading) : thread.read(reading);
    return await store(db, { copied, sources, request }, batches, progress, began);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
}

async function store(
  db: Database,
  { copied, sources, request }: { readonly copied: Copied; readonly sources: string; readonly request: ImportFile },
  batches: AsyncGenerator<Packed, ReadEnd>,
  progress: TellProgress,
  began: number,
): Promise<ImportReport> {
  const datasets = datasetTable(db);
  const id = newId('ds') as DatasetId;
  let made: number | null = null;
  try {
    const key = datasets.insert({
      id,
      name: (request.name ?? (copied.name.replace(/(\.[^.]+?)(\.gz)?$/i, '') || copied.name)).slice(0, 120),
      columns: [],
      roles: { text: 'text' },
      sourceSha256: '',
      sourceName: copied.name,
      createdAtMs: Date.now(),
    });
    made = key;
    const counts = { accepted: 0, rejected: 0, mended: 0, firstReason: 'no reason' };
    const end = await withoutChecks(db, () => storeRows(db, key, batches, copied.sizeBytes, counts, progress));
    const { accepted, rejected, mended, firstReason } = counts;
    const { name: file } = copied;
    if (accepted === 0 && rejected === 0) throw new LuthierError('import.empty', { file });
    if (accepted === 0) throw new LuthierError('import.no_rows_left', { file, seen: rejected, reason: firstReason });

    const roles = chooseRoles(file, end.columns, request.roles);
    checkSaid(file, end.columns, request);
    if (roles.label !== end.labelColumn) importRows(db).relabel(key, cells => labelOf(cells, roles.label));
    await keepCopy(copied, sources, end.sha256);
    datasets.setSource(key, end.sha256);
    datasets.complete(key, end.columns, roles);
    return {
      dataset: datasets.dataset(id),
      format: end.format,
      encoding: end.encoding,
      accepted,
      rejected,
      mended,
      ledger: [...datasets.ledger(id, 0, LEDGER_SHOWN).entries],
      seconds: (performance.now() - began) / 1000,
    };
  } catch (error) {
    // The copy goes first: on a full disk the rows cannot be deleted without the room that it leaves.
    rmSync(copied.path, { recursive: true, force: true });
    if (made !== null) datasets.remove(made);
    // The log of the database may have taken the last byte of the disk.
    db.pragma('wal_checkpoint(TRUNCATE)');
    throw error;
  }
}

async function storeRows(
  db: Database,
  key: number,
  batches: AsyncGenerator<Packed, ReadEnd>,
  sizeBytes: number,
  counts: { accepted: number; rejected: number; mended: number; firstReason: string },
  progress: TellProgress,
): Promise<ReadEnd> {
  const datasets = datasetTable(db);
  const rows = importRows(db);
  const places = rowPlaceTable(db);
  const write = db.transaction((batch: Packed) => {
    rows.insert(key, counts.accepted + 1, batch);
    places.insert(key, counts.accepted + 1, batch.cells.length, batch.places);
    for (const { line, reason } of batch.ledger) datasets.addReject(key, line, reason);
  });

  try {
    for (;;) {
      const next = await batches.next();
      if (next.done) return next.value;
      const batch = next.value;
      write(batch);
      if (counts.rejected === 0) counts.firstReason = batch.ledger[0]?.reason.message ?? counts.firstReason;
      counts.accepted += batch.cells.length;
      counts.rejected += batch.ledger.length - batch.mended;
      counts.mended += batch.mended;
      const read = Math.min(sizeBytes, batch.bytesDone);
      progress({
        bytesDone: Math.floor(sizeBytes / 4 + (read * 3) / 4),
        bytesTotal: sizeBytes,
        rows: counts.accepted,
      });
    }
  } finally {
    await batches.return({ columns: [], labelColumn: undefined, format: '', encoding: '', sha256: '' });
  }
}
