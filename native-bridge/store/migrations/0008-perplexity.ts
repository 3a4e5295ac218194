import type { Migration } from '../migrate.ts';

export const perplexity: Migration = {
  name: '0008-perplexity',
  up: `
    -- Which kinds of jobs there are the contract says, and every read checks. jobs and predictions are made anew,
    -- since SQLite cannot take back a CHECK, and dropping jobs alone would take the predictions with it.
    CREATE TABLE jobs_of_any_kind (
      id            TEXT PRIMARY KEY,
      kind          TEXT NOT NULL,
      folder        TEXT NOT NULL UNIQUE,
      spec          TEXT NOT NULL CHECK (json_valid(spec)),
      run_id        TEXT,
      state         TEXT NOT NULL CHECK (state IN ('queued', 'preparing', 'running', 'pausing', 'paused', 'finished',
                                                   'failed', 'cancelled', 'interrupted')),
      place         INTEGER NOT NULL,
      device        TEXT NOT NULL,
      attempt       INTEGER NOT NULL DEFAULT 0,
      exit_code     INTEGER,
      error         TEXT CHECK (error IS NULL OR json_valid(error)),
      created_at_ms INTEGER NOT NULL,
      started_at_ms INTEGER,
      ended_at_ms   INTEGER
    ) STRICT;
    INSERT INTO jobs_of_any_kind SELECT * FROM jobs;
    CREATE TABLE predictions_kept (
      evaluation_id TEXT NOT NULL REFERENCES jobs_of_any_kind (id) ON DELETE CASCADE,
      row           INTEGER NOT NULL,
      label         TEXT NOT NULL,
      subject       TEXT NOT NULL,
      predicted     TEXT NOT NULL,
      confidence    REAL NOT NULL,
      probabilities TEXT NOT NULL CHECK (json_valid(probabilities)),
      PRIMARY KEY (evaluation_id, subject, row)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO predictions_kept SELECT * FROM predictions;
    DROP TABLE predictions;
    DROP TABLE jobs;
    ALTER TABLE jobs_of_any_kind RENAME TO jobs;
    ALTER TABLE predictions_kept RENAME TO predictions;
    CREATE INDEX jobs_by_kind ON jobs (kind, created_at_ms);

    -- What texts of a column were scored by a model. The one with the highest place is the newest.
    CREATE TABLE scorings (
      key         INTEGER PRIMARY KEY,
      dataset     INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      model_id    TEXT NOT NULL,
      column_name TEXT NOT NULL,
      -- Where the column stands in the cells; null for a name that no path can say: then any change counts.
      path        TEXT,
      max_tokens  INTEGER NOT NULL,
      place       INTEGER NOT NULL,
      at_ms       INTEGER NOT NULL,
      UNIQUE (dataset, model_id, column_name)
    ) STRICT;

    -- perplexity is null for a text that is too short to have one. stamp names the text that was scored, so that a
    -- score whose text came back counts again.
    CREATE TABLE row_scores (
      scoring    INTEGER NOT NULL REFERENCES scorings (key) ON DELETE CASCADE,
      row        INTEGER NOT NULL,
      perplexity REAL,
      tokens     INTEGER NOT NULL,
      stamp      TEXT NOT NULL,
      stale      INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)),
      PRIMARY KEY (scoring, row)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX row_scores_stale ON row_scores (scoring) WHERE stale = 1;

    CREATE TRIGGER rows_change_scores AFTER UPDATE OF cells ON rows WHEN old.cells IS NOT new.cells BEGIN
      UPDATE row_scores SET stale = 1 WHERE row = new.row AND scoring IN (
        SELECT key FROM scorings WHERE dataset = new.dataset
          AND (path IS NULL OR json_extract(old.cells, path) IS NOT json_extract(new.cells, path)));
    END;
  `,
};
