import type { Migration } from '../migrate.ts';

export const whoAndWords: Migration = {
  name: '0013-who-and-words',
  up: `
    -- Who did a change and through what: {person, through}; null for one from before.
    ALTER TABLE changes ADD COLUMN actor TEXT CHECK (actor IS NULL OR json_valid(actor));
    -- How many rows a change has: counting them takes longer than a person waits.
    ALTER TABLE changes ADD COLUMN row_count INTEGER NOT NULL DEFAULT 0;
    UPDATE changes SET row_count = (SELECT count(*) FROM change_rows WHERE change = changes.id);
    -- 1 for an undone change that another took the place of: no reader sees it, and its rows go part by part.
    ALTER TABLE changes ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1));
    CREATE INDEX changes_forgotten ON changes (id) WHERE forgotten = 1;

    -- Words are found and folded by store/search-text.ts alone, so that rows outside the index are judged alike. Built anew.
    DROP TABLE words;
    CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');
    DELETE FROM words_upto;
    DELETE FROM words_behind;
  `,
};
