import { type ErrorCode, LuthierError, type Where } from '../contract/index.ts';

/** How a thread says what went wrong: the class of an error does not cross to another thread. */
export interface ErrorMessage {
  readonly kind: 'error';
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly where: Where | undefined;
}

/** Throws what nobody can act on: it ends the thread, and so comes to whoever started it. */
export function errorMessage(error: unknown): ErrorMessage {
  if (!(error instanceof LuthierError)) throw error;
  const { code, facts, where } = error;
  return { kind: 'error', code, facts, where };
}

export function errorOf({ code, facts, where }: ErrorMessage): LuthierError {
  return new LuthierError(code, facts as never, where);
}

export function isOutOfMemory(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** Says of a thread that ended because it held more than it may; any other error is passed on as it is. */
export function asOutOfMemory(error: NodeJS.ErrnoException, heapMebibytes: number): Error {
  return isOutOfMemory(error) ? new LuthierError('work.out_of_memory', { limit: `${heapMebibytes} MiB` }) : error;
}
