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
import { ownParts } from './own-parts.ts';
import { type Packed, rowsIn } from './pack.ts';
import { type ReadEnd, readPacked } from './read-packed.ts';
import { prepareReading, readThread } from './read-thread.ts';
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
  id = newId('ds') as DatasetId,
): Promise<ImportReport> {
  const began = performance.now();
  const original = findOriginal(request.file, request.format);
  if (!original.isFolder && endingOf(original.name) !== 'zip') formatOf(original.name, request.format);
  await using thread = isShortText(original, request.format) ? null : readThread();
  const sources = join(project, 'sources');
  const told = { copied: 0, read: 0, rows: 0 };
  // The copy counts as a quarter.
  const tell: Tell = news => {
    Object.assign(told, news);
    const bytesDone = Math.floor(told.copied / 4 + (Math.min(original.sizeBytes, told.read) * 3) / 4);
    progress({ bytesDone, bytesTotal: original.sizeBytes, rows: told.rows });
  };
  // What lies beside the original is not copied with it.
  const own = await ownParts(original, request.format);
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
  const reading = { original: copy, request, own, scratch };
  const goOn = (read: number) => tell({ read: Math.max(told.read, read) });
  const batches = thread === null ? readPacked(reading) : thread.read(reading, goOn);
  return await store(db, { id, copy, stop, sources, scratch, request, record }, batches, tell, began);
}

/** Has ready what an import of this file will need: loading it takes longer than most files. */
export function prepareImport({ file, format }: Pick<ImportFile, 'file' | 'format'>): void {
  if (!isShortText(findOriginal(file, format), format)) prepareReading();
}

/** Whether a file is read from its beginning to its end, so that reading may begin before all of it is there. */
function isReadInOrder(original: Original, format: string | undefined): boolean {
  return !original.isFolder && !isPacked(original) && !formatOf(original.name, format).isBinary;
}

interface Place {
  readonly id: DatasetId;
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

/** What an import has made so far, to be taken back should it fail. */
interface Made {
  key: number | null;
  sha256: string | null;
}

async function store(
  db: Database,
  place: Place,
  batches: AsyncGenerator<Packed, ReadEnd>,
  tell: Tell,
  began: number,
): Promise<ImportReport> {
  const datasets = datasetTable(db);
  const { id } = place;
  const made: Made = { key: null, sha256: null };
  try {
    const key = begin(db, place);
    made.key = key;
    const counts = { accepted: 0, rejected: 0, mended: 0, firstReason: 'no reason' };
    const end = await withoutChecks(db, () => storeRows(db, key, batches, counts, tell));
    const { accepted, rejected, mended, firstReason } = counts;
    const { name: file } = place.copy;
    if (accepted === 0 && rejected === 0) throw new LuthierError('import.empty', { file });
    if (accepted === 0) throw new LuthierError('import.no_rows_left', { file, seen: rejected, reason: firstReason });
    await complete(db, key, place, end, made, tell);
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
    throw await takenBack(db, place, made, caught);
  }
}

/** A dataset without rows that nobody sees before it is complete. */
function begin(db: Database, { id, copy, request }: Place): number {
  return datasetTable(db).insert({
    id,
    name: (request.name ?? (copy.name.replace(/(\.[^.]+?)(\.gz)?$/i, '') || copy.name)).slice(0, 120),
    columns: [],
    roles: { text: 'text' },
    sourceSha256: '',
    sourceName: copy.name,
    createdAtMs: Date.now(),
  });
}

/** Gives the columns their parts, keeps the original, and lets the dataset be seen. */
async function complete(
  db: Database,
  key: number,
  { copy, sources, request, record }: Place,
  { columns, labelColumn, named, sha256 }: ReadEnd,
  made: Made,
  tell: Tell,
): Promise<void> {
  const datasets = datasetTable(db);
  const roles = chooseRoles(copy.name, columns, named);
  checkSaid(copy.name, columns, request);
  if (roles.label !== labelColumn) {
    importRows(db).relabel(
      key,
      cells => labelOf(cells, roles.label),
      () => tell({}),
    );
  }
  made.sha256 = sha256;
  await keepCopy(copy, sources, sha256);
  const write = db.transaction(() => {
    datasets.setSource(key, sha256);
    datasets.complete(key, columns, roles);
    record(sha256);
  });
  write.immediate();
}

/** Removes what an import that failed has made. Answers with why it failed. */
async function takenBack(db: Database, place: Place, made: Made, caught: unknown): Promise<unknown> {
  const { copy, stop, sources, scratch } = place;
  const datasets = datasetTable(db);
  stop.abort(caught);
  // Whoever reads a copy that failed only knows that it did.
  const error = await copy.copied.then(
    () => caught,
    failure => failure,
  );
  // Files go first: on a full disk the rows cannot be deleted without the room that they leave.
  rmSync(scratch, { recursive: true, force: true });
  rmSync(copy.path, { recursive: true, force: true });
  if (made.key !== null) datasets.remove(made.key);
  const { sha256 } = made;
  if (sha256 !== null && !datasets.sources().has(sha256))
    rmSync(join(sources, sha256), { recursive: true, force: true });
  // The log of the database may have taken the last byte of the disk. Whoever reads is not waited for: nobody could write.
  db.pragma('busy_timeout = 0');
  db.pragma('wal_checkpoint(TRUNCATE)');
  return error;
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
    await batches.return({ columns: [], labelColumn: undefined, named: {}, format: '', encoding: '', sha256: '' });
  }
}
