import { Worker } from 'node:worker_threads';
import { type ErrorCode, LuthierError } from '../contract/index.ts';
import type { FinderAnswer, FinderOrder } from './row-finder-worker.ts';
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
 * nobody up. The newest question goes first: one that is being answered stops at once, and is taken up again from its
 * beginning when nobody waits for a newer one and somebody still waits for it.
 */
export class RowFinder implements Disposable {
  readonly #file: string;
  /** The number of the run that is wanted: the thread looks at it while it reads. */
  readonly #wanted = new Int32Array(new SharedArrayBuffer(4));
  readonly #stopped: Search[] = [];
  #worker: Worker | null = null;
  #running: Search | null = null;
  #runs = 0;

  constructor(file: string) {
    this.#file = file;
  }

  find(query: RowQuery): Finding {
    const search = new Search(query);
    this.#begin(search);
    return {
      atLeast: count => {
        const found = search.atLeast(count);
        this.#want(search);
        return found;
      },
    };
  }

  [Symbol.dispose](): void {
    Atomics.store(this.#wanted, 0, -1);
    // Asked to end, not ended: a thread stopped inside SQLite could take the whole process with it.
    this.#worker?.postMessage('close' satisfies FinderOrder);
    this.#worker = null;
  }

  #begin(search: Search): void {
    if (this.#running?.isAwaited) this.#stopped.push(this.#running);
    this.#running = search;
    search.begin();
    const run = ++this.#runs;
    Atomics.store(this.#wanted, 0, run);
    this.#worker ??= this.#start();
    this.#worker.postMessage({ run, query: search.query } satisfies FinderOrder);
  }

  /** One that was stopped goes on when somebody asks for it again. */
  #want(search: Search): void {
    if (search.isOver || search === this.#running || this.#stopped.includes(search)) return;
    this.#stopped.push(search);
    if (this.#running === null) this.#next();
  }

  #next(): void {
    const search = this.#stopped.pop();
    if (search !== undefined) this.#begin(search);
  }

  #hear(answer: FinderAnswer): void {
    if (answer.run !== this.#runs || this.#running === null) return;
    const search = this.#running;
    const ends = answer.kind !== 'rows' || answer.complete;
    if (ends) this.#running = null;
    if (answer.kind === 'rows') search.take(answer);
    else if (answer.kind === 'bug') search.fail(answer.error);
    else {
      const { code, facts, where } = answer.error;
      search.fail(new LuthierError(code as ErrorCode, facts as never, where));
    }
    if (ends) this.#next();
  }

  #start(): Worker {
    const url = new URL('./row-finder-worker.ts', import.meta.url);
    const worker = new Worker(url, { workerData: { file: this.#file, wanted: this.#wanted } });
    worker.unref();
    worker.on('message', (answer: FinderAnswer) => this.#hear(answer));
    worker.on('error', error => {
      this.#worker = null;
      for (const search of [...this.#stopped.splice(0), this.#running]) search?.fail(error as Error);
      this.#running = null;
    });
    return worker;
  }
}

class Search {
  readonly query: RowQuery;
  #rows = new Uint32Array(0);
  #complete = false;
  #failure: Error | null = null;
  #waiting: { count: number; done(found: Found): void; fail(error: Error): void }[] = [];

  constructor(query: RowQuery) {
    this.query = query;
  }

  get isOver(): boolean {
    return this.#complete || this.#failure !== null;
  }

  get isAwaited(): boolean {
    return this.#waiting.length > 0;
  }

  atLeast(count: number): Promise<Found> {
    return new Promise((done, fail) => {
      this.#waiting.push({ count, done, fail });
      this.#settle();
    });
  }

  begin(): void {
    this.#rows = new Uint32Array(0);
  }

  take({ rows, complete }: Found): void {
    const grown = new Uint32Array(this.#rows.length + rows.length);
    grown.set(this.#rows);
    grown.set(rows, this.#rows.length);
    this.#rows = grown;
    this.#complete = complete;
    this.#settle();
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#settle();
  }

  #settle(): void {
    const ready = this.#waiting.filter(
      ({ count }) => this.#failure !== null || this.#complete || this.#rows.length >= count,
    );
    this.#waiting = this.#waiting.filter(one => !ready.includes(one));
    const found = { rows: this.#rows, complete: this.#complete };
    for (const { done, fail } of ready) this.#failure ? fail(this.#failure) : done(found);
  }
}
