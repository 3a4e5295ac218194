import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import type { DatasetId, Source } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { MIGRATIONS, migrate } from '../../store/migrate.ts';
import { openDatabase } from '../../store/open.ts';
import { sourceTable } from '../../store/sources.ts';
import { versionTable } from '../../store/versions.ts';
import { Writes } from '../../store/writes.ts';
import { requireLicences, unconfirmedSources } from './gate.ts';
import { licencesHandlers } from './handlers.ts';
import { measureSources, recordImport } from './record-import.ts';
import { saidOf } from './start-import.ts';

const MAILS = 'ds_000000000001' as DatasetId;
const LETTERS = 'ds_000000000002' as DatasetId;
const hash = (digit: string) => digit.repeat(64);

/** A project with the rows of one file in two datasets, as two imports leave them. */
function ledger() {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const datasets = datasetTable(db);
  const add = (id: DatasetId, sourceSha256: string, sourceName: string) => {
    const roles = { text: 'text' };
    const key = datasets.insert({ id, name: id, columns: [], roles, sourceSha256, sourceName, createdAtMs: 7 });
    datasets.complete(key, ['text'], roles);
  };
  add(MAILS, hash('a'), 'mails.jsonl');
  add(LETTERS, hash('a'), 'the same mails.jsonl');
  const deps = {
    project: folder.path,
    sources: sourceTable(db),
    datasets,
    versions: versionTable(db),
    writes: new Writes(db),
    now: () => 9,
    person: () => 'ada',
  };
  const stack = new DisposableStack();
  stack.use(folder);
  stack.defer(() => db.close());
  return { ...deps, add, folder, ask: licencesHandlers(deps), [Symbol.dispose]: () => stack.dispose() };
}

/** The ledger's line of the rows after an import of a file of which a person says so. */
function imported(project: ReturnType<typeof ledger>, said: Parameters<typeof saidOf>[1]): Promise<Source> {
  return project.writes.write(() => {
    recordImport(project, hash('a'), saidOf(project, said));
    return project.sources.source(hash('a'));
  });
}

test('LC-20 every import is in the ledger, once for all datasets that hold it, and unknown until somebody says more', async () => {
  using project = ledger();

  expect(await project.ask.sources({ datasetId: LETTERS })).toEqual([
    {
      sha256: hash('a'),
      name: 'mails.jsonl',
      sizeBytes: null,
      origin: '',
      licence: 'unknown',
      allowed: { training: 'unknown', shareData: 'unknown', shareModel: 'unknown', commercial: 'unknown' },
      retrievedAtMs: 7,
      entered: null,
      datasetIds: [MAILS, LETTERS],
    },
  ]);
});

test('LC-21 a licence brings its allowed uses, those a person names have the last word, and both stay when only the origin changes', async () => {
  using project = ledger();
  const sha256 = hash('a');

  await project.ask.describe({ sha256, licence: 'cc-by-nc-4.0', allowed: { shareModel: 'yes' } });
  const described = await project.ask.describe({ sha256, origin: 'https://example.org' });

  expect(described).toMatchObject({
    licence: 'CC-BY-NC-4.0',
    origin: 'https://example.org',
    allowed: { training: 'yes', shareData: 'yes', shareModel: 'yes', commercial: 'no' },
    entered: { from: 'person', by: 'ada', atMs: 9 },
  });
  await expect(project.ask.describe({ sha256: hash('f'), licence: 'MIT' })).rejects.toThrow(
    'There is no source ffffffffffff',
  );
});

test('LC-22 an unknown or forbidden use is refused with the source and the way out until a person answers, for that use only', async () => {
  using project = ledger();
  const refused = (use: 'training' | 'shareModel') => () => requireLicences(project.sources, MAILS, use);
  expect(refused('training')).toThrow('The licence of mails.jsonl (unknown) does not say that training is allowed');

  await project.ask.confirm({ sources: [hash('a')], use: 'training', words: 'I wrote these mails' });

  expect(refused('training')).not.toThrow();
  expect(unconfirmedSources(project.sources, LETTERS, 'training')).toEqual([]);
  expect(refused('shareModel')).toThrow('does not say that sharing the model is allowed');
  expect(await project.ask.answers({ datasetId: MAILS })).toEqual([
    {
      id: 1,
      sha256: hash('a'),
      sourceName: 'mails.jsonl',
      use: 'training',
      licence: 'unknown',
      allowed: 'unknown',
      words: 'I wrote these mails',
      by: 'ada',
      atMs: 9,
      stands: true,
    },
  ]);
});

test('LC-23 an answer stands as long as the licence it was given for: after a change it is asked again', async () => {
  using project = ledger();
  const [sha256, use] = [hash('a'), 'training'] as const;
  await project.ask.confirm({ sources: [sha256], use, words: 'the author agreed' });

  await project.ask.describe({ sha256, licence: 'LicenseRef-theirs', allowed: { training: 'no' } });

  expect(await project.ask.unconfirmed({ datasetId: MAILS, use })).toMatchObject([{ licence: 'LicenseRef-theirs' }]);
  expect(await project.ask.answers({ datasetId: MAILS })).toMatchObject([{ stands: false }]);
  await project.ask.confirm({ sources: [sha256], use, words: 'the author agreed again' });
  expect(await project.ask.unconfirmed({ datasetId: MAILS, use })).toEqual([]);
});

