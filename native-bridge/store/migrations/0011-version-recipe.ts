import type { Migration } from '../migrate.ts';

export const versionRecipe: Migration = {
  name: '0011-version-recipe',
  up: `
    -- How the rows of a version were split, and the files they came from.
    ALTER TABLE versions ADD COLUMN split_plan TEXT CHECK (split_plan IS NULL OR json_valid(split_plan));
    ALTER TABLE versions ADD COLUMN sources TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(sources));
  `,
};
