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
import { type Copy, copyOriginal, findOriginal, isPacked, keepCopy, type Original } from './original.ts';
import { type Packed, rowsIn } from './pack.ts';
import { type ReadEnd, readPacked } from './read-packed.ts';
import { ReadThread } from './read-thread.ts';
import { checkSaid } from './shape.ts';
import { checkEncoding } from './source.ts';

const LEDGER_SHOWN = 100;
/** A text below this is read before a thread has started. What is packed may be a thousand times as large. */
const THREAD_FROM_BYTES = 4 * 1024 * 1024;

/** Writes down what is known of an original, by its hash. */
type RecordOriginal = (sha256: string) => void;
type TellProgress = (progress: ImportProgress) => void;
type Tell = (news: { readonly copied?: number; readonly read?: number; readonly rows?: number }) => void;

/**
 * Imports a file or a folder as a new dataset: keeps the original, reads it row by row, stores good rows and the reason
 * of every bad one. The dataset appears when all of it is there, together with what `record` writes of its original; a
 * failed or cancelled import leaves nothing.
 */
export async function importFile(
  db: Database,
  project: string,
  request: ImportFile,
  progress: TellProgress,
  record: RecordOriginal = () => {},
): Promise<ImportReport> {
  const began = performance.now();
  const original = findOriginal(request.file, request.format);
  if (!original.isFolder && endingOf(original.name) !== 'zip') formatOf(original.name, request.format);
  await using thread = isShortText(original, request.format) ? null : new ReadThread();
  const sources = join(project, 'sources');
  const told = { copied: 0, read: 0, rows: 0 };
  // The copy counts as a quarter.
  const tell: Tell = news => {
    Object.assign(told, news);
    const bytesDone = Math.floor(told.copied / 4 + (Math.min(original.sizeBytes, told.read) * 3) / 4);
    progress({ bytesDone, bytesTotal: original.sizeBytes, rows: told.rows });
  };
  const stop = new AbortController();
  const copy = copyOriginal(original, sources, {
    check:
      request.encoding === undefined || isPacked(original) ? () => {} : checkEncoding(original.name, request.encoding),
    onBytes: copied => {
      stop.signal.throwIfAborted();
      tell({ copied });
    },
  });
  if (thread === null || !isReadInOrder(original, request.format)) await copy.copied;
  const scratch = join(sources, `.tmp-${randomUUID()}`);
  const reading = { original: copy, request, scratch };
  const goOn = (read: number) => tell({ read: Math.max(told.read, read) });
  const batches = thread === null ? readPacked(reading) : thread.read(reading, goOn);
  return await store(db, { copy, stop, sources, scratch, request, record }, batches, tell, began);
}

/** Whether a file is read from its beginning to its end, so that reading may begin before all of it is there. */
function isReadInOrder(original: Original, format: string | undefined): boolean {
  return !original.isFolder && !isPacked(original) && !formatOf(original.name, format).isBinary;
}

interface Place {
  readonly copy: Copy;
  readonly stop: AbortController;
  readonly sources: string;
  readonly scratch: string;
  readonly request: ImportFile;
  readonly record: RecordOriginal;
}

function isShortText(original: Original, format: string | undefined): boolean {
  if (original.sizeBytes >= THREAD_FROM_BYTES || isPacked(original)) return false;
  return original.files.every(({ name }) => !formatOf(name, format).isBinary);
}

async function store(
  db: Database,
  { copy, stop, sources, scratch, request, record }: Place,
  batches: AsyncGenerator<Packed, ReadEnd>,
  tell: Tell,
  began: number,
): Promise<ImportReport> {
  const datasets = datasetTable(db);
  const id = newId('ds') as DatasetId;
  let made: number | null = null;
  let kept: string | null = null;
  try {
    const key = datasets.insert({
      id,
      name: (request.name ?? (copy.name.replace(/(\.[^.]+?)(\.gz)?$/i, '') || copy.name)).slice(0, 120),
      columns: [],
      roles: { text: 'text' },
      sourceSha256: '',
      sourceName: copy.name,
      createdAtMs: Date.now(),
    });
    made = key;
    const counts = { accepted: 0, rejected: 0, mended: 0, firstReason: 'no reason' };
    const end = await withoutChecks(db, () => storeRows(db, key, batches, counts, tell));
    const { accepted, rejected, mended, firstReason } = counts;
    const { name: file } = copy;
    if (accepted === 0 && rejected === 0) throw new LuthierError('import.empty', { file });
    if (accepted === 0) throw new LuthierError('import.no_rows_left', { file, seen: rejected, reason: firstReason });

    const roles = chooseRoles(file, end.columns, request.roles);
    checkSaid(file, end.columns, request);
    if (roles.label !== end.labelColumn) {
      importRows(db).relabel(
        key,
        cells => labelOf(cells, roles.label),
        () => tell({}),
      );
    }
    const { sha256 } = end;
    kept = sha256;
    await keepCopy(copy, sources, sha256);
    const complete = db.transaction(() => {
      datasets.setSource(key, sha256);
      datasets.complete(key, end.columns, roles);
      record(sha256);
    });
    complete.immediate();
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
  } catch (caught) {
    stop.abort(caught);
    // Whoever reads a copy that failed only knows that it did.
    const error = await copy.copied.then(
      () => caught,
      failure => failure,
    );
    // Files go first: on a full disk the rows cannot be deleted without the room that they leave.
    rmSync(scratch, { recursive: true, force: true });
    rmSync(copy.path, { recursive: true, force: true });
    if (made !== null) datasets.remove(made);
    if (kept !== null && !datasets.sources().has(kept)) rmSync(join(sources, kept), { recursive: true, force: true });
    // The log of the database may have taken the last byte of the disk. Whoever reads is not waited for: nobody could write.
    db.pragma('busy_timeout = 0');
    db.pragma('wal_checkpoint(TRUNCATE)');
    throw error;
  }
}

async function storeRows(
  db: Database,
  key: number,
  batches: AsyncGenerator<Packed, ReadEnd>,
  counts: { accepted: number; rejected: number; mended: number; firstReason: string },
  tell: Tell,
): Promise<ReadEnd> {
  const datasets = datasetTable(db);
  const rows = importRows(db);
  const places = rowPlaceTable(db);
  const write = db.transaction((batch: Packed) => {
    rows.insert(key, counts.accepted + 1, { ...batch, cells: rowsIn(batch) });
    places.insert(key, counts.accepted + 1, batch.labels.of.length, batch.places);
    for (const { line, reason } of batch.ledger) datasets.addReject(key, line, reason);
  });

  try {
    for (;;) {
      const next = await batches.next();
      if (next.done) return next.value;
      const batch = next.value;
      write(batch);
      if (counts.rejected === 0) counts.firstReason = batch.ledger[0]?.reason.message ?? counts.firstReason;
      counts.accepted += batch.labels.of.length;
      counts.rejected += batch.ledger.length - batch.mended;
      counts.mended += batch.mended;
      tell({ read: batch.bytesDone, rows: counts.accepted });
    }
  } finally {
    await batches.return({ columns: [], labelColumn: undefined, format: '', encoding: '', sha256: '' });
  }
}
