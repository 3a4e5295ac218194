import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { isBusy, locked } from './busy.ts';
import { Presence } from './presence.ts';

/** How long what a person does waits for another writer before it is given up. */
const PATIENCE_MS = 60_000;
/** Until the next try: other writers let go for longer than that now and then. */
const PAUSE_MS = 10;
/** Transactions after which the log of the database is brought into its file. */
const CHECKPOINT_EVERY = 500;

export interface WriteOptions {
  /** How long it may wait; a minute where nothing is said. */
  readonly patienceMs?: number;
}

interface Turn {
  /** False when another connection writes: nothing was done. */
  take(): Promise<boolean>;
  fail(error: unknown): void;
  readonly sinceMs: number;
  readonly patienceMs: number;
}

/**
 * The one door to writing on the core's connection. Works in threads, and other processes, hold the database for
 * seconds: whoever comes meanwhile waits here without holding up the core, and is let in again in the order of coming,
 * once. A write that does not go through this door is refused by SQLite, always and not only when another writes.
 */
export class Writes implements Disposable {
  readonly #db: Database;
  readonly #inTransaction: (work: () => unknown) => unknown;
  readonly #turns: Turn[] = [];
  readonly #checkpoint: () => void;
  readonly #presence: Presence;
  #written = 0;
  #isRunning = false;
  #isClosed = false;

  /** `checkpoint` is asked for now and then: on this connection it could take seconds after a large work in a thread. */
  constructor(db: Database, checkpoint: () => void = () => {}, presence = new Presence(db.name)) {
    db.pragma('busy_timeout = 0');
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('query_only = ON');
    this.#checkpoint = checkpoint;
    this.#presence = presence;
    this.#db = db;
    this.#inTransaction = db.transaction((work: () => unknown) => work()).immediate;
  }

  /**
   * Does `work` in a transaction that is for writing from its start, so that what it reads is what it writes over.
   * Throws `project.locked` after `patienceMs`, and `project.gone` when there is no file to write into; then `work` was
   * never begun.
   */
  write<T>(work: () => T, options?: WriteOptions): Promise<T> {
    return this.writeThen(work, value => value, options);
  }

  /** As `write`; `follow` comes after the transaction and before whoever waits next, however long it takes. */
  writeThen<T, Answer>(
    work: () => T,
    follow: (value: T) => Answer | Promise<Answer>,
    { patienceMs = PATIENCE_MS }: WriteOptions = {},
  ): Promise<Answer> {
    return new Promise((done, fail) => {
      const take = async (): Promise<boolean> => {
        try {
          const written = this.#attempt(work);
          if (written === null) return false;
          done(await follow(written.value));
        } catch (error) {
          fail(error);
        }
        return true;
      };
      // Who acts is known where a write was asked for, not where the one before it ended.
      const asAsker = AsyncLocalStorage.snapshot();
      this.#enter({ take: () => asAsker(take), fail, sinceMs: performance.now(), patienceMs });
    });
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    for (const { fail, sinceMs } of this.#turns.splice(0)) fail(locked(performance.now() - sinceMs));
  }

  #enter(turn: Turn): void {
    if (this.#isClosed) turn.fail(locked(0));
    else this.#turns.push(turn);
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let [first] = this.#turns; first !== undefined; [first] = this.#turns) {
      if (await first.take()) {
        this.#turns.shift();
        await setImmediate();
      } else {
        this.#giveUp();
        await setTimeout(PAUSE_MS);
      }
    }
    this.#isRunning = false;
  }

  #giveUp(): void {
    const now = performance.now();
    const late = this.#turns.filter(({ sinceMs, patienceMs }) => now - sinceMs > patienceMs);
    for (const turn of late) {
      this.#turns.splice(this.#turns.indexOf(turn), 1);
      turn.fail(locked(now - turn.sinceMs));
    }
  }

  /** Null when another connection writes. */
  #attempt<T>(work: () => T): { readonly value: T } | null {
    let hasBegun = false;
    this.#presence.check();
    this.#db.pragma('query_only = OFF');
    try {
      const value = this.#inTransaction(() => {
        hasBegun = true;
        const done = work();
        this.#presence.check();
        return done;
      });
      if (++this.#written % CHECKPOINT_EVERY === 0) this.#checkpoint();
      return { value: value as T };
    } catch (error) {
      if (!hasBegun && isBusy(error)) return null;
      throw error;
    } finally {
      this.#db.pragma('query_only = ON');
    }
  }
}
