import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { openDatabase, openInWorker } from './open.ts';
import { Presence } from './presence.ts';
import { projectTable } from './project.ts';
import { Watch } from './watch.ts';

let stack: DisposableStack;
let db: ReturnType<typeof openDatabase>;
let other: ReturnType<typeof openInWorker>;
let heard: number;

beforeEach(() => {
  vi.useFakeTimers();
  stack = new DisposableStack();
  stack.defer(() => vi.useRealTimers());
  const file = join(stack.use(temporaryFolder()).path, 'luthier.db');
  db = openDatabase(file);
  stack.defer(() => db.close());
  projectTable(db).create('mine', 1);
  other = openInWorker(file);
  stack.defer(() => other.close());
  heard = 0;
  const watch = stack.use(
    new Watch(db, new Presence(file), (where, error) => {
      throw new Error(where, { cause: error });
    }),
  );
  watch.onChange(() => {
    heard += 1;
  });
});
afterEach(() => stack.dispose());

/** What is heard of within the next looks. */
function next(looks: number): number {
  const before = heard;
  vi.advanceTimersByTime(looks * 1000);
  return heard - before;
}

test('changes of this and of another connection are told once, many of one second together', () => {
  projectTable(other).rename('theirs');
  expect(next(3)).toBe(1);

  projectTable(db).rename('ours');
  projectTable(other).rename('theirs again');
  expect(next(3)).toBe(1);
});

test('nothing is told while nothing that pages show has changed', () => {
  expect(next(3)).toBe(0);

  other.exec(
    "INSERT INTO datasets (id, name, columns, roles, source_sha256, source_name, created_at_ms) VALUES ('d', 'd', '[]', '{}', '', '', 1)",
  );
  other.exec('INSERT INTO words_upto (dataset, row) SELECT key, 5 FROM datasets');
  expect(next(3)).toBe(0);

  other.exec('UPDATE datasets SET complete = 1');
  expect(next(3)).toBe(1);
});
