import { statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { readJson } from './files.mjs';
import { environmentPython } from './python.mjs';
import { cleanPythonEnv } from './uv.mjs';

const FORMAT = 1;

/** SmolLM2-135M-Instruct as a safetensors folder, so that the first run needs no download of a model. */
export const starterModel = {
  title: 'Starter model',
  isReady: ({ home }) => isWhole(starterFolder(home)),
  run: async ({ root, home }, say) => {
    await run(environmentPython({ root, home }), ['-m', 'luthier', 'convert-starter', starterFolder(home)], {
      env: {
        ...cleanPythonEnv(),
        PYTHONPATH: join(root, 'python-env'),
        PYTHONUNBUFFERED: '1',
        TRANSFORMERS_VERBOSITY: 'error',
      },
      say,
      hint: 'Rebuild the environment with `node scripts/luthier.mjs environment --repair`, then run the same command again.',
    });
  },
};

export const starterFolder = home => join(home, 'models', 'smollm2-135m-instruct');

/** Looks at names and sizes only; whoever loads the weights checks their hashes. */
function isWhole(folder) {
  const manifest = readJson(join(folder, 'manifest.json'));
  return (
    manifest?.format === FORMAT && manifest.files.every(file => sizeOf(join(folder, file.path)) === file.sizeBytes)
  );
}

const sizeOf = path => statSync(path, { throwIfNoEntry: false })?.size;
