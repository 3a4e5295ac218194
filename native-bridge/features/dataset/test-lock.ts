import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type DatasetId, type ExportSource, type JobState, LuthierError, type TestUse } from '../../contract/index.ts';
import { changeLog, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { type JobRecord, type JobTable, jobTable } from '../../store/jobs.ts';
import { type TestSplitTable, testSplitTable } from '../../store/test-split.ts';
import { type VersionTable, versionTable } from '../../store/versions.ts';

export interface TestTables {
  readonly jobs: JobTable;
  readonly versions: VersionTable;
  readonly testSplit: TestSplitTable;
}

/** A job that waits has seen nothing yet; one that was stopped left no score. */
const USED: readonly JobState[] = ['preparing', 'running', 'pausing', 'paused', 'finished'];

/** Whether a job scores its models, or did: an export that failed its gate left its scores in the card. */
function scores({ state, error }: JobRecord): boolean {
  return USED.includes(state) || (state === 'failed' && error?.code === 'export.gate_failed');
}

/** Every job that scored a model on the test split of a version of this dataset, and every file of it; newest first. */
export function testUsesOf({ jobs, versions, testSplit }: TestTables, datasetId: DatasetId): TestUse[] {
  const names = new Map(
    versions
      .versions()
      .filter(version => version.datasetId === datasetId)
      .map(({ hash, name }) => [hash, name]),
  );
  const scored = (['evaluate', 'export'] as const)
    .flatMap(kind => jobs.ofKind(kind))
    .filter(scores)
    .flatMap(({ id, spec, state, createdAtMs }): TestUse[] => {
      if (spec.kind !== 'evaluate' && spec.kind !== 'export') return [];
      const versionName = names.get(spec.version.sha256);
      if (spec.split !== 'test' || versionName === undefined) return [];
      const { kind, title, version } = spec;
      return [{ jobId: id, kind, title, state, versionHash: version.sha256, versionName, atMs: createdAtMs }];
    });
  const written = testSplit.exports(datasetId).map(
    ({ id, hash, file, atMs }): TestUse => ({
      kind: 'rows',
      id,
      title: basename(file),
      versionHash: hash,
      versionName: hash === null ? null : (names.get(hash) ?? hash.slice(0, 12)),
      atMs,
    }),
  );
  return [...scored, ...written].toSorted((a, b) => b.atMs - a.atMs);
}

/** Throws `splits.test_locked` when there is a test split and the person has not let go of it. */
export function checkUnlocked(db: Database, datasetId: DatasetId, unlockTest: boolean): void {
  const { splitSizes } = datasetTable(db).dataset(datasetId);
  if (!unlockTest && splitSizes.test > 0) throw testLocked(db, datasetId);
}

/** Throws `splits.test_locked` when taking a change back, or bringing it back, would make another test of one that is there. */
export function checkStep(db: Database, datasetId: DatasetId, changeId: number): void {
  const { splitSizes } = datasetTable(db).dataset(datasetId);
  if (splitSizes.test > 0 && changeLog(db).changesTest(changeId)) throw testLocked(db, datasetId);
}

export function testLocked(db: Database, datasetId: DatasetId): LuthierError {
  const { name, splitSizes } = datasetTable(db).dataset(datasetId);
  const tables = { jobs: jobTable(db), versions: versionTable(db), testSplit: testSplitTable(db) };
  const uses = testUsesOf(tables, datasetId).length;
  return new LuthierError('splits.test_locked', { dataset: name, rows: splitSizes.test, uses });
}

/** Whether a change moves its row into the test split, or out of it. */
export function movesTest({ before, after }: RowChange): boolean {
  return 'split' in after && (before.split === 'test') !== (after.split === 'test');
}

export interface ExportedTest {
  readonly source: ExportSource;
  /** Of the file; without it all rows. */
  readonly split?: 'train' | 'validation' | 'test' | undefined;
  readonly file: string;
  readonly atMs: number;
}

/** Writes down that a file of rows was made, where it holds rows of a test split. */
export function noteTestExport(db: Database, { source, split, file, atMs }: ExportedTest): void {
  if (split !== undefined && split !== 'test') return;
  const of =
    source.kind === 'version'
      ? versionTable(db).version(source.hash)
      : { ...datasetTable(db).dataset(source.datasetId), datasetId: source.datasetId };
  if (of.splitSizes.test === 0) return;
  const hash = source.kind === 'version' ? source.hash : null;
  testSplitTable(db).addExport({ datasetId: of.datasetId, hash, file, atMs });
}
