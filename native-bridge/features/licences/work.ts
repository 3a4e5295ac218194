import type { DatasetId, ImportFile, ImportProgress } from '../../contract/index.ts';
import { sourceTable } from '../../store/sources.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { importFile, prepareImport } from '../dataset/index.ts';
import { recordImport, type Said } from './record-import.ts';

export const WORKS = {
  import: (
    { file, said, id }: { readonly file: ImportFile; readonly said: Said; readonly id?: DatasetId | undefined },
    { db, project, progress }: WorkTools<ImportProgress>,
  ) =>
    importFile(
      db,
      project,
      file,
      progress,
      sha256 => recordImport({ project, sources: sourceTable(db) }, sha256, said),
      id,
    ),
  prepare: (file: Pick<ImportFile, 'file' | 'format'>) => prepareImport(file),
} satisfies Works;
