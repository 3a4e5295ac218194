import type { Migration } from '../migrate.ts';

export const saidTitles: Migration = {
  name: '0009-said-titles',
  up: `
    -- What a change is called, to be said in any language; a change from before has its English title alone.
    ALTER TABLE changes ADD COLUMN said TEXT CHECK (said IS NULL OR json_valid(said));
    -- What the columns of a version held, and of which datasets its own was combined.
    ALTER TABLE versions ADD COLUMN kinds TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(kinds));
    ALTER TABLE versions ADD COLUMN origin TEXT CHECK (origin IS NULL OR json_valid(origin));
  `,
};
