import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const KEEP_BYTES = 4 * 1024 * 1024;

export interface Log {
  info(line: string): void;
  /** A bug of ours: kept with its stack. */
  bug(where: string, error: unknown): void;
}

/** One line an entry, in a file that is set aside once it has grown past 4 MiB. Never holds rows or secrets. */
export function fileLog(path: string): Log {
  mkdirSync(dirname(path), { recursive: true });
  const write = (line: string): void => {
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > KEEP_BYTES) renameSync(path, `${path}.1`);
      appendFileSync(path, `${new Date().toISOString()} ${line}\n`);
    } catch {
      // A log that cannot be written must not stop the work it tells of.
    }
  };
  return {
    info: write,
    bug: (where, error) => write(`bug ${where} ${error instanceof Error ? (error.stack ?? error.message) : error}`),
  };
}
