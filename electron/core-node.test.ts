import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { coreNode } from './core-node.ts';

const env = { LUTHIER_CORE_NODE: '/somewhere/node' };

test('a packaged app runs its core in no program that the environment names, unless it was built for tests', () => {
  using folder = temporaryFolder();
  const chosen = (isPackaged: boolean, manifest: object) => {
    folder.write('package.json', JSON.stringify(manifest));
    return coreNode({ isPackaged, folder: folder.path }, env);
  };

  expect([chosen(true, {}), chosen(true, { isTestBuild: 'yes' }), chosen(true, { isTestBuild: true })]).toEqual([
    undefined,
    undefined,
    '/somewhere/node',
  ]);
  expect([chosen(false, {}), coreNode({ isPackaged: false, folder: folder.path }, {})]).toEqual([
    '/somewhere/node',
    undefined,
  ]);
});
