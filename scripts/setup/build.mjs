import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readText, sha256OfSources, writeWhole } from '../../python-env/build/files.mjs';
import { run } from './command.mjs';
import { nodeOf } from './packages.mjs';

const CONFIGS = 'scripts/vite';

/** What each output in dist/ is made from, besides its own room. */
const SOURCES = {
  core: ['native-bridge', 'python-env/build'],
  electron: ['electron', 'native-bridge/contract', 'native-bridge/core'],
  renderer: ['renderer', 'native-bridge/contract', 'docs', 'resources/icons'],
};

/** Page, shell and core, built by Vite into dist/: each when one of its sources changed. */
export const build = {
  title: 'Page, shell and core',
  isReady: ({ root }) => outputs(root).every(name => isBuilt(root, name)),
  run: async ({ root }, say) => {
    for (const name of outputs(root).filter(name => !isBuilt(root, name))) {
      const hash = hashOf(root, name);
      const config = join(CONFIGS, `${name}.config.ts`);
      say(`vite, ${name}`);
      await run(nodeOf(root), ['node_modules/vite/bin/vite.js', 'build', '--config', config], {
        cwd: root,
        hint: 'Mend the error above, then run the same command again.',
      });
      writeWhole(stampOf(root, name), hash);
    }
  },
};

const outputs = root =>
  existsSync(join(root, CONFIGS))
    ? readdirSync(join(root, CONFIGS))
        .filter(file => file.endsWith('.config.ts'))
        .map(file => file.slice(0, -'.config.ts'.length))
        .sort()
    : [];

const isBuilt = (root, name) =>
  existsSync(join(root, 'dist', name)) && readText(stampOf(root, name)) === hashOf(root, name);

const stampOf = (root, name) => join(root, 'dist', `.${name}-sha256`);
const hashOf = (root, name) =>
  sha256OfSources(
    root,
    [...(SOURCES[name] ?? [name]), CONFIGS, 'package-lock.json'],
    path => !/\.test\.tsx?$/.test(path),
  );
