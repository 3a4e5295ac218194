import type { Database } from 'better-sqlite3';
import { type DatasetId, LuthierError, type TestUse } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { type JobTable, jobTable } from '../../store/jobs.ts';
import { type VersionTable, versionTable } from '../../store/versions.ts';

/** Every job that scored a model on the test split of a version of this dataset, newest first. */
export function testUsesOf(tables: { jobs: JobTable; versions: VersionTable }, datasetId: DatasetId): TestUse[] {
  const names = new Map(
    tables.versions
      .versions()
      .filter(version => version.datasetId === datasetId)
      .map(({ hash, name }) => [hash, name]),
  );
  return (['evaluate', 'export'] as const)
    .flatMap(kind => tables.jobs.ofKind(kind))
    .flatMap(({ id, spec, state, createdAtMs }) => {
      if (spec.kind !== 'evaluate' && spec.kind !== 'export') return [];
      const versionName = names.get(spec.version.sha256);
      if (spec.split !== 'test' || versionName === undefined) return [];
      const { kind, title, version } = spec;
      return [{ jobId: id, kind, title, state, versionHash: version.sha256, versionName, atMs: createdAtMs }];
    })
    .toSorted((a, b) => b.atMs - a.atMs);
}

/** Throws `splits.test_locked` when there is a test split and the person has not let go of it. */
export function checkUnlocked(db: Database, datasetId: DatasetId, unlockTest: boolean): void {
  const { name, splitSizes } = datasetTable(db).dataset(datasetId);
  if (unlockTest || splitSizes.test === 0) return;
  const uses = testUsesOf({ jobs: jobTable(db), versions: versionTable(db) }, datasetId).length;
  throw new LuthierError('splits.test_locked', { dataset: name, rows: splitSizes.test, uses });
}
