import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { type ExportRows, titled } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openDatabase } from '../../store/open.ts';
import { sourceTable } from '../../store/sources.ts';
import { testSplitTable } from '../../store/test-split.ts';
import { importFile } from '../dataset/index.ts';
import { WORKS } from './work.ts';

test('SP-25 an export of a version or of a dataset counts as a use of its test when the file holds rows of it', async () => {
  using folder = temporaryFolder();
  using stack = new DisposableStack();
  const db = stack.adopt(openDatabase(join(folder.path, 'luthier.db')), open => open.close());
  const rows = Array.from({ length: 20 }, (_, at) => JSON.stringify({ text: `mail number ${at}`, label: `${at % 2}` }));
  const file = folder.write('mails.jsonl', rows.join('\n'));
  const { dataset } = await importFile(db, folder.path, { file }, () => {});
  const [source] = sourceTable(db).ofDataset(dataset.id);
  if (source === undefined) throw new Error('the import has no source');
  sourceTable(db).describe({ ...source, licence: 'CC0-1.0', allowed: { ...source.allowed, shareData: 'yes' } });
  const split = (row: number) => (row <= 15 ? ('train' as const) : ('test' as const));
  changeLog(db).apply(
    datasetTable(db).key(dataset.id),
    titled('splitColumn', { train: 15, validation: 0, test: 5 }),
    1,
    rows.map((_, at) => ({ row: at + 1, before: { split: null }, after: { split: split(at + 1) } })),
  );
  const tools = { db, project: folder.path, progress: () => {} };
  const acceptLeaks = { reason: 'made-up texts' };
  const version = WORKS.freeze({ datasetId: dataset.id, name: 'v1', acceptLeaks }, tools);
  const write = (more: Partial<ExportRows>) =>
    WORKS.exportRows(
      { source: { kind: 'version', hash: version.hash }, format: 'jsonl', overwrite: true, raw: false, ...more },
      tools,
    );

  await write({ split: 'train' });
  expect(testSplitTable(db).exports(dataset.id)).toEqual([]);
  const { path } = await write({ split: 'test' });
  await write({ source: { kind: 'dataset', datasetId: dataset.id } });

  expect(testSplitTable(db).exports(dataset.id)).toMatchObject([
    { hash: version.hash, file: path },
    { hash: null, datasetId: dataset.id },
  ]);
});
