import { hasStarter, makeStarter } from '../../python-env/build/starter.mjs';
import { run } from './command.mjs';
import { environmentPython, places } from './python.mjs';

/** SmolLM2-135M-Instruct as a safetensors folder, so that the first run needs no download of a model. */
export const starterModel = {
  title: 'Starter model',
  isReady: context => hasStarter(places(context)),
  run: (context, say) => makeStarter(places(context), environmentPython(context), { run, say }),
};
