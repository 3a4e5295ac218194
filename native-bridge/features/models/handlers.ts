import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { models } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import type { ModelTable } from '../../store/models.ts';
import { type AddModelDeps, addModel, starterOffered } from './add-model.ts';
import { seeRows } from './see-rows.ts';

export interface ModelsDeps extends AddModelDeps {
  readonly store: ModelTable;
}

/** The models slice: the base models of the project. */
export function modelsHandlers(deps: ModelsDeps): Handlers<typeof models> {
  return {
    models: () =>
      deps.store.models().map(model => ({
        ...model,
        isThere: existsSync(join(resolve(deps.project, model.path), 'config.json')),
      })),
    starter: () => starterOffered(deps),
    add: request => addModel(deps, request),
    asSeen: ({ modelId, ...asked }) => {
      const { path, name } = deps.store.model(modelId);
      return seeRows({ folder: resolve(deps.project, path), name }, asked);
    },
  };
}
