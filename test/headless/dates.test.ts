import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type DatasetId,
  dataset,
  type ErrorPayload,
  type SplitPreview,
  splits,
} from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { temporaryFolder } from '../temporary.ts';

/** Twelve days of November and December 2026, not in their order in the file, each written in every way. */
const DAYS = [28, 3, 14, 9, 30, 1, 21, 12, 5, 17, 25, 8].map(day => new Date(Date.UTC(2026, 10 + (day % 2), day)));
const two = (number: number) => String(number).padStart(2, '0');
const parts = (day: Date) => [day.getUTCFullYear(), two(day.getUTCMonth() + 1), two(day.getUTCDate())] as const;

const WRITTEN: Readonly<Record<string, (day: Date) => string>> = {
  iso: day => parts(day).join('-'),
  dayFirst: day => [...parts(day)].reverse().join('/'),
  monthFirst: day => `${parts(day)[1]}/${parts(day)[2]}/${parts(day)[0]}`,
  chinese: day => `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日`,
  seconds: day => String(day.getTime() / 1000),
  words: day => `the ${day.getUTCDate()}th`,
};
const NAMES = Object.keys(WRITTEN);
const TABLE = [
  ['text', ...NAMES],
  ...DAYS.map((day, at) => [`text ${at}`, ...NAMES.map(name => WRITTEN[name]?.(day) ?? '')]),
]
  .map(cells => cells.join(','))
  .join('\n');

async function splitByTime(session: Session, datasetId: DatasetId): Promise<SplitPreview | ErrorPayload> {
  const amounts = { unit: 'rows' as const, train: 6, validation: 3, test: 3 };
  let end: SplitPreview | ErrorPayload | null = null;
  await session.follow(splits.split, { datasetId, plan: { way: 'time', amounts }, unlockTest: false }, event => {
    if (event.kind === 'finished') end = event.answer;
    else if (event.kind === 'failed') end = event.error;
  });
  return end ?? expect.fail('the split came to no end');
}

async function importWith(session: Session, file: string, time: string): Promise<DatasetId> {
  await session.follow(dataset.importFile, { file, name: time, roles: { text: 'text', time } }, () => {});
  const [newest] = await session.ask(dataset.datasets, {});
  return newest?.id ?? expect.fail('nothing was imported');
}

test('DS-70 dates keep their writing, and a preview says which columns hold dates', async () => {
  using folder = temporaryFolder();
  await using session = await openSession(join(folder.path, 'p'));
  const file = folder.write('dates.csv', TABLE);

  const { columns, roles } = await session.ask(dataset.previewImport, { file });
  const datasetId = await importWith(session, file, 'iso');
  const { rows } = await session.ask(dataset.rows, { datasetId, after: 0, limit: 1 });

  expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toEqual({
    text: 'text',
    iso: 'date',
    dayFirst: 'date',
    monthFirst: 'date',
    chinese: 'date',
    seconds: 'number',
    words: 'text',
  });
  expect(roles.time).toBeUndefined();
  expect(rows[0]?.cells).toMatchObject({
    iso: '2026-11-28',
    dayFirst: '28/11/2026',
    monthFirst: '11/28/2026',
    chinese: '2026年11月28日',
    seconds: '1795824000',
  });
});

test.each(['iso', 'monthFirst', 'chinese', 'seconds'])(
  'DS-71 dates written as %s are split in their order',
  async time => {
    using folder = temporaryFolder();
    await using session = await openSession(join(folder.path, 'p'));
    const datasetId = await importWith(session, folder.write('dates.csv', TABLE), time);

    const done = await splitByTime(session, datasetId);
    const { rows } = await session.ask(dataset.rows, { datasetId, after: 0, limit: 100 });

    expect(done).toMatchObject({ sizes: { train: 6, validation: 3, test: 3 }, leftOut: { noDate: 0 } });
    const order = [...DAYS].sort((a, b) => a.getTime() - b.getTime());
    expect(rows.map(({ split }) => split)).toEqual(
      DAYS.map(day => ['train', 'train', 'validation', 'test'][Math.floor(order.indexOf(day) / 3)]),
    );
  },
);

test.each([
  ['dayFirst', 'splits.day_first', '28/11/2026'],
  ['words', 'splits.no_dates', 'the 28th'],
])(
  'DS-72 a split by the column %s, whose order nobody can be sure of, is refused with the column',
  async (time, code, example) => {
    using folder = temporaryFolder();
    await using session = await openSession(join(folder.path, 'p'));
    const datasetId = await importWith(session, folder.write('dates.csv', TABLE), time);

    expect(await splitByTime(session, datasetId)).toMatchObject({ code, facts: { column: time, example } });
    const { rows } = await session.ask(dataset.rows, { datasetId, after: 0, limit: 100 });
    expect(rows.every(({ split }) => split === null)).toBe(true);
  },
);

test('DS-73 what the refusal of days before months says to replace makes dates of one digit or two that are split', async () => {
  using folder = temporaryFolder();
  await using session = await openSession(join(folder.path, 'p'));
  const short = (day: Date) => `${day.getUTCDate()}/${day.getUTCMonth() + 1}/${day.getUTCFullYear()}`;
  const april = DAYS.map(day => new Date(Date.UTC(2026, 3, day.getUTCDate())));
  const table = ['text,sent', ...april.map((day, at) => `text ${at},${at === 0 ? ' ' : ''}${short(day)} 10:30`)];
  const datasetId = await importWith(session, folder.write('dates.csv', table.join('\n')), 'sent');

  const refusal = await splitByTime(session, datasetId);
  const hint = 'hint' in refusal ? refusal.hint : '';
  const [, find = '', replacement = ''] = /(\^\S+) in the column and replace it by (\S+);/.exec(hint) ?? [];
  const edit = { kind: 'replace' as const, column: 'sent', find, regex: true, ignoreCase: false, replacement };
  await session.follow(dataset.bulkEdit, { datasetId, query: '', edit, unlockTest: false }, () => {});

  expect(await splitByTime(session, datasetId)).toMatchObject({ leftOut: { noDate: 0 } });
  const { rows } = await session.ask(dataset.rows, { datasetId, after: 0, limit: 100 });
  expect(rows.map(({ cells }) => cells.sent)).toEqual(april.map(day => `2026-4-${day.getUTCDate()} 10:30`));
  const latest = rows.filter(({ split }) => split === 'test').map(({ cells }) => String(cells.sent).split(' ')[0]);
  expect(latest.sort()).toEqual(['2026-4-25', '2026-4-28', '2026-4-30']);
});
