import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { LuthierError } from '../contract/index.ts';
import { asDiskError } from '../core/files.ts';
import { asLocked } from './busy.ts';
import { checkVersion, migrate } from './migrate.ts';

export const DATABASE_FILE = 'luthier.db';

/** How long a core that opens a project waits for another program to let go of it. */
export const OPEN_PATIENCE_MS = 5000;
/** How long a thread waits for other writers. It holds nobody up. */
export const WORKER_PATIENCE_MS = 60_000;

/** Opens the database of a project, creating or migrating it. The caller holds the project's lock. */
export function openDatabase(file: string): Database {
  let db: Database | undefined;
  try {
    db = new Sqlite(file);
    // First of all: switching to WAL would already write into a project of a newer Luthier.
    checkVersion(db);
    // Of a new database only, and before anything is written. Four times the default: rows go in a third faster.
    db.pragma('page_size = 16384');
    db.pragma('journal_mode = WAL');
    // Edits of a person survive a power cut; 0.3 ms a commit.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma(`busy_timeout = ${OPEN_PATIENCE_MS}`);
    db.pragma('trusted_schema = OFF');
    migrate(db, file);
    return db;
  } catch (error) {
    db?.close();
    throw asProjectError(error, file);
  }
}

/** A connection of a worker thread to a database that the core has opened and migrated. */
export function openInWorker(file: string): Database {
  const db = new Sqlite(file, { fileMustExist: true });
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma(`busy_timeout = ${WORKER_PATIENCE_MS}`);
  return db;
}

/** A connection that only reads, beside the core's. */
export function openReader(file: string): Database {
  return new Sqlite(file, { readonly: true, fileMustExist: true });
}

function asProjectError(error: unknown, file: string): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new LuthierError('project.damaged', { reason: (error as Error).message, backup: backupOf(file) });
  }
  if (code === 'SQLITE_CANTOPEN') return new LuthierError('project.read_only', { folder: dirname(file) });
  return asLocked(asDiskError(error, dirname(file)), OPEN_PATIENCE_MS);
}

function backupOf(file: string): string {
  const candidates = Array.from({ length: 99 }, (_, index) => `${file}.v${99 - index}.bak`);
  return candidates.find(existsSync) ?? join(dirname(file), '(none was kept)');
}
