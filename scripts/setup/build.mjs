import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readText, sha256OfSources, writeWhole } from '../../python-env/build/files.mjs';
import { run } from './command.mjs';
import { nodeOf } from './packages.mjs';

const SOURCES = [
  'electron',
  'renderer',
  'native-bridge/contract',
  'resources/icons',
  'scripts/vite',
  'package-lock.json',
];
const CONFIGS = 'scripts/vite';

/** The page and the shell, built by Vite into dist/ when a source changed. */
export const build = {
  title: 'Page and shell',
  isReady: ({ root }) =>
    readText(stampOf(root)) === hashOf(root) && outputs(root).every(folder => existsSync(join(root, 'dist', folder))),
  run: async ({ root }, say) => {
    const hash = hashOf(root);
    for (const config of configs(root)) {
      say(`vite, ${config}`);
      await run(nodeOf(root), ['node_modules/vite/bin/vite.js', 'build', '--config', join(CONFIGS, config)], {
        cwd: root,
        hint: 'Mend the error above, then run the same command again.',
      });
    }
    writeWhole(stampOf(root), hash);
  },
};

/** `renderer.config.ts`, and one or more for the shell. */
const configs = root =>
  existsSync(join(root, CONFIGS))
    ? readdirSync(join(root, CONFIGS))
        .filter(name => name.endsWith('.config.ts'))
        .sort()
    : [];

const outputs = root => ['renderer', 'electron'].filter(room => configs(root).some(name => name.startsWith(room)));
const stampOf = root => join(root, 'dist', '.sources-sha256');
const hashOf = root => sha256OfSources(root, SOURCES, path => !/\.test\.tsx?$/.test(path));
