import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { installationRoot } from './installation-root.ts';

const at = (...parts: string[]) => join(sep, ...parts);

test('the sources and the bundle lie in the checkout, the packaged bundle beside what the package brings', () => {
  const found = [
    installationRoot(at('work', 'luthier', 'native-bridge')),
    installationRoot(at('work', 'luthier', 'dist', 'core')),
    installationRoot(at('opt', 'Luthier', 'resources', 'core')),
  ];

  expect(found).toEqual([at('work', 'luthier'), at('work', 'luthier'), at('opt', 'Luthier', 'resources')]);
});

test('a checkout that is called core, or lies in a folder called dist, is still one', () => {
  expect(installationRoot(at('dist', 'core', 'native-bridge'))).toBe(at('dist', 'core'));
});
