import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type DatasetId,
  dataset,
  licences,
  type Row,
  splits,
  training,
  versioning,
} from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { importMails, work } from '../session-work.ts';
import { temporaryFolder } from '../temporary.ts';
import { projectWithWordModel } from '../word-model.ts';

async function rowsOf(session: Session, datasetId: DatasetId): Promise<Pick<Row, 'row' | 'cells' | 'split'>[]> {
  const rows: Row[] = [];
  for (let more = true; more; ) {
    const page = await session.ask(dataset.rows, { datasetId, after: rows.at(-1)?.row ?? 0, limit: 1000 });
    rows.push(...page.rows);
    more = page.more;
  }
  return rows.map(({ row, cells, split }) => ({ row, cells, split }));
}

test('VE-30 real mails are frozen, changed, compared, restored, exported and read in again as they were', async () => {
  using folder = temporaryFolder();
  await using session = await openSession(join(folder.path, 'p'));
  const id = await importMails(session);
  const { sourceSha256 } = await session.ask(dataset.dataset, { datasetId: id });
  await session.ask(licences.describe, { sha256: sourceSha256, licence: 'CC0-1.0' });
  const amounts = { unit: 'percent' as const, train: 80, validation: 10, test: 10 };
  const plan = { way: 'stratified' as const, amounts, seed: 7, nearTogether: true };
  await work(session, splits.split, { datasetId: id, plan, unlockTest: false });
  const first = await work(session, versioning.freeze, {
    datasetId: id,
    name: 'first',
    acceptLeaks: { reason: 'senders may write twice' },
  });
  const before = await rowsOf(session, id);
  expect(first).toMatchObject({ rowCount: before.length, splitPlan: plan, sources: [{ sha256: sourceSha256 }] });
  expect(first.acceptedLeaks).toBe(first.leakedRows > 0 ? 'senders may write twice' : null);

  // Halves of characters, as a broken program hands them over.
  await session.ask(dataset.editRow, { datasetId: id, row: 1, cells: { text: 'half \ud83d and whole 😀' } });
  await work(session, dataset.bulkEdit, {
    datasetId: id,
    query: 'row:2..9',
    edit: { kind: 'replace', column: 'subject', find: 'e', regex: false, ignoreCase: false, replacement: '\udc00' },
    unlockTest: false,
  });
  const changed = (await rowsOf(session, id)).filter(({ cells }, at) => cells.text !== before[at]?.cells.text);
  expect(changed.map(({ cells }) => cells.text)).toEqual(['half \ufffd and whole 😀']);
  const second = await work(session, versioning.freeze, {
    datasetId: id,
    name: 'second',
    acceptLeaks: { reason: 'as before' },
  });
  const untouched = { hash: second.hash, others: 'unsplit' as const, unlockTest: false };
  expect(await work(session, versioning.restore, untouched)).toMatchObject({ changed: 0, broughtBack: 0, others: 0 });

  const report = await work(session, versioning.compare, { left: first.hash, right: second.hash });
  expect(report).toMatchObject({ matchedBy: 'number', added: 0, removed: 0, movedSplit: 0 });
  expect(report.changed + report.same).toBe(before.length);
  expect(report.changedCells.find(({ column }) => column === 'text')?.rows).toBe(1);
  await work(session, versioning.restore, { hash: first.hash, others: 'unsplit', unlockTest: false });
  expect(await rowsOf(session, id)).toEqual(before);

  for (const format of ['jsonl', 'csv', 'parquet'] as const) {
    const source = { kind: 'version' as const, hash: first.hash };
    const { path } = await work(session, versioning.exportRows, { source, format });
    const back = await importMails(session, path);
    expect(await rowsOf(session, back)).toEqual(before);
    const again = await work(session, versioning.freeze, {
      datasetId: back,
      name: format,
      acceptLeaks: { reason: 'the same rows' },
    });
    expect(again.hash).not.toBe(first.hash);
    expect(await work(session, versioning.compare, { left: first.hash, right: again.hash })).toMatchObject({
      matchedBy: 'content',
      added: 0,
      removed: 0,
      changed: 0,
      same: before.length,
      movedSplit: 0,
    });
  }
}, 120_000);

test('VE-31 a version without a train and a test split can be frozen, and a training on it says what is missing', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const modelId = projectWithWordModel(project);
  await using session = await openSession(project);
  const id = await importMails(session);
  const { hash: versionHash } = await work(session, versioning.freeze, { datasetId: id, name: 'as imported' });
  const task = await session.ask(training.suggestTask, { versionHash });
  const run = { name: 'r', versionHash, modelId, methodId: 'lora', task, params: {}, schedule: {}, seed: 1 };

  await expect(session.ask(training.startRun, run)).rejects.toThrow('The version as imported has no train split.');

  const { roles: from } = await session.ask(dataset.dataset, { datasetId: id });
  await work(session, dataset.setRoles, { datasetId: id, roles: { text: from.text }, from, unlockTest: false });
  const bare = await work(session, versioning.freeze, { datasetId: id, name: 'without a label' });
  await expect(session.ask(training.suggestTask, { versionHash: bare.hash })).rejects.toMatchObject({
    code: 'versions.no_label',
    message: 'The version without a label has no label column.',
  });
}, 60_000);
