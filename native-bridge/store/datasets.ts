import type { Database } from 'better-sqlite3';
import {
  Dataset,
  type DatasetId,
  type ErrorPayload,
  LedgerEntry,
  type LedgerPage,
  LuthierError,
  type Roles,
} from '../contract/index.ts';
import { rowPlaceTable } from './row-places.ts';
import { tallyTable } from './tallies.ts';

interface Line {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly columns: string;
  readonly roles: string;
  readonly sourceSha256: string;
  readonly sourceName: string;
  readonly createdAtMs: number;
}

const COLUMNS = `key, id, name, columns, roles, source_sha256 AS sourceSha256, source_name AS sourceName,
  created_at_ms AS createdAtMs`;

/** Rows, or entries of the ledger, of one transaction of a removal. */
const REMOVED_AT_ONCE = 20_000;

export type NewDataset = Pick<
  Dataset,
  'id' | 'name' | 'columns' | 'roles' | 'sourceSha256' | 'sourceName' | 'createdAtMs'
>;

export type DatasetTable = ReturnType<typeof datasetTable>;

/** The `datasets` table with the counts of its rows. Every read is parsed by the contract, so drift is loud. */
export function datasetTable(db: Database) {
  const byId = db.prepare<[string], Line>(`SELECT ${COLUMNS} FROM datasets WHERE id = ? AND complete = 1`);
  const all = db.prepare<[], Line>(
    `SELECT ${COLUMNS} FROM datasets WHERE complete = 1 ORDER BY created_at_ms DESC, key DESC`,
  );
  const tallies = tallyTable(db);
  const places = rowPlaceTable(db);
  const insert = db.prepare(
    `INSERT INTO datasets (id, name, columns, roles, source_sha256, source_name, created_at_ms)
     VALUES (@id, @name, @columns, @roles, @sourceSha256, @sourceName, @createdAtMs)`,
  );
  const setSource = db.prepare('UPDATE datasets SET source_sha256 = ? WHERE key = ?');
  const complete = db.prepare('UPDATE datasets SET complete = 1, columns = ?, roles = ? WHERE key = ?');
  const hide = db.prepare('UPDATE datasets SET complete = 0 WHERE key = ? AND complete = 1');
  const incomplete = db.prepare<[], number>('SELECT key FROM datasets WHERE complete = 0').pluck();
  const lastRow = db.prepare<[number], number>('SELECT coalesce(max(row), 0) FROM rows WHERE dataset = ?').pluck();
  const removeRows = db.prepare('DELETE FROM rows WHERE dataset = ? AND row <= ?');
  const removeRejects = db.prepare(
    'DELETE FROM rejects WHERE rowid IN (SELECT rowid FROM rejects WHERE dataset = ? LIMIT ?)',
  );
  const remove = db.prepare('DELETE FROM datasets WHERE key = ?');
  const insertReject = db.prepare('INSERT INTO rejects (dataset, line, reason) VALUES (?, ?, ?)');
  const rejects = db.prepare<[number, number, number], { place: number; line: number; reason: string }>(
    'SELECT rowid AS place, line, reason FROM rejects WHERE dataset = ? AND rowid > ? ORDER BY rowid LIMIT ?',
  );
  const rejectCount = db.prepare<[number], number>('SELECT count(*) FROM rejects WHERE dataset = ?').pluck();
  const sources = db.prepare<[], string>('SELECT source_sha256 FROM datasets').pluck();

  const withCounts = (line: Line): Dataset => {
    const groups = tallies.of(line.key);
    const size = (split: string) => sum(groups.filter(group => group.split === split));
    const labels = Map.groupBy(
      groups.filter(group => group.label !== null),
      group => group.label as string,
    );
    const roles = JSON.parse(line.roles) as Roles;
    return Dataset.parse({
      id: line.id,
      name: line.name,
      columns: JSON.parse(line.columns),
      roles,
      rowCount: sum(groups),
      splitSizes: { train: size('train'), validation: size('validation'), test: size('test') },
      labels: roles.label ? [...labels].map(([label, of]) => ({ label, rows: sum(of) })).sort(byLabel) : [],
      sourceSha256: line.sourceSha256,
      sourceName: line.sourceName,
      createdAtMs: line.createdAtMs,
    });
  };
  const entries = (key: number, after: number, limit: number): Pick<LedgerPage, 'entries' | 'next'> => {
    const found = rejects.all(key, after, limit + 1);
    const shown = found.slice(0, limit);
    return {
      entries: shown.map(({ line, reason }) => LedgerEntry.parse({ line, reason: JSON.parse(reason) })),
      next: found.length > limit ? (shown.at(-1)?.place ?? null) : null,
    };
  };
  const need = (id: DatasetId): Line => {
    const line = byId.get(id);
    if (line === undefined) throw new LuthierError('dataset.not_found', { id });
    return line;
  };

  /** A part at a time: all at once would need as much room again for the log of the database, which a full disk has not. */
  const removeInParts = (key: number): void => {
    hide.run(key);
    const last = lastRow.get(key) ?? 0;
    for (let upto = REMOVED_AT_ONCE; upto < last; upto += REMOVED_AT_ONCE) {
      removeRows.run(key, upto);
      db.pragma('wal_checkpoint(PASSIVE)');
    }
    while (removeRejects.run(key, REMOVED_AT_ONCE).changes === REMOVED_AT_ONCE) db.pragma('wal_checkpoint(PASSIVE)');
    remove.run(key);
  };

  return {
    dataset: (id: DatasetId): Dataset => withCounts(need(id)),
    datasets: (): Dataset[] => all.all().map(withCounts),
    key: (id: DatasetId): number => need(id).key,
    insert: (dataset: NewDataset): number =>
      Number(
        insert.run({ ...dataset, columns: JSON.stringify(dataset.columns), roles: JSON.stringify(dataset.roles) })
          .lastInsertRowid,
      ),
    /** Says which original a dataset is of: known only when all of it was read. */
    setSource: (key: number, sha256: string): void => void setSource.run(sha256, key),
    /** Makes an imported dataset visible, with the columns that were found in it. */
    complete: (key: number, columns: readonly string[], roles: Roles): void =>
      void complete.run(JSON.stringify(columns), JSON.stringify(roles), key),
    /** Deletes what an import left that was killed half-way. */
    sweepIncomplete: (): void => {
      for (const key of incomplete.all()) removeInParts(key);
    },
    /** Not within a transaction. Killed on the way it is swept like an import. */
    remove: removeInParts,
    addReject: (key: number, line: number, reason: ErrorPayload): void =>
      void insertReject.run(key, line, JSON.stringify(reason)),
    /** Up to `limit` entries from place `after` on, in the order of the file. */
    ledger: (id: DatasetId, after: number, limit: number): LedgerPage => {
      const { key } = need(id);
      return { ...entries(key, after, limit), total: rejectCount.get(key) ?? 0, placed: places.count(key) };
    },
    /** All of its entries, some at a time and uncounted: a count walks over all of them again. */
    *ledgerParts(id: DatasetId, size: number): Generator<LedgerPage['entries']> {
      for (let after: number | null = 0; after !== null; ) {
        const part = entries(need(id).key, after, size);
        yield part.entries;
        after = part.next;
      }
    },
    /** Where the rows of an import came from, some thousand at a time; nothing where that was not kept. */
    places: (id: DatasetId) => places.parts(need(id).key),
    /** Hashes of the originals of all datasets, of those that are still being imported too. */
    sources: (): Set<string> => new Set(sources.all()),
  };
}

function sum(groups: readonly { rows: number }[]): number {
  return groups.reduce((total, { rows }) => total + rows, 0);
}

function byLabel(a: { label: string }, b: { label: string }): number {
  return a.label < b.label ? -1 : 1;
}
