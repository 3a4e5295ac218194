import { existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Database } from 'better-sqlite3';
import { type DatasetId, type ExportedRows, type ExportRows, LuthierError } from '../../contract/index.ts';
import { EXPORTS, fileName } from '../../core/exports.ts';
import { writeAtomically } from '../../core/files.ts';
import { WholeFile } from '../../core/whole-file.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable } from '../../store/rows.ts';
import { sourceTable } from '../../store/sources.ts';
import { versionTable } from '../../store/versions.ts';
import type { WorkTools } from '../../store/work.ts';
import { partsFile, suggestRoles } from '../dataset/index.ts';
import { requireLicences } from '../licences/index.ts';
import type { About, RowFormat, RowWriter } from './formats/format.ts';
import { ROW_FORMATS } from './formats/index.ts';
import type { FileRow } from './parquet-file.ts';
import { checkVersion, typedVersionRows } from './read-version.ts';

const TOLD_EVERY = 1000;

interface Rows {
  readonly datasetId: DatasetId;
  readonly about: Omit<About, 'instruction' | 'raw'>;
  readonly total: number;
  walk(): AsyncIterable<FileRow> | Iterable<FileRow>;
}

/**
 * Writes the rows of a version, or of a dataset as it is now, to one file. The file is there when all of it is; a
 * failed or cancelled export leaves what was there before.
 *
 * Throws `licence.unconfirmed`, `versions.file_exists`, `versions.no_answer_column`, `dataset.version_damaged`, `disk.full`.
 */
export async function exportRows(request: ExportRows, { db, project, progress }: WorkTools): Promise<ExportedRows> {
  const format = ROW_FORMATS.find(({ id }) => id === request.format) as RowFormat;
  const rows = await rowsOf(db, project, request);
  requireLicences(sourceTable(db), rows.datasetId, 'shareData');
  const path = pathOf(project, request, rows.about.name, format);
  const { instruction, raw } = request;
  const about = { ...rows.about, instruction, raw };
  const walks = 'look' in format ? 2 : 1;
  let done = 0;
  const goOn = (): void => {
    if (++done % TOLD_EVERY === 0) progress({ done, total: walks * rows.total });
  };
  const open = await opener(format, about, rows, goOn);

  using file = new WholeFile(dirname(path));
  const writer = open(file);
  done = (walks - 1) * rows.total;
  let written = 0;
  let skipped = 0;
  for await (const row of rows.walk()) {
    if (request.split === undefined || row.split === request.split) {
      if (writer.add(row)) written++;
      else skipped++;
    }
    goOn();
  }
  writer.end();
  const sha256 = file.end();
  file.commit(path);
  noteParts(path, format, rows.about);
  return {
    format: format.id,
    path,
    bytesPath: request.to === undefined ? path.slice(project.length + 1).replaceAll('\\', '/') : null,
    rows: written,
    skipped,
    guardedCells: writer.guardedCells ?? 0,
    sizeBytes: file.sizeBytes,
    sha256,
  };
}

/** Writes the parts beside a file that cannot hold them, where the names of its columns would not tell an import the same. */
function noteParts(path: string, { losesParts }: RowFormat, { columns, roles }: Rows['about']): void {
  const beside = partsFile(path);
  if (losesParts && !isDeepStrictEqual(suggestRoles(columns), roles)) {
    writeAtomically(beside, `${JSON.stringify({ roles }, null, 2)}\n`);
  } else rmSync(beside, { force: true });
}

async function rowsOf(db: Database, project: string, { source }: ExportRows): Promise<Rows> {
  if (source.kind === 'version') {
    const version = versionTable(db).version(source.hash);
    await checkVersion(project, version);
    const { name, columns, roles, rowCount, splitSizes } = version;
    return {
      datasetId: version.datasetId,
      about: { name, columns, roles, hasSplits: Object.values(splitSizes).some(rows => rows > 0) },
      total: rowCount,
      walk: () => typedVersionRows(project, version),
    };
  }
  const datasets = datasetTable(db);
  const { name, columns, roles, rowCount, splitSizes } = datasets.dataset(source.datasetId);
  const hasSplits = splitSizes.train + splitSizes.validation + splitSizes.test > 0;
  const key = datasets.key(source.datasetId);
  return {
    datasetId: source.datasetId,
    about: { name, columns, roles, hasSplits },
    total: rowCount,
    walk: () => rowTable(db).each(key),
  };
}

function pathOf(project: string, { to, overwrite, split }: ExportRows, name: string, format: RowFormat): string {
  const ending = ['jsonl', 'csv', 'parquet'].includes(format.id) ? format.ending : `${format.id}.${format.ending}`;
  if (to === undefined) return join(project, EXPORTS, `${fileName(split ? `${name} ${split}` : name)}.${ending}`);
  const path = resolve(to);
  if (existsSync(path) && !overwrite) throw new LuthierError('versions.file_exists', { file: path }, { file: path });
  return path;
}

/** A format that wants to know all rows before it writes the first is shown them; `goOn` is called for each. */
async function opener(
  format: RowFormat,
  about: About,
  rows: Rows,
  goOn: () => void,
): Promise<(file: WholeFile) => RowWriter> {
  if ('open' in format) return file => format.open(file, about);
  const look = format.look(about);
  for await (const row of rows.walk()) {
    goOn();
    if (look.see(row)) break;
  }
  return file => look.open(file);
}
