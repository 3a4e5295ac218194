import type { ImportFile, ImportProgress } from '../../contract/index.ts';
import { sourceTable } from '../../store/sources.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { importFile, prepareImport } from '../dataset/index.ts';
import { recordImport, type Said } from './record-import.ts';

export const WORKS = {
  import: (
    { file, said }: { readonly file: ImportFile; readonly said: Said },
    { db, project, progress }: WorkTools<ImportProgress>,
  ) =>
    importFile(db, project, file, progress, sha256 =>
      recordImport({ project, sources: sourceTable(db) }, sha256, said),
    ),
  prepare: (file: Pick<ImportFile, 'file' | 'format'>) => prepareImport(file),
} satisfies Works;
