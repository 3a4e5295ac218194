import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WORKS } from '../../test/fixtures/hungry-work/work.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { openDatabase } from './open.ts';
import { workStarter } from './work.ts';

test('work that wants more memory than it may have ends with an error, and the core goes on', async () => {
  using folder = temporaryFolder();
  const place = { database: join(folder.path, 'luthier.db'), project: folder.path };
  openDatabase(place.database).close();
  const url = new URL('../../test/fixtures/hungry-work/work.ts', import.meta.url);
  const start = workStarter<typeof WORKS>(url, { heapMebibytes: 48 });

  using hungry = start(place, 'eat', undefined as never);
  await expect(hungry.answer).rejects.toMatchObject({ code: 'work.out_of_memory' });
  using modest = start(place, 'count', undefined as never);
  expect(await modest.answer).toBe(7);
});
