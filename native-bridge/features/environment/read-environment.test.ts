import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { sizeOfEnvironment } from './read-environment.ts';

test('an environment is measured once, and again when another one was built in its place', async () => {
  using folder = temporaryFolder();
  const environment = join(folder.path, 'env');
  mkdirSync(join(environment, 'lib'), { recursive: true });
  folder.write('env/python', 'x'.repeat(10));
  folder.write('env/lib/torch', 'x'.repeat(100));
  const sizes = [await sizeOfEnvironment(environment)];

  folder.write('env/lib/later', 'x'.repeat(1000));
  sizes.push(await sizeOfEnvironment(environment));
  rmSync(environment, { recursive: true });
  mkdirSync(environment);
  folder.write('env/python', 'x'.repeat(20));
  sizes.push(await sizeOfEnvironment(environment));

  expect(sizes).toEqual([110, 110, 20]);
});
