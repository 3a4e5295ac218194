import { LuthierError } from '../contract/index.ts';

/** Whether SQLite refused because another connection, of this process or of another, writes. */
export function isBusy(error: unknown): boolean {
  return ((error as { code?: string } | null)?.code ?? '').startsWith('SQLITE_BUSY');
}

/** Turns "another connection writes" into a sentence; anything else is passed on as it is. */
export function asLocked(error: unknown, waitedMs: number): unknown {
  return isBusy(error) ? locked(waitedMs) : error;
}

export function locked(waitedMs: number): LuthierError {
  return new LuthierError('project.locked', { seconds: Math.round(waitedMs / 1000) });
}
