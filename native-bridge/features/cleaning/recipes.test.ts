import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { recipeFolder } from './recipes.ts';
import { STANDARD_STEPS } from './step-list.ts';

test('CL-20 a saved recipe is a JSON file of the project that comes back as it was, by name and by path', () => {
  using folder = temporaryFolder();
  const recipes = recipeFolder(folder.path);

  const { file, recipe } = recipes.save('中文 短文本', STANDARD_STEPS, false);

  expect(file).toBe('recipes/中文 短文本.json');
  expect(JSON.parse(readFileSync(join(folder.path, file), 'utf8'))).toEqual(recipe);
  expect(recipes.recipe('中文 短文本')).toEqual(recipe);
  expect(recipes.recipe(join(folder.path, file))).toEqual(recipe);
  expect(recipes.recipes()[0]).toEqual({ file, about: null, recipe, error: null });
});

test('CL-21 a recipe is replaced only when that is asked for, and can be deleted', () => {
  using folder = temporaryFolder();
  const recipes = recipeFolder(folder.path);
  recipes.save('a', STANDARD_STEPS, false);

  expect(() => recipes.save('a', [], false)).toThrow('There is a recipe a already.');
  expect(recipes.recipe('a').steps).toHaveLength(4);
  recipes.save('a', [], true);
  expect(recipes.recipe('a').steps).toEqual([]);
  recipes.delete('a');
  expect(() => recipes.recipe('a')).toThrow('There is no recipe a.');
});

test('CL-22 a file that is no recipe is listed with what is wrong with it', () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'recipes'));
  writeFileSync(join(folder.path, 'recipes', 'half.json'), '{"format":"luth');
  writeFileSync(join(folder.path, 'recipes', 'other.json'), '{"format":"luthier-cleaning","version":2}');

  const found = recipeFolder(folder.path)
    .recipes()
    .filter(({ file }) => file !== null);

  expect(found.map(({ recipe, error }) => [recipe, error?.code])).toEqual([
    [null, 'cleaning.recipe_damaged'],
    [null, 'cleaning.recipe_damaged'],
  ]);
  expect(found[1]?.error?.message).toContain('version');
});

test('CL-23 recipes that come with Luthier are listed and found by name until the project has one of that name', () => {
  using folder = temporaryFolder();
  const recipes = recipeFolder(folder.path);
  const short = recipes.recipe('short-chinese');

  expect(recipes.recipes().map(({ file, recipe }) => [file, recipe?.name])).toEqual([
    [null, 'standard'],
    [null, 'short-chinese'],
    [null, 'web-text'],
  ]);
  expect(short.steps).toContainEqual({ step: 'length', on: true, options: { min: 50, max: 200 } });
  expect(() => recipes.recipe('none')).toThrow('There is no recipe none.');

  recipes.save('short-chinese', [], false);
  expect(recipes.recipe('short-chinese').steps).toEqual([]);
  expect(recipes.recipes().map(({ file, recipe }) => [file, recipe?.name])).toEqual([
    ['recipes/short-chinese.json', 'short-chinese'],
    [null, 'standard'],
    [null, 'web-text'],
  ]);
});
