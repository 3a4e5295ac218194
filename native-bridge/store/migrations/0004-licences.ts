import type { Migration } from '../migrate.ts';

export const licences: Migration = {
  name: '0004-licences',
  up: `
    -- One line an original, whatever datasets hold its rows. entered_from is null until somebody has said something.
    CREATE TABLE sources (
      sha256          TEXT PRIMARY KEY CHECK (length(sha256) = 64),
      name            TEXT NOT NULL,
      size_bytes      INTEGER,
      origin          TEXT NOT NULL DEFAULT '',
      licence         TEXT NOT NULL DEFAULT 'unknown',
      training        TEXT NOT NULL DEFAULT 'unknown' CHECK (training IN ('yes', 'no', 'unknown')),
      share_data      TEXT NOT NULL DEFAULT 'unknown' CHECK (share_data IN ('yes', 'no', 'unknown')),
      share_model     TEXT NOT NULL DEFAULT 'unknown' CHECK (share_model IN ('yes', 'no', 'unknown')),
      commercial      TEXT NOT NULL DEFAULT 'unknown' CHECK (commercial IN ('yes', 'no', 'unknown')),
      retrieved_at_ms INTEGER NOT NULL,
      entered_from    TEXT CHECK (entered_from IN ('card', 'person')),
      entered_by      TEXT,
      entered_at_ms   INTEGER
    ) STRICT;

    -- By the public id and without a reference: the ledger of a frozen version outlives its dataset.
    CREATE TABLE dataset_sources (
      dataset_id TEXT NOT NULL,
      sha256     TEXT NOT NULL REFERENCES sources (sha256),
      PRIMARY KEY (dataset_id, sha256)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX dataset_sources_by_source ON dataset_sources (sha256);

    CREATE TABLE licence_answers (
      id      INTEGER PRIMARY KEY AUTOINCREMENT,
      sha256  TEXT NOT NULL REFERENCES sources (sha256),
      use     TEXT NOT NULL CHECK (use IN ('training', 'shareData', 'shareModel', 'commercial')),
      licence TEXT NOT NULL,
      allowed TEXT NOT NULL CHECK (allowed IN ('no', 'unknown')),
      words   TEXT NOT NULL,
      person  TEXT NOT NULL,
      at_ms   INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX licence_answers_by_source ON licence_answers (sha256, use);

    -- However rows come in, their source is in the ledger, as unknown at first.
    CREATE TRIGGER datasets_have_a_source AFTER UPDATE OF complete ON datasets
    WHEN new.complete = 1 AND length(new.source_sha256) = 64 BEGIN
      INSERT OR IGNORE INTO sources (sha256, name, retrieved_at_ms)
        VALUES (new.source_sha256, new.source_name, new.created_at_ms);
      INSERT OR IGNORE INTO dataset_sources (dataset_id, sha256) VALUES (new.id, new.source_sha256);
    END;

    -- A version that was found in its folder after the database was lost is a source of its own.
    CREATE TRIGGER versions_have_a_source AFTER INSERT ON versions
    WHEN NOT EXISTS (SELECT 1 FROM dataset_sources WHERE dataset_id = new.dataset_id) BEGIN
      INSERT OR IGNORE INTO sources (sha256, name, retrieved_at_ms) VALUES (new.hash, new.name, new.created_at_ms);
      INSERT OR IGNORE INTO dataset_sources (dataset_id, sha256) VALUES (new.dataset_id, new.hash);
    END;

    INSERT OR IGNORE INTO sources (sha256, name, retrieved_at_ms)
      SELECT source_sha256, source_name, created_at_ms FROM datasets
      WHERE complete = 1 AND length(source_sha256) = 64 ORDER BY created_at_ms;
    INSERT OR IGNORE INTO dataset_sources (dataset_id, sha256)
      SELECT id, source_sha256 FROM datasets WHERE complete = 1 AND length(source_sha256) = 64;
    INSERT OR IGNORE INTO sources (sha256, name, retrieved_at_ms)
      SELECT hash, name, created_at_ms FROM versions
      WHERE dataset_id NOT IN (SELECT dataset_id FROM dataset_sources) ORDER BY created_at_ms;
    INSERT OR IGNORE INTO dataset_sources (dataset_id, sha256)
      SELECT dataset_id, hash FROM versions WHERE hash IN (SELECT sha256 FROM sources);
  `,
};
