import { once } from 'node:events';
import { dirname } from 'node:path';
import { type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { asDiskError } from '../../../core/files.ts';
import { asOutOfMemory, type ErrorMessage, errorMessage, errorOf } from '../../../core/thread-errors.ts';
import type { Packed } from './pack.ts';
import { type PackedReading, type ReadEnd, readPacked } from './read-packed.ts';

type Message =
  | { readonly kind: 'batch'; readonly batch: Packed }
  | { readonly kind: 'unpacked'; readonly bytesDone: number }
  | { readonly kind: 'end'; readonly end: ReadEnd }
  | ErrorMessage;

/** Batches that wait to be written: more would only be memory. */
const AHEAD = 3;
/** How often it is asked whether to go on, and told how far it is, while unpacking a file or a group of rows takes long. */
const ASK_MS = 100;
/** What reading may hold: a file that was made to be read for ever is not to starve the machine. */
const HEAP_MEBIBYTES = 4096;

if (parentPort !== null && workerData === 'import-reading') {
  const [reading] = await once(parentPort, 'message');
  await tellParent(parentPort, reading);
}

/** How long a thread that was started ahead waits for an import. */
const PREPARED_MS = 180_000;

let prepared: { readonly thread: ReadThread; readonly end: NodeJS.Timeout } | undefined;

/** Starts a thread for an import that is likely to come, while a person looks at its preview. */
export function prepareReading(): void {
  if (prepared !== undefined) return;
  const thread = new ReadThread();
  thread.unref();
  prepared = { thread, end: setTimeout(() => void takePrepared()?.[Symbol.asyncDispose](), PREPARED_MS).unref() };
}

function takePrepared(): ReadThread | undefined {
  const taken = prepared;
  prepared = undefined;
  clearTimeout(taken?.end);
  return taken?.thread;
}

/** The thread that waits already, or a new one. */
export function readThread(): ReadThread {
  const thread = takePrepared() ?? new ReadThread();
  thread.ref();
  return thread;
}

/**
 * `readPacked` in a thread of its own, so that one core reads while the other writes, and that it can be ended in the
 * middle of what takes long.
 */
export class ReadThread {
  /** Started at once: it loads what it needs while the original is still being copied. */
  readonly #worker = new Worker(new URL(import.meta.url), {
    workerData: 'import-reading',
    resourceLimits: { maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: HEAP_MEBIBYTES },
  });
  readonly #waiting: Message[] = [];
  #failure: unknown;
  #wake = () => {};

  constructor() {
    this.#worker.on('message', (message: Message) => {
      this.#waiting.push(message);
      this.#wake();
    });
    this.#worker.on('error', (error: Error) => this.#fail(asOutOfMemory(error, HEAP_MEBIBYTES)));
    this.#worker.on('exit', code => this.#fail(new Error(`the reading thread stopped with code ${code}`)));
  }

  /**
   * The thread is gone when this ends, however it ends. `goOn` is told how far unpacking has come since the last batch,
   * and throws once nobody wants the rows any more.
   */
  async *read(reading: PackedReading, goOn: (bytesDone: number) => void): AsyncGenerator<Packed, ReadEnd> {
    let bytesDone = 0;
    const { name, isFolder, files, sizeBytes } = reading.original;
    this.#worker.postMessage({ ...reading, original: { name, isFolder, files, sizeBytes } });
    try {
      for (;;) {
        const message = this.#waiting.shift();
        if (message === undefined) {
          if (this.#failure !== undefined) throw this.#failure;
          await this.#news();
          goOn(bytesDone);
        } else if (message.kind === 'unpacked') bytesDone = message.bytesDone;
        else if (message.kind === 'batch') {
          yield message.batch;
          this.#worker.postMessage('taken');
        } else if (message.kind === 'end') return message.end;
        else throw errorOf(message);
      }
    } finally {
      await this.#worker.terminate();
    }
  }

  ref(): void {
    this.#worker.ref();
  }

  /** Holds nobody up who wants to end. */
  unref(): void {
    this.#worker.unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  /** Resolves with the next message, or a moment later. */
  async #news(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>(done => {
      this.#wake = done;
      timer = setTimeout(done, ASK_MS);
    });
    clearTimeout(timer);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }
}

async function tellParent(parent: MessagePort, reading: PackedReading): Promise<void> {
  const say = (message: Message) => parent.postMessage(message);
  let ahead = 0;
  parent.on('message', () => {
    ahead -= 1;
  });
  try {
    let toldAt = 0;
    const onUnpacked = (bytesDone: number): void => {
      if (performance.now() - toldAt < ASK_MS) return;
      toldAt = performance.now();
      say({ kind: 'unpacked', bytesDone });
    };
    const rows = readPacked({ ...reading, onUnpacked });
    for (;;) {
      const next = await rows.next();
      if (next.done) {
        say({ kind: 'end', end: next.value });
        break;
      }
      say({ kind: 'batch', batch: sent(next.value) });
      ahead += 1;
      while (ahead >= AHEAD) await once(parent, 'message');
    }
  } catch (caught) {
    say(errorMessage(asDiskError(caught, dirname(reading.scratch))));
  } finally {
    parent.close();
  }
}

/** One text crosses in a tenth of the time that thousands take. */
function sent({ cells, ...rest }: Packed): Packed {
  return { ...rest, cells: cells.length === 0 ? [] : [cells.join('\n')] };
}
