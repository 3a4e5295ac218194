import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { openDatabase } from './open.ts';
import { guardTransactions, Presence } from './presence.ts';
import { projectTable } from './project.ts';
import { Writes } from './writes.ts';

/** A project in a folder that can be moved away and back. */
function movable() {
  const folder = temporaryFolder();
  const home = join(folder.path, 'project');
  const away = join(folder.path, 'elsewhere');
  mkdirSync(home);
  const db = openDatabase(join(home, 'luthier.db'));
  const project = projectTable(db);
  project.create('first', 1);
  return {
    db,
    home,
    project,
    moveAway: () => renameSync(home, away),
    putBack: () => renameSync(away, home),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

test('FLT-40 a write into a project whose folder was moved is refused, what is there is read on, and put back it is written again', async () => {
  using at = movable();
  using writes = new Writes(at.db);
  at.moveAway();

  await expect(writes.write(() => at.project.rename('lost'))).rejects.toMatchObject({
    code: 'project.gone',
    message: expect.stringContaining(at.home),
  });
  expect(at.project.read()).toMatchObject({ name: 'first' });
  expect(existsSync(at.home)).toBe(false);

  at.putBack();
  await writes.write(() => at.project.rename('kept'));
  expect(at.project.read()).toMatchObject({ name: 'kept' });
});

test('FLT-41 another project at the same place is not taken for the one that was opened', () => {
  using at = movable();
  const presence = new Presence(at.db.name);
  at.moveAway();
  mkdirSync(at.home);
  const other = openDatabase(at.db.name);

  expect(() => presence.check()).toThrow(expect.objectContaining({ code: 'project.gone' }));

  other.close();
  rmSync(at.home, { recursive: true });
  at.putBack();
  presence.check();
});

test('FLT-42 work of a thread that is half done when the folder goes is rolled back', () => {
  using at = movable();
  guardTransactions(at.db, new Presence(at.db.name));
  const work = at.db.transaction(() => {
    at.project.rename('half');
    at.moveAway();
  });

  expect(() => work.immediate()).toThrow(expect.objectContaining({ code: 'project.gone' }));
  expect(at.project.read()).toMatchObject({ name: 'first' });
});

test('an error that the lost folder explains is told as that, any other as what it is', () => {
  using at = movable();
  const presence = new Presence(at.db.name);
  const lost = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  const bug = new Error('a mistake');

  expect(presence.explain(lost)).toBe(lost);
  at.moveAway();
  expect(presence.explain(lost)).toMatchObject({ code: 'project.gone' });
  expect(presence.explain(bug)).toBe(bug);
});
