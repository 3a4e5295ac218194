import { expect, test } from 'vitest';
import { dataset } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { text } from '../made-project.ts';
import { importMails } from '../session-work.ts';
import { temporaryFolder } from '../temporary.ts';

test('a query that compares times says how many rows it cannot judge, and which', async () => {
  using folder = temporaryFolder();
  await using session = await openSession(`${folder.path}/project`);
  const dates = ['2026-01-02', '28/11/2026', '2025-12-31', 'soon', '', null];
  const mails = dates.map((date, at) =>
    JSON.stringify({ text: text(at), label: 'ham', sender: 'a', date, id: `${at}` }),
  );
  const datasetId = await importMails(session, folder.write('mails.jsonl', mails.join('\n')));
  const unreadable = (query: string) => session.ask(dataset.unreadableTimes, { datasetId, query });
  const counted = async (query: string) => (await session.ask(dataset.countRows, { datasetId, query })).rows;

  const found = await unreadable('label:ham date>=2026-01');

  expect(await counted('date>=2026-01')).toBe(1);
  expect(found.rows).toBe(2);
  expect(await counted(found.query)).toBe(2);
  expect(await counted(`${found.query} (date:soon or date:28)`)).toBe(2);
  expect(await unreadable('-time:2026 or date<2026')).toEqual(found);
  for (const query of ['', 'label:ham', 'date:2026', found.query]) expect((await unreadable(query)).rows).toBe(0);
});
