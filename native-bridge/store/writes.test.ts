import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { actAs, actor, actorThrough } from '../core/actor.ts';
import { openDatabase, openInWorker } from './open.ts';
import { projectTable } from './project.ts';
import { Writes } from './writes.ts';

/** The core's connection with its door, and another one that can hold the database. */
function doors() {
  const folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const db = openDatabase(file);
  const project = projectTable(db);
  project.create('first', 1);
  const other = openInWorker(file);
  const writes = new Writes(db);
  return {
    db,
    writes,
    project,
    hold: () => void other.exec('BEGIN IMMEDIATE'),
    letGo: () => void other.exec('COMMIT'),
    [Symbol.dispose]: () => {
      writes[Symbol.dispose]();
      other.close();
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const turnOfTheLoop = () => new Promise(done => setTimeout(done, 50));

test('what is written while another connection writes waits without holding up the core, and is done in order, once', async () => {
  using at = doors();
  at.hold();
  const done: string[] = [];
  const writing = ['a', 'b', 'c'].map(name =>
    at.writes.write(() => {
      done.push(name);
      at.project.rename(name);
    }),
  );

  await turnOfTheLoop();
  expect(done).toEqual([]);
  expect(at.project.read()).toMatchObject({ name: 'first' });
  at.letGo();
  await Promise.all(writing);

  expect(done).toEqual(['a', 'b', 'c']);
  expect(at.project.read()).toMatchObject({ name: 'c' });
});

test('a write that waits too long ends with an error that says what to do, and is not done later', async () => {
  using at = doors();
  at.hold();
  const patient = at.writes.write(() => at.project.rename('patient'), { patienceMs: Number.POSITIVE_INFINITY });
  const impatient = at.writes.write(() => at.project.rename('impatient'), { patienceMs: 30 });

  await expect(impatient).rejects.toMatchObject({
    code: 'project.locked',
    hint: expect.stringContaining('close the other program'),
  });
  at.letGo();
  await patient;
  await at.writes.write(() => {});
  expect(at.project.read()).toMatchObject({ name: 'patient' });
});

test('what follows a write comes before the next one, however long it takes', async () => {
  using at = doors();
  const done: string[] = [];
  const first = at.writes.writeThen(
    () => done.push('written'),
    async () => {
      await turnOfTheLoop();
      done.push('followed');
    },
  );
  const second = at.writes.write(() => done.push('next'));

  await Promise.all([first, second]);
  expect(done).toEqual(['written', 'followed', 'next']);
});

test('work that throws leaves nothing, and the next is done', async () => {
  using at = doors();
  const failing = at.writes.write(() => {
    at.project.rename('half');
    throw new Error('no');
  });
  const next = at.writes.write(() => at.project.read());

  await expect(failing).rejects.toThrow('no');
  expect(await next).toMatchObject({ name: 'first' });
});

test('a write that goes past the door is refused, also when nobody else writes', async () => {
  using at = doors();
  expect(() => at.project.rename('past')).toThrow('readonly');
  await at.writes.write(() => at.project.rename('through'));
  expect(() => at.project.rename('past')).toThrow('readonly');
  expect(at.project.read()).toMatchObject({ name: 'through' });
});

test('what waits is done in the name of whoever asked for it', async () => {
  using at = doors();
  at.hold();
  const asked = (['page', 'command', 'page'] as const).map(through =>
    actAs(actorThrough(through), () => at.writes.write(() => actor()?.through)),
  );
  const nobody = at.writes.write(() => actor());
  at.letGo();
  expect(await Promise.all(asked)).toEqual(['page', 'command', 'page']);
  expect(await nobody).toBeNull();
});

test('the end of the core ends what waits, and lets nothing in after it', async () => {
  using at = doors();
  at.hold();
  const waiting = at.writes.write(() => at.project.rename('late'));
  await turnOfTheLoop();
  at.writes[Symbol.dispose]();

  await expect(waiting).rejects.toMatchObject({ code: 'project.locked' });
  await expect(at.writes.write(() => {})).rejects.toMatchObject({ code: 'project.locked' });
});

test('the log of the database is brought into its file by a thread now and then, never by an edit', async () => {
  using at = doors();
  let asked = 0;
  const writes = new Writes(at.db, () => {
    asked += 1;
  });
  for (let time = 0; time < 1001; time += 1) await writes.write(() => at.project.rename(`name ${time}`));
  expect(asked).toBe(2);
  expect(at.db.pragma('wal_autocheckpoint', { simple: true })).toBe(0);
});
