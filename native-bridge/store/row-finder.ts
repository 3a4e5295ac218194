import { Worker } from 'node:worker_threads';
import type { FinderAnswer } from './row-finder-worker.ts';
import type { RowQuery } from './row-query.ts';

/** What a query found so far: row numbers in its order. */
export interface Found {
  readonly rows: Uint32Array;
  readonly complete: boolean;
}

/** A search that goes on: `rows` grows until it is complete. */
export interface Finding {
  /** Resolves as soon as the first `count` rows are known, or all there are. */
  atLeast(count: number): Promise<Found>;
}

/**
 * Looks for rows in a thread of its own with a connection that only reads, so that a query over a million rows holds
 * nobody up. Questions are answered in the order they are asked.
 */
export class RowFinder implements Disposable {
  readonly #file: string;
  #worker: Worker | null = null;
  #next = 0;
  readonly #open = new Map<number, { take(answer: FinderAnswer): void; fail(error: Error): void }>();

  constructor(file: string) {
    this.#file = file;
  }

  find(query: RowQuery): Finding {
    const id = ++this.#next;
    let rows = new Uint32Array(0);
    let complete = false;
    let failure: Error | null = null;
    let waiting: { count: number; done(found: Found): void; fail(error: Error): void }[] = [];
    const settle = (): void => {
      const ready = waiting.filter(({ count }) => failure !== null || complete || rows.length >= count);
      waiting = waiting.filter(one => !ready.includes(one));
      for (const { done, fail } of ready) failure ? fail(failure) : done({ rows, complete });
    };
    this.#open.set(id, {
      take: answer => {
        const grown = new Uint32Array(rows.length + answer.rows.length);
        grown.set(rows);
        grown.set(answer.rows, rows.length);
        rows = grown;
        complete = answer.complete;
        settle();
      },
      fail: error => {
        failure = error;
        settle();
      },
    });
    this.#ask(id, query);
    return {
      atLeast: count =>
        new Promise((done, fail) => {
          waiting.push({ count, done, fail });
          settle();
        }),
    };
  }

  [Symbol.dispose](): void {
    // Asked to end, not ended: a thread stopped inside SQLite could take the whole process with it.
    this.#worker?.postMessage('close');
    this.#worker = null;
  }

  #ask(id: number, query: RowQuery): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage({ id, query });
  }

  #start(): Worker {
    const url = new URL('./row-finder-worker.ts', import.meta.url);
    const worker = new Worker(url, { workerData: { file: this.#file } });
    worker.unref();
    worker.on('message', (answer: FinderAnswer) => {
      this.#open.get(answer.id)?.take(answer);
      if (answer.complete) this.#open.delete(answer.id);
    });
    worker.on('error', error => {
      this.#worker = null;
      for (const { fail } of this.#open.values()) fail(error as Error);
      this.#open.clear();
    });
    return worker;
  }
}
