import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { dataset } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { INSTALLATION } from '../installation.ts';
import { temporaryFolder, until } from '../temporary.ts';

const MAIN = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');

test('FLT-20 an import that is killed half-way leaves nothing half-imported, and the next one is whole', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const line = (row: number) => `{"text":"a text of some length, so that it takes a while ${row}","label":"a"}\n`;
  const file = folder.write('big.jsonl', Array.from({ length: 300_000 }, (_, row) => line(row)).join(''));

  const luthier = spawn(process.execPath, [MAIN, '--project', project, 'import', file], { stdio: 'ignore' });
  const database = join(project, 'luthier.db');
  await until('the first rows are written', () => existsSync(database) && rowsIn(database) > 0);
  luthier.kill('SIGKILL');
  await once(luthier, 'exit');
  expect(rowsIn(database)).toBeLessThan(300_000);

  await using session = await openSession(project);
  expect(await session.ask(dataset.datasets, {})).toEqual([]);
  expect(rowsIn(database)).toBe(0);
  expect(readdirSync(join(project, 'sources'))).toEqual([]);

  await session.follow(dataset.importFile, { file: folder.write('small.jsonl', line(1)) }, () => {});
  expect(await session.ask(dataset.datasets, {})).toMatchObject([{ name: 'small', rowCount: 1 }]);
});

/** Rows another process has committed; 0 while the tables are still being made. */
function rowsIn(database: string): number {
  const db = new Sqlite(database, { readonly: true });
  try {
    return db.prepare<[], number>('SELECT count(*) FROM rows').pluck().get() ?? 0;
  } catch {
    return 0;
  } finally {
    db.close();
  }
}