test('LC-24 a source that allows the use needs no answer and gets none', async () => {
  using project = ledger();
  await project.ask.describe({ sha256: hash('a'), licence: 'CC0-1.0' });

  expect(await project.ask.confirm({ sources: [hash('a')], use: 'training', words: 'sure' })).toEqual([]);
  expect(() => requireLicences(project.sources, MAILS, 'training')).not.toThrow();
});

test('LC-25 an import reads the card beside its file, and what a person entered before stays', async () => {
  using project = ledger();
  const file = project.folder.write('mails.jsonl', '{}');
  project.folder.write('README.md', '---\nlicense: cc-by-4.0\n---\n');

  expect(await imported(project, { file })).toMatchObject({
    licence: 'CC-BY-4.0',
    entered: { from: 'card', by: 'README.md' },
  });
  await project.ask.describe({ sha256: hash('a'), licence: 'MIT' });
  expect(await imported(project, { file })).toMatchObject({ licence: 'MIT', entered: { by: 'ada' } });
});

test('LC-26 the sample of the demo is known by its card and allows all it is used for', async () => {
  using project = ledger();
  const card = join(import.meta.dirname, '../../../resources/sample/README.md');

  expect(await project.ask.readCard({ sha256: hash('a'), card })).toMatchObject({
    licence: 'PDDL-1.0 AND CC0-1.0',
    origin: 'https://spamassassin.apache.org/old/publiccorpus/',
    allowed: { training: 'yes', shareData: 'yes', shareModel: 'yes', commercial: 'yes' },
  });
});

test('LC-27 datasets and lone versions of an older project come in as unknown, with the size of what is kept', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const before = MIGRATIONS.findIndex(({ name }) => name === '0004-licences');
  const db = new Sqlite(file);
  using _ = { [Symbol.dispose]: () => db.close() };
  migrate(db, file, MIGRATIONS.slice(0, before));
  db.exec(`
    INSERT INTO datasets (id, name, columns, roles, source_sha256, source_name, complete, created_at_ms)
      VALUES ('${MAILS}', 'mails', '[]', '{"text":"text"}', '${hash('b')}', 'mails.csv', 1, 5);
    INSERT INTO versions (hash, dataset_id, name, path, row_count, split_sizes, columns, roles, labels, leaked_rows,
      created_at_ms) VALUES ('${hash('c')}', '${LETTERS}', 'v1', 'versions/c', 1, '{}', '[]', '{}', '[]', 0, 6);
  `);
  migrate(db, file);
  const sources = sourceTable(db);
  mkdirSync(join(folder.path, 'sources', hash('c'), 'data'), { recursive: true });
  folder.write(`sources/${hash('b')}`, 'text\nhello\n');
  for (const name of ['a', 'data/b']) folder.write(`sources/${hash('c')}/${name}`, 'four');
  measureSources({ project: folder.path, sources });

  expect(sources.ofDataset(MAILS)).toMatchObject([
    { name: 'mails.csv', sizeBytes: 11, licence: 'unknown', retrievedAtMs: 5 },
  ]);
  expect(sources.ofDataset(LETTERS)).toMatchObject([{ sha256: hash('c'), name: 'v1', sizeBytes: 8 }]);
  expect(() => requireLicences(sources, LETTERS, 'training')).toThrow('The licence of v1 (unknown)');
});

test('LC-28 a dataset made of another has its sources too', async () => {
  using project = ledger();
  const mix = 'ds_000000000003' as DatasetId;
  await project.writes.write(() => {
    project.add(mix, hash('e'), 'mix');
    project.sources.copyTo(MAILS, mix);
  });

  expect(project.sources.ofDataset(mix).map(({ name }) => name)).toEqual(['mails.jsonl', 'mix']);
});

test('LC-29 what a person says of a file at its import goes before its card, and a licence nobody knows stops it', async () => {
  using project = ledger();
  const file = project.folder.write('mails.jsonl', '{}');
  project.folder.write('README.md', '---\nlicense: cc-by-4.0\n---\n');

  expect(() => saidOf(project, { file, licence: 'cc0', origin: 'a friend' })).toThrow('there is no licence cc0');
  expect(await imported(project, { file, licence: 'cc0-1.0', origin: 'a friend' })).toMatchObject({
    licence: 'CC0-1.0',
    origin: 'a friend',
    allowed: { training: 'yes' },
    entered: { from: 'person', by: 'ada' },
  });
});

test('LC-30 where an imported file lay is its origin until somebody says more, and of what the page sent it is unknown', async () => {
  using project = ledger();
  mkdirSync(join(project.folder.path, '.core', 'uploads'), { recursive: true });
  const file = project.folder.write('mails.jsonl', '{}');

  expect(await imported(project, { file: project.folder.write('.core/uploads/mails.jsonl', '{}') })).toMatchObject({
    origin: '',
  });
  expect(await imported(project, { file })).toMatchObject({ origin: file, licence: 'unknown', entered: null });
  project.folder.write('README.md', '---\nlicense: mit\n---\n**Homepage:** https://example.org\n');
  expect(await imported(project, { file })).toMatchObject({ origin: 'https://example.org', licence: 'MIT' });
});
