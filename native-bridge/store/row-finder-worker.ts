import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from './open.ts';
import { findRows, type RowQuery, teachQueries } from './row-query.ts';

export interface FinderAnswer {
  readonly id: number;
  /** Row numbers found since the answer before. */
  readonly rows: Uint32Array;
  readonly complete: boolean;
}

/** What a screen shows comes first; the rest in larger and larger parts. */
const FIRST = 200;

if (parentPort !== null) {
  const parent = parentPort;
  const { file } = workerData as { file: string };
  const db = openReader(file);
  teachQueries(db);
  parent.on('message', (asked: { id: number; query: RowQuery } | 'close') => {
    if (asked === 'close') {
      db.close();
      parent.close();
      return;
    }
    const { id, query } = asked;
    let part: number[] = [];
    let size = FIRST;
    const tell = (complete: boolean): void => {
      parent.postMessage({ id, rows: Uint32Array.from(part), complete } satisfies FinderAnswer);
      part = [];
      size *= 4;
    };
    for (const row of findRows(db, query)) {
      if (part.push(row) < size) continue;
      tell(false);
    }
    tell(true);
  });
}
