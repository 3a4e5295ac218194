import { expect, test } from 'vitest';
import { dataset, splits, statistics, versioning } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { text } from '../made-project.ts';
import { importMails, undoLast, work } from '../session-work.ts';
import { temporaryFolder } from '../temporary.ts';

/** Parts of columns as a person changes them: through a real core that is closed and opened again. */

test('the parts of the columns are changed, undone and redone across restarts, and a frozen version keeps its own', async () => {
  using folder = temporaryFolder();
  const project = `${folder.path}/project`;
  let session = await openSession(project);
  const reopen = async () => {
    await session[Symbol.asyncDispose]();
    session = await openSession(project);
  };
  const mails = Array.from({ length: 60 }, (_, at) => ({
    text: text(at),
    subject: text(at + 1000),
    label: ['ham', 'spam'][at % 2],
    sender: `${at % 20}@example.org`,
    date: `2026-01-${10 + (at % 20)}`,
    id: String(at),
  }));
  const file = folder.write('mails.jsonl', mails.map(mail => JSON.stringify(mail)).join('\n'));
  const datasetId = await importMails(session, file);
  const about = () => session.ask(dataset.dataset, { datasetId });
  const counted = (query: string) => session.ask(dataset.countRows, { datasetId, query });
  const set = async (roles: object) =>
    await work(session, dataset.setRoles, { datasetId, roles, from: (await about()).roles, unlockTest: true });
  const amounts = { unit: 'percent', train: 80, validation: 10, test: 10 } as const;
  const plan = { way: 'stratified', amounts, seed: 1, nearTogether: false } as const;
  await work(session, splits.split, { datasetId, plan, unlockTest: false });
  await work(session, statistics.compute, { datasetId });
  expect(await session.ask(statistics.known, { datasetId })).not.toBeNull();
  const frozen = { datasetId, name: 'first', acceptLeaks: { reason: 'a trial' } };
  const version = await work(session, versioning.freeze, frozen);
  const before = await about();
  const spam = await counted('label:spam');

  const report = await set({ text: 'subject', label: 'sender', time: 'date', id: 'id' });
  const after = await about();
  expect(report).toMatchObject({ rows: before.rowCount, roles: after.roles });
  expect(after).toMatchObject({ roles: { text: 'subject', label: 'sender' }, rowCount: before.rowCount });
  expect(after.labels.length).toBeGreaterThan(2);
  expect((await session.ask(splits.state, { datasetId })).leakCheck?.stale).toBe(true);
  expect(await session.ask(statistics.known, { datasetId })).toBeNull();
  expect((await session.ask(versioning.versions, {}))[0]).toMatchObject({ hash: version.hash, roles: before.roles });
  expect((await session.ask(dataset.blame, { datasetId, row: 1 }))[0]).toMatchObject({
    title: 'Set the parts of text, subject, label, sender',
    actor: { through: 'command' },
    differences: [
      { field: '#role.text', before: 'text', after: 'subject' },
      { field: '#role.label', before: 'label', after: 'sender' },
      { field: '#role.group', before: 'sender', after: null },
    ],
  });

  await reopen();
  await undoLast(session, datasetId, true);
  expect(await about()).toEqual(before);
  expect(await counted('label:spam')).toEqual(spam);
  await reopen();
  await work(session, dataset.redo, { datasetId, changeId: report.changeId ?? 0, unlockTest: true });
  expect(await about()).toEqual(after);

  const restored = { hash: version.hash, others: 'unsplit', unlockTest: true } as const;
  await work(session, versioning.restore, restored);
  expect(await about()).toMatchObject({ roles: before.roles, labels: before.labels });
  expect(await work(session, versioning.freeze, { ...frozen, name: 'again' })).toMatchObject({ hash: version.hash });
  await undoLast(session, datasetId, true);
  expect(await about()).toEqual(after);
  await session[Symbol.asyncDispose]();
}, 60_000);
