import { expect, test } from 'vitest';
import { dataset, splits } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { importMails, undoLast, work } from '../session-work.ts';
import { temporaryFolder } from '../temporary.ts';

// Few rows are undone in the core itself, many in a thread of their own.
test.each([60, 1500])(
  'SP-36 undo and redo of a split of %i rows leave a locked test as it is until it is let go',
  async count => {
    using folder = temporaryFolder();
    const lines = Array.from({ length: count }, (_, at) => JSON.stringify({ text: `mail ${at}`, label: `${at % 2}` }));
    const file = folder.write('mails.jsonl', lines.join('\n'));
    await using session = await openSession(folder.path);
    const datasetId = await importMails(session, file, { text: 'text', label: 'label' });
    const test = async () => (await session.ask(dataset.dataset, { datasetId })).splitSizes.test;
    const amounts = { unit: 'percent', train: 80, validation: 10, test: 10 } as const;
    const split = (seed: number) => {
      const plan = { way: 'random', amounts, seed, nearTogether: false } as const;
      return work(session, splits.split, { datasetId, plan, unlockTest: true });
    };
    const first = await split(1);
    const second = await split(2);
    const rows = await test();

    const refused = { code: 'splits.test_locked', facts: { rows, uses: 0 } };
    await expect(undoLast(session, datasetId)).rejects.toMatchObject(refused);
    expect(await session.ask(dataset.history, { datasetId })).toMatchObject([{ undone: false }, { undone: false }]);
    expect(await undoLast(session, datasetId, true)).toMatchObject({ id: second.changeId, undone: true });
    const redo = { datasetId, changeId: second.changeId };
    await expect(work(session, dataset.redo, { ...redo, unlockTest: false })).rejects.toMatchObject(refused);

    expect(await undoLast(session, datasetId, true)).toMatchObject({ id: first.changeId, undone: true });
    expect(await test()).toBe(0);
    // Where there is none, there is nothing to let go of.
    await work(session, dataset.redo, { datasetId, changeId: first.changeId, unlockTest: false });
    await work(session, dataset.redo, { ...redo, unlockTest: true });
    await session.ask(dataset.editRow, { datasetId, row: 1, cells: { text: 'other' } });
    expect(await undoLast(session, datasetId)).toMatchObject({ undone: true });
  },
  60_000,
);
