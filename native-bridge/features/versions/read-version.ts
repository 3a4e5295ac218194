import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { cellIn, type DatasetVersion, LuthierError, type Split } from '../../contract/index.ts';
import { cellOf, kindIn } from './cell-kinds.ts';
import { type FileRow, fileColumns } from './parquet-file.ts';

/** A row of a frozen version: every cell as text. */
export interface VersionRow {
  readonly row: number;
  readonly split: Split | null;
  readonly cells: Readonly<Record<string, string | null>>;
}

/** Throws `dataset.version_damaged` when the file is absent or no longer what was frozen. */
export async function checkVersion(project: string, version: DatasetVersion): Promise<void> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(project, version.path), { highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Buffer);
    }
  } catch {
    throw damaged(version);
  }
  if (hash.digest('hex') !== version.hash) throw damaged(version);
}

/** The rows of a version by number, one row group in memory at a time. */
export async function* versionRows(project: string, version: DatasetVersion): AsyncGenerator<VersionRow> {
  const file = await asyncBufferFromFile(join(project, version.path));
  const metadata = await parquetMetadataAsync(file);
  const names = [...fileColumns(version.columns)];
  let start = 0;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    for (const object of await parquetReadObjects({ file, metadata, rowStart: start, rowEnd: end })) {
      const cells = Object.fromEntries(
        names.map(([column, name]) => [column, (object[name] as string | null) ?? null]),
      );
      yield { row: Number(object.row), split: (object.split as Split | null) ?? null, cells };
    }
    start = end;
  }
}

/** The rows of a version with numbers and truth values where the dataset had them. */
export async function* typedVersionRows(project: string, version: DatasetVersion): AsyncGenerator<FileRow> {
  const { columns, kinds } = version;
  for await (const { cells, ...row } of versionRows(project, version)) {
    yield {
      ...row,
      cells: Object.fromEntries(columns.map(column => [column, cellOf(cellIn(cells, column), kindIn(kinds, column))])),
    };
  }
}

function damaged(version: DatasetVersion): LuthierError {
  return new LuthierError('dataset.version_damaged', { file: version.path }, { file: version.path });
}
