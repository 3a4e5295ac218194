import type { models } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import type { ModelTable } from '../../store/models.ts';
import { type AddModelDeps, addModel } from './add-model.ts';

export interface ModelsDeps extends AddModelDeps {
  readonly store: ModelTable;
}

/** The models slice: the base models of the project. */
export function modelsHandlers(deps: ModelsDeps): Handlers<typeof models> {
  return {
    models: () => deps.store.models(),
    add: request => addModel(deps, request),
  };
}
