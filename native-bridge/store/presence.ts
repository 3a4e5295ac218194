import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { LuthierError, type ProjectPlace } from '../contract/index.ts';

/** What files and SQLite say when a folder or its disk is not there, or takes nothing any more. */
const OF_THE_DISK = /^(E[A-Z]+|SQLITE_(CANTOPEN|IOERR|READONLY)(_.*)?)$/;

/**
 * Whether the database is still the file that was opened. A folder that is removed or renamed leaves SQLite writing into
 * a file that has no name: every edit would seem to be kept, and none would be. So whoever writes asks here before.
 */
export class Presence {
  readonly #file: string;
  /** Device and number of the file; they stay with it when its folder is moved away and put back. */
  readonly identity: string;
  #last: ProjectPlace = 'here';
  #turns = 0;

  /** Without `identity`, the file that is there now is the one to look for. */
  constructor(file: string, identity = identityOf(file) ?? 'none') {
    this.#file = file;
    this.identity = identity;
  }

  /** How often what `place` said was another answer than before: whoever was told one hears of the next. */
  get turns(): number {
    return this.#turns;
  }

  get place(): ProjectPlace {
    const place = this.#look();
    if (place !== this.#last) this.#turns += 1;
    this.#last = place;
    return place;
  }

  #look(): ProjectPlace {
    if (identityOf(this.#file) !== this.identity) return 'gone';
    try {
      accessSync(this.#file, constants.W_OK);
      return 'here';
    } catch {
      return 'readOnly';
    }
  }

  /** Throws `project.gone`, or `project.read_only` where its disk takes nothing any more. */
  check(): void {
    const { place } = this;
    if (place !== 'here') throw this.#error(place);
  }

  /** Says of an error that it came because the project is gone; one of another cause is passed on as it is. */
  explain(error: unknown): unknown {
    if (error instanceof LuthierError || !OF_THE_DISK.test((error as NodeJS.ErrnoException | null)?.code ?? '')) {
      return error;
    }
    const { place } = this;
    return place === 'here' ? error : this.#error(place);
  }

  #error(place: Exclude<ProjectPlace, 'here'>): LuthierError {
    return new LuthierError(place === 'gone' ? 'project.gone' : 'project.read_only', { folder: dirname(this.#file) });
  }
}

/** Makes the transactions of a connection ask first, and again before they are kept: work in a thread takes minutes. */
export function guardTransactions(db: Database, presence: Presence): void {
  const transaction = db.transaction.bind(db) as typeof db.transaction;
  let depth = 0;
  const ask = (): void => {
    if (depth === 0) presence.check();
  };
  const guarded = (work: (...args: unknown[]) => unknown) =>
    transaction((...args: unknown[]) => {
      ask();
      depth += 1;
      try {
        return work(...args);
      } finally {
        depth -= 1;
        ask();
      }
    });
  db.transaction = guarded as typeof db.transaction;
}

/** Null when no file is there, or its disk does not answer. */
function identityOf(file: string): string | null {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}/${ino}`;
  } catch {
    return null;
  }
}
