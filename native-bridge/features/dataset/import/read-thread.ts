import { once } from 'node:events';
import { type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { type ErrorCode, LuthierError, type Where } from '../../../contract/index.ts';
import type { Packed } from './pack.ts';
import { type PackedReading, type ReadEnd, readPacked } from './read-packed.ts';

type Message =
  | { readonly kind: 'batch'; readonly batch: Packed }
  | { readonly kind: 'end'; readonly end: ReadEnd }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly facts: Readonly<Record<string, string | number>>;
      readonly where: Where | undefined;
    };

/** Batches that wait to be written: more would only be memory. */
const AHEAD = 3;

if (parentPort !== null && isOurs(workerData)) await tellParent(parentPort, workerData.reading);

/** `readPacked` in a thread of its own, so that one core reads while the other writes. */
export async function* readPackedInThread(reading: PackedReading): AsyncGenerator<Packed, ReadEnd> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { isImportReading: true, reading } });
  const waiting: Message[] = [];
  let failure: unknown;
  let wake = () => {};
  worker.on('message', (message: Message) => {
    waiting.push(message);
    wake();
  });
  const fail = (error: unknown) => {
    failure ??= error;
    wake();
  };
  worker.on('error', fail);
  worker.on('exit', code => fail(new Error(`the reading thread stopped with code ${code}`)));

  try {
    for (;;) {
      const message = waiting.shift();
      if (message === undefined) {
        if (failure !== undefined) throw failure;
        await new Promise<void>(done => {
          wake = done;
        });
      } else if (message.kind === 'batch') {
        yield message.batch;
        worker.postMessage('taken');
      } else if (message.kind === 'end') return message.end;
      else throw new LuthierError(message.code as ErrorCode, message.facts as never, message.where);
    }
  } finally {
    await worker.terminate();
  }
}

async function tellParent(parent: MessagePort, reading: PackedReading): Promise<void> {
  const say = (message: Message) => parent.postMessage(message);
  let ahead = 0;
  parent.on('message', () => {
    ahead -= 1;
  });
  try {
    const rows = readPacked(reading);
    for (;;) {
      const next = await rows.next();
      if (next.done) {
        say({ kind: 'end', end: next.value });
        break;
      }
      say({ kind: 'batch', batch: next.value });
      ahead += 1;
      while (ahead >= AHEAD) await once(parent, 'message');
    }
  } catch (error) {
    if (!(error instanceof LuthierError)) throw error;
    const { code, facts, where } = error;
    say({ kind: 'error', code, facts, where });
  } finally {
    parent.close();
  }
}

function isOurs(data: unknown): data is { readonly reading: PackedReading } {
  return typeof data === 'object' && data !== null && 'isImportReading' in data;
}
