import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { LuthierError } from '../contract/index.ts';
import { first } from './migrations/0001-first.ts';
import { searchAndMarks } from './migrations/0002-search-and-marks.ts';
import { duplicates } from './migrations/0003-duplicates.ts';
import { licences } from './migrations/0004-licences.ts';
import { versionLineage } from './migrations/0005-versions.ts';
import { splits } from './migrations/0006-splits.ts';
import { tallies } from './migrations/0007-tallies.ts';
import { perplexity } from './migrations/0008-perplexity.ts';
import { saidTitles } from './migrations/0009-said-titles.ts';
import { testSplit } from './migrations/0010-test-split.ts';
import { versionRecipe } from './migrations/0011-version-recipe.ts';
import { names } from './migrations/0012-names.ts';
import { whoAndWords } from './migrations/0013-who-and-words.ts';
import { rowPlaces } from './migrations/0014-row-places.ts';
import { roleChanges } from './migrations/0015-role-changes.ts';
import { testParts } from './migrations/0016-test-parts.ts';
import { harmlessChanges } from './migrations/0017-harmless-changes.ts';
import { drafts } from './migrations/0018-drafts.ts';

export interface Migration {
  readonly name: string;
  readonly up: string;
}

/** In order; the version of a project is how many of them it has seen. */
export const MIGRATIONS: readonly Migration[] = [
  first,
  searchAndMarks,
  duplicates,
  licences,
  versionLineage,
  splits,
  tallies,
  perplexity,
  saidTitles,
  testSplit,
  versionRecipe,
  names,
  whoAndWords,
  rowPlaces,
  roleChanges,
  testParts,
  harmlessChanges,
  drafts,
];

export const PROJECT_VERSION = MIGRATIONS.length;

/** Throws `project.newer` when a newer Luthier wrote the database. Reads only. */
export function checkVersion(db: Database, known = MIGRATIONS.length): void {
  const found = versionOf(db);
  if (found > known) throw new LuthierError('project.newer', { found, known });
}

function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database up to `PROJECT_VERSION`. A copy of an older one is kept as `<file>.v<n>.bak` first.
 */
export function migrate(db: Database, file: string, migrations: readonly Migration[] = MIGRATIONS): void {
  checkVersion(db, migrations.length);
  const found = versionOf(db);
  if (found === migrations.length) return;

  if (found > 0) {
    const backup = `${file}.v${found}.bak`;
    rmSync(backup, { force: true });
    db.prepare('VACUUM INTO ?').run(backup);
  }
  db.transaction(() => {
    for (const { up } of migrations.slice(found)) db.exec(up);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}
