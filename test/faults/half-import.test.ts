import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { parquetMetadata } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { dataset, type ImportEvent } from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { startCore } from '../core-process.ts';
import { temporaryFolder, until } from '../temporary.ts';
import { workbook } from '../workbook.ts';

const ROWS = 300_000;
const line = (row: number) => `{"text":"a text of some length, so that it takes a while ${row}","label":"a"}\n`;
const lines = (count: number) => Array.from({ length: count }, (_, row) => line(row)).join('');

const half = (event: ImportEvent) => event.kind === 'progress' && event.bytesDone * 2 >= event.bytesTotal;

/** Everything that an import writes, as another program sees it. */
function leftIn(project: string) {
  const db = new Sqlite(join(project, 'luthier.db'), { readonly: true });
  try {
    const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();
    const tables = ['datasets', 'rows', 'rejects', 'tallies'].map(table => [table, count(table)]);
    return { ...Object.fromEntries(tables), sources: readdirSync(join(project, 'sources')) };
  } finally {
    db.close();
  }
}

const NOTHING = { datasets: 0, rows: 0, rejects: 0, tallies: 0, sources: [] };

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** What was half imported before comes in whole now. */
async function importsWhole(session: Session, file: string): Promise<void> {
  expect(await session.ask(dataset.datasets, {})).toEqual([]);
  await session.follow(dataset.importFile, { file }, () => {});
  expect(await session.ask(dataset.datasets, {})).toMatchObject([{ rowCount: ROWS, sourceSha256: hashOf(file) }]);
}

test('FLT-24 an import that is cancelled at half leaves nothing, and the next start and the next import are whole', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const file = folder.write('big.jsonl', `broken\n${lines(ROWS)}`);
  const before = hashOf(file);
  {
    await using session = await openSession(project);
    const stop = new AbortController();
    const ends: string[] = [];
    await session.follow(
      dataset.importFile,
      { file },
      event => {
        if (half(event)) stop.abort();
        if (event.kind !== 'progress') ends.push(event.kind === 'failed' ? event.error.code : event.kind);
      },
      stop.signal,
    );
    await until('the import ended', () => ends.length > 0);

    expect(ends).toEqual(['job.cancelled']);
    expect(leftIn(project)).toEqual(NOTHING);
    expect(await session.ask(dataset.datasets, {})).toEqual([]);
  }
  await using session = await openSession(project);
  expect(leftIn(project)).toEqual(NOTHING);
  expect(hashOf(file)).toBe(before);
  await importsWhole(session, file);
}, 60_000);

test('FLT-25 a core that is killed at half of an import leaves nothing at its next start, and the next import is whole', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const file = folder.write('big.jsonl', lines(ROWS));
  const before = hashOf(file);
  const core = await startCore(project);
  {
    await using session = await openSession(project);
    expect(session.through).not.toBeNull();
    const read = session.follow(dataset.importFile, { file }, event => {
      if (half(event)) core.kill('SIGKILL');
    });
    await expect(read).rejects.toThrow('has gone');
  }
  await until('the core is gone', () => core.signalCode !== null);
  expect(leftIn(project)).toMatchObject({ datasets: 1 });

  await using session = await openSession(project);
  expect(leftIn(project)).toEqual(NOTHING);
  expect(hashOf(file)).toBe(before);
  await importsWhole(session, file);
}, 60_000);

/** Files of one part that takes long, and whose end is broken: who reads it to its end says so. */
const BROKEN_END: Readonly<Record<string, () => Uint8Array>> = {
  'one-member.jsonl.gz': () => {
    const member = gzipSync(lines(100_000));
    return Buffer.concat(Array.from({ length: 40 }, () => member)).subarray(0, -100);
  },
  'one-sheet.xlsx': () => {
    const cells = 'ABCDEFGHIJ'.split('').map(letter => `<c r="${letter}NR" t="str"><v>a text of some length</v></c>`);
    const row = `<row r="NR">${cells.join('')}</row>`;
    const rows = Array.from({ length: 150_000 }, (_, at) => row.replaceAll('NR', String(at + 1)));
    return workbook(`${rows.join('')}<row r="1"></row>`);
  },
  'one-group.parquet': () => {
    const data = Array.from({ length: 100_000 }, (_, row) => `text ${row % 977}`);
    const columnData = Array.from({ length: 120 }, (_, column) => ({ name: `c${column}`, data }));
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: data.length }));
    const last = parquetMetadata(bytes.buffer).row_groups[0]?.columns.at(-1)?.meta_data;
    const at = Number(last?.data_page_offset);
    return bytes.fill(0xff, at, at + 64);
  },
};

test.each(Object.keys(BROKEN_END))(
  'FLT-26 an import that is cancelled within the one part of %s ends there, and leaves nothing',
  async name => {
    using folder = temporaryFolder();
    const project = join(folder.path, 'p');
    const file = folder.write(name, BROKEN_END[name]?.() ?? '');
    const sources = join(project, 'sources');
    await using session = await openSession(project);
    const read = async (wanted?: AbortSignal): Promise<string[]> => {
      const ends: string[] = [];
      const note = (event: ImportEvent) => {
        if (event.kind !== 'progress') ends.push(event.kind === 'failed' ? event.error.code : event.kind);
      };
      await session.follow(dataset.importFile, { file }, note, wanted);
      await until('the import ended', () => ends.length > 0, 60_000);
      return ends;
    };
    const stop = new AbortController();
    const cancelled = read(stop.signal);
    // The copy is a file; the folder beside it is made when reading begins.
    const isReading = () => readdirSync(sources, { withFileTypes: true }).some(entry => entry.isDirectory());
    await until('reading has begun', () => readdirSync(project).includes('sources') && isReading());
    stop.abort();

    expect(await cancelled).toEqual(['job.cancelled']);
    expect(leftIn(project)).toEqual(NOTHING);
    expect(await read()).toEqual(['import.damaged']);
    expect(leftIn(project)).toEqual(NOTHING);
  },
  120_000,
);

test('FLT-29 while the one file of an archive is unpacked it is told how far that is', async () => {
  using folder = temporaryFolder();
  const file = folder.write('one.jsonl.gz', BROKEN_END['one-member.jsonl.gz']?.() ?? '');
  await using session = await openSession(join(folder.path, 'p'));
  const shares = new Set<number>();

  await session.follow(dataset.importFile, { file }, event => {
    if (event.kind === 'progress') shares.add(event.bytesDone / event.bytesTotal);
  });

  // The copy counts as a quarter; unpacking goes from there to the end, and is told some times a second.
  expect([...shares].some(share => share > 0.25 && share < 0.63)).toBe(true);
}, 60_000);
