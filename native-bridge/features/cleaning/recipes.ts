import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type CleaningStep, type ErrorPayload, LuthierError, Recipe } from '../../contract/index.ts';
import { asDiskError, writeAtomically } from '../../core/files.ts';
import { BUILT_IN } from './built-in-recipes.ts';

const FOLDER = 'recipes';
const ENDING = '.json';
const MOST_BYTES = 4_000_000;

/** The recipes of a project: a JSON file each, in its folder `recipes`, to be copied and kept under version control. */
export function recipeFolder(project: string) {
  const folder = join(project, FOLDER);
  const pathOf = (name: string): string => join(folder, `${name}${ENDING}`);
  const files = (): string[] => {
    try {
      return readdirSync(folder)
        .filter(file => extname(file) === ENDING)
        .sort();
    } catch {
      return [];
    }
  };

  return {
    /** Those of the project, then those that come with Luthier and are not replaced by one. */
    recipes: () => {
      const own = files().map(file => ({ ...readOrFail(join(folder, file)), file: `${FOLDER}/${file}`, about: null }));
      const names = new Set(own.map(({ recipe }) => recipe?.name));
      const others = BUILT_IN.filter(({ recipe }) => !names.has(recipe.name));
      return [...own, ...others.map(({ recipe, about }) => ({ file: null, about, recipe, error: null }))];
    },
    /** By the name of a recipe here or of one that comes with Luthier, or by the path of any file. */
    recipe: (wanted: string): Recipe => {
      const here = files().find(file => basename(file, ENDING) === wanted || file === wanted);
      if (here !== undefined) return readRecipe(join(folder, here));
      const builtIn = BUILT_IN.find(({ recipe }) => recipe.name === wanted);
      if (builtIn !== undefined) return builtIn.recipe;
      const path = resolve(project, wanted);
      if (!isFile(path)) throw notFound(wanted, files());
      return readRecipe(path);
    },
    save: (name: string, steps: readonly CleaningStep[], replace: boolean): { file: string; recipe: Recipe } => {
      const recipe: Recipe = { format: 'luthier-cleaning', version: 1, name, steps: [...steps] };
      if (!replace && isFile(pathOf(name))) throw new LuthierError('cleaning.recipe_exists', { recipe: name });
      try {
        // Not with its parents: a project whose folder is gone is not begun anew.
        if (!existsSync(folder)) mkdirSync(folder);
      } catch (error) {
        throw asDiskError(error, project);
      }
      writeAtomically(pathOf(name), `${JSON.stringify(recipe, null, 2)}\n`);
      return { file: `${FOLDER}/${name}${ENDING}`, recipe };
    },
    delete: (name: string): void => {
      if (!isFile(pathOf(name))) throw notFound(name, files());
      rmSync(pathOf(name));
    },
  };
}

function readOrFail(path: string): { recipe: Recipe | null; error: ErrorPayload | null } {
  try {
    return { recipe: readRecipe(path), error: null };
  } catch (error) {
    if (!(error instanceof LuthierError)) throw error;
    return { recipe: null, error: error.payload };
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function notFound(recipe: string, files: readonly string[]): LuthierError {
  const names = [...files.map(file => basename(file, ENDING)), ...BUILT_IN.map(({ recipe }) => recipe.name)];
  const known = [...new Set(names)].join(', ');
  return new LuthierError('cleaning.recipe_not_found', { recipe, known });
}

/** Reads and checks a recipe file. Throws `cleaning.recipe_damaged` with what is wrong with it. */
export function readRecipe(path: string): Recipe {
  const damaged = (reason: string) => new LuthierError('cleaning.recipe_damaged', { file: path, reason });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) throw damaged('it is too large');
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw damaged((error as Error).message);
  }
  const parsed = Recipe.safeParse(json);
  if (!parsed.success) throw damaged(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  return parsed.data;
}
