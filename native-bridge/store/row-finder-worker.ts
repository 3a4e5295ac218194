import { parentPort, workerData } from 'node:worker_threads';
import { LuthierError, type Where } from '../contract/index.ts';
import { openReader } from './open.ts';
import { findRows, type RowQuery, teachQueries } from './row-query.ts';

/** What the thread is told: `run` numbers every search that is begun. */
export type FinderOrder = { readonly run: number; readonly query: RowQuery } | 'close';

export type FinderAnswer =
  | {
      readonly run: number;
      readonly kind: 'rows';
      /** Row numbers found since the answer before. */
      readonly rows: Uint32Array;
      readonly complete: boolean;
    }
  | {
      readonly run: number;
      readonly kind: 'failed';
      readonly error: {
        readonly code: string;
        readonly facts: LuthierError['facts'];
        readonly where: Where | undefined;
      };
    }
  | { readonly run: number; readonly kind: 'bug'; readonly error: Error };

/** What a screen shows comes first; the rest in larger and larger parts. */
const FIRST = 200;

/** Another search is wanted. */
class Stopped extends Error {}

if (parentPort !== null) {
  const parent = parentPort;
  const { file, wanted } = workerData as { file: string; wanted: Int32Array };
  const db = openReader(file);
  let running = 0;
  teachQueries(db, () => {
    if (Atomics.load(wanted, 0) !== running) throw new Stopped();
  });
  const say = (answer: FinderAnswer): void => parent.postMessage(answer);

  parent.on('message', (order: FinderOrder) => {
    if (order === 'close') {
      db.close();
      parent.close();
      return;
    }
    const { run, query } = order;
    running = run;
    if (Atomics.load(wanted, 0) !== run) return;
    try {
      let part: number[] = [];
      let size = FIRST;
      for (const row of findRows(db, query)) {
        if (part.push(row) < size) continue;
        say({ run, kind: 'rows', rows: Uint32Array.from(part), complete: false });
        part = [];
        size *= 4;
      }
      say({ run, kind: 'rows', rows: Uint32Array.from(part), complete: true });
    } catch (error) {
      if (error instanceof Stopped) return;
      if (error instanceof LuthierError) {
        const { code, facts, where } = error;
        say({ run, kind: 'failed', error: { code, facts, where } });
      } else say({ run, kind: 'bug', error: error as Error });
    }
  });
}
