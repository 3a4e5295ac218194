import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WORKS } from '../../test/fixtures/hungry-work/work.ts';
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts';
import { actAs, actor } from '../core/actor.ts';
import { openDatabase } from './open.ts';
import { type WorkPlace, workStarter } from './work.ts';

const url = new URL('../../test/fixtures/hungry-work/work.ts', import.meta.url);
const start = workStarter<typeof WORKS>(url);

let folder: TemporaryFolder;
let place: WorkPlace;

beforeAll(() => {
  folder = temporaryFolder();
  place = { database: join(folder.path, 'luthier.db'), project: folder.path };
  openDatabase(place.database).close();
});

afterAll(() => folder[Symbol.dispose]());

test('work that wants more memory than it may have ends with an error, and the core goes on', async () => {
  const small = workStarter<typeof WORKS>(url, { heapMebibytes: 48 });
  using hungry = small(place, 'eat', undefined as never);
  await expect(hungry.answer).rejects.toMatchObject({ code: 'work.out_of_memory' });
  using modest = small(place, 'which', null);
  expect(await modest.answer).toBeGreaterThan(0);
});

test('work is done in the thread of the work before it, and at the same time in another', async () => {
  const first = await start(place, 'which', null).answer;
  const both = [start(place, 'which', null), start(place, 'which', null)];
  const [second, third] = await Promise.all(both.map(({ answer }) => answer));
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('of many threads few are kept, and those that go are not given work any more', async () => {
  const four = () => Promise.all([1, 2, 3, 4].map(() => start(place, 'which', null).answer));
  const first = await four();
  const again = await four();
  expect(new Set(again).size).toBe(4);
  expect(again.filter(thread => first.includes(thread)).length).toBeLessThanOrEqual(2);
});

test('work that fails or is stopped ends its thread, and the work after it goes well', async () => {
  const first = await start(place, 'which', null).answer;
  const wrong = start(place, 'none' as never, null as never);
  await expect(wrong.answer).rejects.toThrow('has no work none');
  const stopped = start(place, 'last', null);
  stopped[Symbol.dispose]();
  await expect(stopped.answer).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(await start(place, 'which', null).answer).not.toBe(first);
});

test('a thread that holds much when its work is done is given back', async () => {
  const first = await start(place, 'hold', null as never).answer;
  expect(await start(place, 'which', null).answer).not.toBe(first);
});

test('news of work come in the name of who asked for it, whoever started the thread', async () => {
  const tell = (person: string) =>
    actAs({ person, through: 'page' }, async () => {
      const told: unknown[] = [];
      await start(place, 'which', null, () => told.push(actor()?.person)).answer;
      return told;
    });
  expect(await tell('Ada')).toEqual(['Ada']);
  expect(await tell('Grace')).toEqual(['Grace']);
});
