import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ImportFile, LuthierError } from '../native-bridge/contract/index.ts';
import { importFile } from '../native-bridge/features/dataset/import/import-file.ts';
import { previewImport } from '../native-bridge/features/dataset/import/preview.ts';
import { datasetTable } from '../native-bridge/store/datasets.ts';
import { openDatabase } from '../native-bridge/store/open.ts';
import { rowTable } from '../native-bridge/store/rows.ts';
import { temporaryFolder } from './temporary.ts';

export { previewImport };

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Imports `path` of these files. What was left in the project is read before it is gone. */
export async function importing(files: Files, path: string, request: Partial<ImportFile> = {}) {
  using folder = temporaryFolder();
  const project = join(folder.path, 'project');
  mkdirSync(project);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true });
    writeFileSync(join(folder.path, name), content);
  }
  const db = openDatabase(join(project, 'luthier.db'));
  try {
    const asked = { file: join(folder.path, path), ...request };
    const preview = await previewImport(project, asked).catch((error: LuthierError) => error);
    const report = await importFile(db, project, asked, () => {}).catch((error: LuthierError) => error);
    const sources = join(project, 'sources');
    const left = existsSync(sources) ? readdirSync(sources) : [];
    const rows =
      'dataset' in report
        ? rowTable(db).page({ dataset: datasetTable(db).key(report.dataset.id), after: 0, limit: 1000 })
        : [];
    return { report, preview, rows, cells: rows.map(({ cells }) => cells), left };
  } finally {
    db.close();
  }
}

export const parquetOf = (columns: Record<string, unknown[]>) =>
  new Uint8Array(parquetWriteBuffer({ columnData: Object.entries(columns).map(([name, data]) => ({ name, data })) }));
