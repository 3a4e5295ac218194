import type { Database } from 'better-sqlite3';
import { isBusy } from './busy.ts';
import type { Presence } from './presence.ts';

const LOOK_MS = 1000;

/** What pages show, apart from jobs: a word index that grows, or rows of an import that runs, are none of it. */
const SHOWN = `SELECT json_array(
  (SELECT name FROM project),
  (SELECT json_group_array(json_array(dataset, last, undone))
   FROM (SELECT dataset, max(id) AS last, sum(undone AND NOT forgotten) AS undone FROM changes GROUP BY dataset)),
  (SELECT json_group_array(json_array(key, name, columns, roles)) FROM datasets WHERE complete = 1),
  (SELECT json_group_array(json_array(hash, name)) FROM versions),
  (SELECT json_group_array(json_array(id, name)) FROM models),
  (SELECT json_group_array(json_array(sha256, licence, entered_at_ms)) FROM sources),
  (SELECT max(id) FROM licence_answers),
  (SELECT json_group_array(json_array(dataset, at_ms)) FROM duplicate_searches),
  (SELECT json_group_array(json_array(dataset, at_ms)) FROM leak_checks),
  (SELECT json_group_array(json_array(key, at_ms)) FROM scorings))`;

/**
 * Says, at most once a second, that something was written that pages show: by the core, by its threads, or by another
 * program that has the database open; or that nothing can be written any more, or again.
 */
export class Watch implements Disposable {
  readonly #written: () => string;
  readonly #shown: () => string;
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #lastWritten: string;
  #lastShown: string;
  readonly #presence: Presence;
  #lastTurns: number;

  constructor(db: Database, presence: Presence, onBug: (where: string, error: unknown) => void) {
    this.#presence = presence;
    this.#lastTurns = presence.turns;
    const own = db.prepare<[], number>('SELECT total_changes()').pluck();
    const shown = db.prepare<[], string>(SHOWN).pluck();
    // The version moves with what other connections write, the count with what this one does.
    this.#written = () => `${db.pragma('data_version', { simple: true })}/${own.get()}`;
    this.#shown = () => shown.get() as string;
    this.#lastWritten = this.#written();
    this.#lastShown = this.#shown();
    this.#timer = setInterval(() => {
      try {
        this.#look();
      } catch (error) {
        if (!isBusy(error)) onBug('store/watch', error);
      }
    }, LOOK_MS).unref();
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    void this.#presence.place;
    if (this.#presence.turns !== this.#lastTurns) {
      this.#lastTurns = this.#presence.turns;
      this.#tell();
    }
    const written = this.#written();
    if (written === this.#lastWritten) return;
    const shown = this.#shown();
    this.#lastWritten = written;
    if (shown === this.#lastShown) return;
    this.#lastShown = shown;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
