import type { Database } from 'better-sqlite3';
import {
  asksTheSame,
  type Cell,
  type CellKind,
  cellIn,
  type DatasetVersion,
  type RestoreReport,
  ROLES,
  titled,
  type VersionHash,
} from '../../contract/index.ts';
import { changeLog, type Patch, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openInWorker } from '../../store/open.ts';
import type { Cells } from '../../store/rows.ts';
import { type StagedPair, stagedRows } from '../../store/staged-rows.ts';
import { testSplitTable } from '../../store/test-split.ts';
import { versionTable } from '../../store/versions.ts';
import type { WorkTools } from '../../store/work.ts';
import { checkUnlocked, labelOf } from '../dataset/index.ts';
import { cellOf, isOf, kindIn } from './cell-kinds.ts';
import { fileText } from './parquet-file.ts';
import { checkVersion, type VersionRow, versionRows } from './read-version.ts';

export interface RestoreRequest {
  readonly hash: VersionHash;
  /** What becomes of rows that the version does not have. */
  readonly others: 'unsplit' | 'remove';
  /** Whether the person lets go of a test split that is there. */
  readonly unlockTest: boolean;
}

const BATCH = 1000;

/**
 * Brings the rows of a dataset, and the parts of its columns, back to a frozen version, as one change that can be undone.
 * Freezing right after gives the same version. Stars, tags and notes stay; they are about rows, not part of them.
 *
 * Throws `splits.test_locked` when rows would enter or leave a test split that was not unlocked, or it would ask something
 * else.
 */
export async function restore(
  request: RestoreRequest,
  { db, project, progress }: WorkTools,
  atMs: number,
): Promise<RestoreReport> {
  const version = versionTable(db).version(request.hash);
  const key = datasetTable(db).key(version.datasetId);
  await checkVersion(project, version);

  const beside = openInWorker(db.name);
  try {
    const staged = stagedRows(beside);
    const total = version.rowCount * 2;
    let done = 0;
    let batch: VersionRow[] = [];
    for await (const row of versionRows(project, version)) {
      if (batch.push(row) < BATCH) continue;
      staged.add(batch);
      batch = [];
      done += BATCH;
      progress({ done, total });
    }
    staged.add(batch);
    const restoring = new Restoring(db, version, request, staged.pairs(key), progress);
    return apply(db, key, version, atMs, restoring);
  } finally {
    beside.close();
  }
}

/** The change and what it was for stand together or not at all. */
function apply(db: Database, key: number, version: DatasetVersion, atMs: number, restoring: Restoring): RestoreReport {
  const write = db.transaction((): RestoreReport => {
    const log = changeLog(db);
    const { roles, splitSizes } = datasetTable(db).dataset(version.datasetId);
    if (splitSizes.test > 0 && !asksTheSame(roles, version.roles)) restoring.letGoOfTest();
    const changeId = log.apply(key, titled('restore', { version: version.name }), atMs, restoring);
    if (ROLES.some(role => roles[role] !== version.roles[role])) log.setRoles(key, changeId, version.roles);
    versionTable(db).addRestore(changeId, version.hash);
    if (restoring.movedTest) testSplitTable(db).lock(key);
    return { version: version.hash, ...restoring.counts, changeId };
  });
  return write.immediate();
}

class Restoring implements Iterable<RowChange> {
  readonly counts = { changed: 0, broughtBack: 0, others: 0 };
  movedTest = false;
  readonly #db: Database;
  readonly #version: DatasetVersion;
  readonly #request: RestoreRequest;
  readonly #pairs: Iterable<StagedPair>;
  readonly #progress: WorkTools['progress'];

  constructor(
    db: Database,
    version: DatasetVersion,
    request: RestoreRequest,
    pairs: Iterable<StagedPair>,
    progress: WorkTools['progress'],
  ) {
    this.#db = db;
    this.#version = version;
    this.#request = request;
    this.#pairs = pairs;
    this.#progress = progress;
  }

  *[Symbol.iterator](): Generator<RowChange> {
    const { rowCount } = this.#version;
    let done = 0;
    for (const pair of this.#pairs) {
      const after = pair.staged === null ? this.#without(pair) : this.#back(pair, pair.staged);
      if (++done % BATCH === 0) this.#progress({ done: rowCount + Math.min(done, rowCount), total: rowCount * 2 });
      if (after === null) continue;
      if (!this.movedTest && movesTest(pair, after)) this.letGoOfTest();
      yield { row: pair.row, before: before(pair, after), after };
    }
  }

  /** Asked before the parts or the first row move, while the test is still what it was. */
  letGoOfTest(): void {
    checkUnlocked(this.#db, this.#version.datasetId, this.#request.unlockTest);
    this.movedTest = true;
  }

  #without({ cells, label, split, removed }: StagedPair): Patch | null {
    const { others } = this.#request;
    const labelled = labelOf(cells, this.#version.roles.label);
    const stays = removed === 1 || (split === null && others === 'unsplit');
    if (!stays) this.counts.others++;
    const patch: Patch = {
      ...(!stays && (others === 'remove' ? { removed: 1 as const } : { split: null })),
      ...(labelled !== label && { label: labelled }),
    };
    return Object.keys(patch).length === 0 ? null : patch;
  }

  #back(pair: StagedPair, staged: NonNullable<StagedPair['staged']>): Patch | null {
    const cells = restoredCells(this.#version, pair.cells, staged.cells);
    const label = cellIn(staged.cells, this.#version.roles.label) || null;
    const patch: Patch = {
      ...(cells && { cells }),
      ...(label !== pair.label && { label }),
      ...(staged.split !== pair.split && { split: staged.split }),
      ...(pair.removed === 1 && { removed: 0 as const }),
    };
    if (Object.keys(patch).length === 0) return null;
    if (pair.removed === 1) this.counts.broughtBack++;
    else this.counts.changed++;
    return patch;
  }
}

/** Whether a row enters or leaves the test. */
function movesTest({ split, removed }: StagedPair, after: Patch): boolean {
  const { split: next = split, removed: gone = removed } = after;
  return (split === 'test' && removed === 0) !== (next === 'test' && gone === 0);
}

function before(pair: StagedPair, after: Patch): Patch {
  const { cells, label, split, removed } = pair;
  const all: Patch = { cells, label, split, removed };
  return Object.fromEntries(Object.keys(after).map(key => [key, all[key as keyof Patch]]));
}

/** The cells of the version; null when they are there already. */
function restoredCells(
  { columns, kinds }: DatasetVersion,
  now: Cells,
  then: Readonly<Record<string, string | null>>,
): Cells | null {
  const differing = columns.filter(column => {
    const cell = cellIn(now, column);
    return fileText(cell) !== cellIn(then, column) || !isOf(cell, kindIn(kinds, column));
  });
  if (differing.length === 0) return null;
  const cells: Record<string, Cell> = { ...now };
  for (const column of differing) {
    cells[column] = retyped(cellIn(then, column), kindIn(kinds, column), cellIn(now, column));
  }
  return cells;
}

/** A version holds texts: a number becomes a number again where it was one, or, if that is not known, where one stands now. */
function retyped(text: string | null, kind: CellKind | undefined, now: Cell): Cell {
  if (kind !== undefined && kind !== 'mixed') return cellOf(text, kind);
  if (text === null) return null;
  if (typeof now === 'number' && String(Number(text)) === text) return Number(text);
  if (typeof now === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
