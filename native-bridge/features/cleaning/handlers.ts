import type { cleaning } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import { tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import { catalogue } from './prepare.ts';
import { recipeFolder } from './recipes.ts';
import { STANDARD_STEPS } from './step-list.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface CleaningDeps {
  readonly place: WorkPlace;
  /** Keeps a bug of a worker thread in the log. */
  onBug(where: string, error: unknown): void;
}

export function cleaningHandlers({ place, onBug }: CleaningDeps): Handlers<typeof cleaning> {
  const recipes = recipeFolder(place.project);
  return {
    steps: () => ({ kinds: catalogue(), standard: [...STANDARD_STEPS] }),
    preview: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'preview', input, onProgress),
        emit,
        end,
        error => onBug('cleaning/preview', error),
      ),
    apply: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'apply', input, onProgress),
        emit,
        end,
        error => onBug('cleaning/apply', error),
      ),
    recipes: () => recipes.recipes(),
    recipe: ({ recipe }) => recipes.recipe(recipe),
    saveRecipe: ({ name, steps, replace }) => recipes.save(name, steps, replace),
    deleteRecipe: ({ name }) => {
      recipes.delete(name);
      return {};
    },
  };
}
