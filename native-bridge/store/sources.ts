import type { Database } from 'better-sqlite3';
import { type DatasetId, LicenceAnswer, type LicenceUse, LuthierError, Source } from '../contract/index.ts';

interface Line extends Record<LicenceUse, string> {
  readonly sha256: string;
  readonly enteredFrom: string | null;
  readonly enteredBy: string | null;
  readonly enteredAtMs: number | null;
}

const COLUMNS = `sha256, name, size_bytes AS sizeBytes, origin, licence, training, share_data AS shareData,
  share_model AS shareModel, commercial, retrieved_at_ms AS retrievedAtMs, entered_from AS enteredFrom,
  entered_by AS enteredBy, entered_at_ms AS enteredAtMs`;

/** An answer stands as long as the ledger says what it said when the answer was given. */
const STANDS = `answer.licence = source.licence AND answer.allowed = CASE answer.use
  WHEN 'training' THEN source.training WHEN 'shareData' THEN source.share_data
  WHEN 'shareModel' THEN source.share_model ELSE source.commercial END`;

export type SourceTable = ReturnType<typeof sourceTable>;
export type NewAnswer = Omit<LicenceAnswer, 'id' | 'sourceName' | 'stands'>;

/** The ledger of sources, which datasets hold their rows, and what people answered for them. */
export function sourceTable(db: Database) {
  const byHash = db.prepare<[string], Line>(`SELECT ${COLUMNS} FROM sources WHERE sha256 = ?`);
  const ofDataset = db.prepare<[string], Line>(
    `SELECT ${COLUMNS} FROM sources JOIN dataset_sources USING (sha256) WHERE dataset_id = ? ORDER BY name, sha256`,
  );
  const withoutSize = db.prepare<[], string>('SELECT sha256 FROM sources WHERE size_bytes IS NULL').pluck();
  const setSize = db.prepare('UPDATE sources SET size_bytes = ? WHERE sha256 = ?');
  const datasetsOf = db
    .prepare<[string], string>('SELECT dataset_id FROM dataset_sources WHERE sha256 = ? ORDER BY dataset_id')
    .pluck();
  const copy = db.prepare(
    `INSERT OR IGNORE INTO dataset_sources (dataset_id, sha256)
     SELECT ?, sha256 FROM dataset_sources WHERE dataset_id = ?`,
  );
  const update = db.prepare(
    `UPDATE sources SET origin = @origin, licence = @licence, training = @training, share_data = @shareData,
       share_model = @shareModel, commercial = @commercial, retrieved_at_ms = @retrievedAtMs,
       entered_from = @from, entered_by = @by, entered_at_ms = @atMs
     WHERE sha256 = @sha256`,
  );
  const insertAnswer = db.prepare(
    `INSERT INTO licence_answers (sha256, use, licence, allowed, words, person, at_ms)
     VALUES (@sha256, @use, @licence, @allowed, @words, @by, @atMs)`,
  );
  const answerColumns = `answer.id, answer.sha256, source.name AS sourceName, answer.use, answer.licence,
    answer.allowed, words, person AS by, at_ms AS atMs, ${STANDS} AS stands`;
  const answersFrom = 'licence_answers AS answer JOIN sources AS source USING (sha256)';
  const answerById = db.prepare(`SELECT ${answerColumns} FROM ${answersFrom} WHERE answer.id = ?`);
  const answersOfDataset = db.prepare(
    `SELECT ${answerColumns} FROM ${answersFrom} JOIN dataset_sources USING (sha256) WHERE dataset_id = ?
     ORDER BY answer.id DESC`,
  );
  const standing = db.prepare(
    `SELECT 1 FROM ${answersFrom} WHERE answer.sha256 = ? AND answer.use = ? AND ${STANDS} LIMIT 1`,
  );

  const toSource = ({ enteredFrom, enteredBy, enteredAtMs, ...line }: Line): Source =>
    Source.parse({
      ...line,
      allowed: line,
      entered: enteredFrom === null ? null : { from: enteredFrom, by: enteredBy, atMs: enteredAtMs },
      datasetIds: datasetsOf.all(line.sha256),
    });
  const toAnswer = (line: unknown): LicenceAnswer =>
    LicenceAnswer.parse({ ...(line as object), stands: (line as { stands: number }).stands === 1 });

  const source = (sha256: string): Source => {
    const line = byHash.get(sha256);
    if (line === undefined) throw new LuthierError('licence.source_not_found', { source: sha256.slice(0, 12) });
    return toSource(line);
  };

  return {
    source,
    ofDataset: (id: DatasetId): Source[] => ofDataset.all(id).map(toSource),
    withoutSize: (): string[] => withoutSize.all(),
    setSize: (sha256: string, sizeBytes: number): void => void setSize.run(sizeBytes, sha256),
    /** A dataset made of another one has its sources too. */
    copyTo: (from: DatasetId, to: DatasetId): void => void copy.run(to, from),
    describe: ({ sha256, origin, licence, allowed, retrievedAtMs, entered }: Source): Source => {
      update.run({ sha256, origin, licence, ...allowed, retrievedAtMs, from: null, by: null, atMs: null, ...entered });
      return source(sha256);
    },
    answer: (answer: NewAnswer): LicenceAnswer =>
      toAnswer(answerById.get(Number(insertAnswer.run(answer).lastInsertRowid))),
    answers: (id: DatasetId): LicenceAnswer[] => answersOfDataset.all(id).map(toAnswer),
    isConfirmed: (sha256: string, use: LicenceUse): boolean => standing.get(sha256, use) !== undefined,
  };
}
