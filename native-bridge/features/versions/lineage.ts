import type { Database } from 'better-sqlite3';
import type { DatasetVersion, ToldChange, VersionHash } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { versionTable } from '../../store/versions.ts';

interface Lineage {
  readonly parent: VersionHash | null;
  readonly recipe: ToldChange[];
  readonly upToChange: number;
}

/**
 * From which version the rows of a dataset as they are now were made, and by what. A version is the parent when all
 * changes in it still stand, or when the rows were brought back to it; the last of these counts.
 */
export function lineageOf(db: Database, datasetId: DatasetVersion['datasetId']): Lineage {
  const key = datasetTable(db).key(datasetId);
  const standing = changeLog(db)
    .history(key)
    .filter(({ undone }) => !undone);
  const versions = versionTable(db);
  const last = new Set(standing.map(({ id }) => id));

  const frozen = versions
    .versions()
    .filter(version => version.datasetId === datasetId)
    .filter(({ upToChange }) => upToChange === 0 || last.has(upToChange))
    .map(({ hash, upToChange }) => ({ hash, from: upToChange }));
  const restored = versions.lastRestore(key);
  const candidates = restored ? [{ hash: restored.hash, from: restored.change }, ...frozen] : frozen;
  const [parent] = candidates.sort((a, b) => b.from - a.from);

  return {
    parent: parent?.hash ?? null,
    recipe: standing
      .filter(({ id }) => id > (parent?.from ?? 0))
      .map(({ title, said }) => (said === null ? title : { title, said })),
    upToChange: standing.at(-1)?.id ?? 0,
  };
}
