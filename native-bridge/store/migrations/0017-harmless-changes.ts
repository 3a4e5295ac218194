import type { Migration } from '../migrate.ts';

export const harmlessChanges: Migration = {
  name: '0017-harmless-changes',
  up: `
    -- Not removals alone: other parts of the columns touch no cell either, so that what was found stays true.
    ALTER TABLE duplicate_searches RENAME COLUMN removals TO harmless;
  `,
};
