import type { Migration } from '../migrate.ts';

export const first: Migration = {
  name: '0001-first',
  up: `
    CREATE TABLE project (
      only          INTEGER PRIMARY KEY CHECK (only = 1),
      name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
      created_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE datasets (
      key           INTEGER PRIMARY KEY,
      id            TEXT NOT NULL UNIQUE,
      name          TEXT NOT NULL,
      columns       TEXT NOT NULL CHECK (json_valid(columns)),
      roles         TEXT NOT NULL CHECK (json_valid(roles)),
      source_sha256 TEXT NOT NULL,
      source_name   TEXT NOT NULL,
      -- 0 while its import runs: hidden from every reader, and swept when the core that imported it is gone.
      complete      INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
      created_at_ms INTEGER NOT NULL
    ) STRICT;

    -- A row keeps its number for good; one that cleaning took out is marked, so that undo is an update.
    CREATE TABLE rows (
      dataset INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      row     INTEGER NOT NULL CHECK (row > 0),
      cells   TEXT NOT NULL,
      label   TEXT,
      split   TEXT CHECK (split IN ('train', 'validation', 'test')),
      removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
      PRIMARY KEY (dataset, row)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE changes (
      id      INTEGER PRIMARY KEY AUTOINCREMENT,
      dataset INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      title   TEXT NOT NULL,
      at_ms   INTEGER NOT NULL,
      undone  INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
    ) STRICT;
    CREATE INDEX changes_by_dataset ON changes (dataset, id);

    -- Only what a change touched: {cells?, split?, removed?} before and after.
    CREATE TABLE change_rows (
      change INTEGER NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
      row    INTEGER NOT NULL,
      before TEXT NOT NULL CHECK (json_valid(before)),
      after  TEXT NOT NULL CHECK (json_valid(after)),
      PRIMARY KEY (change, row)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE rejects (
      dataset INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      line    INTEGER NOT NULL,
      reason  TEXT NOT NULL CHECK (json_valid(reason))
    ) STRICT;
    CREATE INDEX rejects_by_dataset ON rejects (dataset, line);

    CREATE TABLE versions (
      hash          TEXT PRIMARY KEY,
      dataset_id    TEXT NOT NULL,
      name          TEXT NOT NULL,
      path          TEXT NOT NULL,
      row_count     INTEGER NOT NULL,
      split_sizes   TEXT NOT NULL CHECK (json_valid(split_sizes)),
      columns       TEXT NOT NULL CHECK (json_valid(columns)),
      roles         TEXT NOT NULL CHECK (json_valid(roles)),
      labels        TEXT NOT NULL CHECK (json_valid(labels)),
      leaked_rows   INTEGER NOT NULL,
      created_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE models (
      id            TEXT PRIMARY KEY,
      name          TEXT NOT NULL,
      path          TEXT NOT NULL,
      architecture  TEXT NOT NULL,
      parameters    INTEGER NOT NULL,
      size_bytes    INTEGER NOT NULL,
      origin        TEXT NOT NULL,
      licence       TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL
    ) STRICT;

    -- The index over job folders. spec is the job.json; what a kind adds is read from it.
    CREATE TABLE jobs (
      id            TEXT PRIMARY KEY,
      kind          TEXT NOT NULL CHECK (kind IN ('train', 'evaluate', 'attention', 'export')),
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
    CREATE INDEX jobs_by_kind ON jobs (kind, created_at_ms);

    CREATE TABLE predictions (
      evaluation_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      row           INTEGER NOT NULL,
      label         TEXT NOT NULL,
      subject       TEXT NOT NULL,
      predicted     TEXT NOT NULL,
      confidence    REAL NOT NULL,
      probabilities TEXT NOT NULL CHECK (json_valid(probabilities)),
      PRIMARY KEY (evaluation_id, subject, row)
    ) STRICT, WITHOUT ROWID;
  `,
};
