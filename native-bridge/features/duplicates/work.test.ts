import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { Dataset, type KeepRule } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { duplicateTable } from '../../store/duplicates.ts';
import { openDatabase, openInWorker } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { findDuplicates } from './find.ts';
import { KEEP_RULES } from './keep/index.ts';
import { groupsOf, searchOf } from './read.ts';
import { countDuplicates, removeDuplicates } from './remove.ts';

const ID = Dataset.shape.id.parse('ds_000000000000');
const ROLES = { text: 'text', label: 'class', time: 'sent' };

function mails(rows: readonly Record<string, string | null>[], roles: Dataset['roles'] = ROLES) {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const datasets = datasetTable(db);
  const columns = ['text', 'class', 'sent', 'subject'];
  const about = { id: ID, name: 'mails', columns, roles, sourceSha256: '', sourceName: '', createdAtMs: 0 };
  const key = datasets.insert(about);
  for (const [index, cells] of rows.entries()) rowTable(db).insert(key, index + 1, cells, cells.class ?? null);
  datasets.complete(key, columns, roles);
  const store = { datasets, rows: rowTable(db), duplicates: duplicateTable(db) };
  return {
    db,
    key,
    find: (threshold = 0.8, column?: string) =>
      findDuplicates(
        db,
        { datasetId: ID, threshold, column },
        () => {},
        () => 5,
      ),
    remove: (more: object = {}, progress: WorkTools['progress'] = () => {}) =>
      removeDuplicates(db, { datasetId: ID, keep: 'first', chained: false, ...more }, progress, () => 6),
    count: (more: object = {}) => countDuplicates(db, { datasetId: ID, keep: 'first', ...more }, () => {}),
    groups: (keep: KeepRule = 'first', after = 0, limit = 10) => groupsOf(store, { datasetId: ID, keep, after, limit }),
    search: () => searchOf(store, ID),
    undo: () => changeLog(db).undo(key, ID),
    rows: () => Array.from(store.rows.each(key), ({ row }) => row),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const LETTER = 'Good morning, the meeting about the new office was moved to Friday at ten in the large room.';
const ORDER = '您好，您订购的商品已经发货，预计三天之内送达，请保持电话畅通，谢谢您的支持与信任。';
const ROWS = [
  { text: LETTER, class: null, sent: '2024-01-03', subject: 'meeting' },
  { text: 'Something else altogether, that stands alone here.', class: 'ham', sent: '2024-01-01', subject: 'meeting' },
  { text: `${LETTER} Thanks`, class: null, sent: '2024-01-01', subject: 'a' },
  { text: ORDER, class: 'ham', sent: '2024-01-01', subject: 'b' },
  { text: LETTER.replace('Friday', 'Monday'), class: 'ham', sent: '2024-01-02', subject: 'c' },
  { text: ORDER.replace('三天', '五天'), class: 'ham', sent: '2024-01-02', subject: 'd' },
];

test('a search keeps its groups, the row that stays first, and counts what could go', () => {
  using project = mails(ROWS);
  expect(project.search()).toBeNull();
  expect(() => project.groups()).toThrow('Nobody has searched mails for near duplicates yet.');

  expect(project.find()).toMatchObject({ column: 'text', threshold: 0.8, rows: 6, groups: 2, duplicates: 3, atMs: 5 });
  const { groups, more } = project.groups();
  expect(more).toBe(false);
  expect(groups.map(({ size, members }) => [size, ...members.map(({ row }) => row)])).toEqual([
    [3, 1, 3, 5],
    [2, 4, 6],
  ]);
  expect(groups[0]?.members[0]).toMatchObject({ text: LETTER, similarity: 1 });
  expect(groups[0]?.members[1]?.similarity).toBeGreaterThan(0.9);
  expect(project.groups('first', 1).groups.map(({ group }) => group)).toEqual([2]);
  expect(project.groups('first', 0, 1).more).toBe(true);
});

describe.each(KEEP_RULES)('the rule $id', ({ id, needs }) => {
  const stays = { first: [1, 2, 4], longest: [2, 3, 4], newest: [1, 2, 6], labelled: [2, 4, 5] }[id];

  test('shows first what stays when the rest is removed, and undo brings the rest back', () => {
    using project = mails(ROWS);
    project.find();
    const shown = project.groups(id).groups.map(({ members }) => members[0]?.row);

    expect(project.remove({ keep: id, chained: true })).toMatchObject({ groups: 2, removed: 3 });
    expect(project.rows()).toEqual(stays);
    expect(stays).toEqual(expect.arrayContaining(shown));
    expect(project.search()).toMatchObject({ groups: 0, duplicates: 0, isOutdated: false });

    project.undo();
    expect(project.rows()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(project.search()).toMatchObject({ groups: 2, duplicates: 3, isOutdated: false });
  });

  test('says what is missing when the dataset has no column for it', () => {
    using project = mails(ROWS, { text: 'text' });
    project.find();
    if (needs === null) expect(project.groups(id).groups).toHaveLength(2);
    else expect(() => project.groups(id)).toThrow(`The dataset mails has no ${needs} column`);
  });
});

test('a person may choose another row, leave a group alone, or mend only one', () => {
  using project = mails(ROWS);
  project.find();
  expect(project.remove({ kept: [5], except: [2], chained: true })).toMatchObject({ groups: 1, removed: 2 });
  expect(project.rows()).toEqual([2, 4, 5, 6]);
  project.undo();
  expect(project.remove({ groups: [2] })).toMatchObject({ groups: 1, removed: 1 });
  expect(project.rows()).toEqual([1, 2, 3, 4, 5]);
  expect(project.remove({ groups: [2] })).toEqual({ groups: 0, removed: 0, changeId: null });
});

test('a row that is below the limit to the one that stays is in its group, is said to be, and goes only on demand', () => {
  const second = LETTER.replace('Friday', 'Monday');
  const texts = [LETTER, second, second.replace('large', 'small')];
  using project = mails(texts.map((text, day) => ({ text, class: null, sent: `2024-01-0${[1, 3, 2][day]}` })));
  expect(project.find()).toMatchObject({ groups: 1, duplicates: 2 });
  const membersOf = (keep: KeepRule) =>
    project.groups(keep).groups[0]?.members.map(({ row, chained }) => [row, chained]);

  expect(membersOf('first')).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
  const [, , third] = project.groups('first').groups[0]?.members ?? [];
  expect(third?.similarity).toBeLessThan(0.8);
  expect(project.count()).toEqual({ alike: 1, chained: 1 });
  expect(project.remove()).toMatchObject({ groups: 1, removed: 1 });
  expect(project.rows()).toEqual([1, 3]);
  expect(project.count()).toEqual({ alike: 0, chained: 1 });
  project.undo();
  expect(project.remove({ chained: true })).toMatchObject({ groups: 1, removed: 2 });
  expect(project.rows()).toEqual([1]);
  project.undo();

  // The row in the middle is like both others.
  expect(membersOf('newest')).toEqual([
    [2, false],
    [1, false],
    [3, false],
  ]);
  expect(project.count({ kept: [2] })).toEqual({ alike: 2, chained: 0 });
  expect(project.count({ kept: [2], except: [1] })).toEqual({ alike: 0, chained: 0 });
});

describe('while duplicates are looked for, another person', () => {
  /** Does something to the rows, on a connection of its own, at the first so many looks. */
  const meanwhile = (db: Database, looks: number, act: (log: ReturnType<typeof changeLog>) => void) => {
    let looked = 0;
    return ({ done }: { readonly done: number }) => {
      if (done > 1 || looked++ >= looks) return;
      const other = openInWorker(db.name);
      act(changeLog(other));
      other.close();
    };
  };
  const takeOut = (...rows: number[]) =>
    rows.map(row => ({ row, before: { removed: 0 as const }, after: { removed: 1 as const } }));

  test('takes out the row that would have stayed: another one of its group stays', () => {
    using project = mails(ROWS);
    project.find();
    const other = meanwhile(project.db, 1, log => log.apply(project.key, 'Remove a row', 6, takeOut(1)));

    expect(project.remove({ chained: true }, other)).toMatchObject({ groups: 2, removed: 2 });

    expect(project.rows()).toEqual([2, 3, 4]);
  });

  test('brings back a group: one row of it stays', () => {
    using project = mails(ROWS);
    project.find();
    changeLog(project.db).apply(project.key, 'Remove rows', 6, takeOut(4, 6));
    const other = meanwhile(project.db, 1, log => log.undo(project.key, ID));

    expect(project.remove({ chained: true }, other)).toMatchObject({ groups: 2, removed: 3 });

    expect(project.rows()).toEqual([1, 2, 4]);
  });

  test('goes on changing rows: nothing is removed, and the reason is said', () => {
    using project = mails(ROWS);
    project.find();
    const other = meanwhile(project.db, Number.POSITIVE_INFINITY, log => log.apply(project.key, 'Edit', 6, []));

    expect(() => project.remove({}, other)).toThrow('The rows of mails went on changing');

    expect(project.rows()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

test('a search is out of date as soon as rows change otherwise', () => {
  using project = mails(ROWS);
  project.find();
  project.remove({ groups: [2] });
  expect(project.search()?.isOutdated).toBe(false);
  changeLog(project.db).apply(project.key, 'Edit', 7, [{ row: 2, before: {}, after: { cells: { text: LETTER } } }]);
  expect(project.search()?.isOutdated).toBe(true);
  project.undo();
  expect(project.search()?.isOutdated).toBe(false);
});

test('another column can be compared, and one that is not there is named', () => {
  using project = mails(ROWS);
  expect(project.find(0.8, 'subject')).toMatchObject({ column: 'subject', groups: 1, duplicates: 1 });
  expect(project.groups().groups[0]?.members.map(({ text }) => text)).toEqual(['meeting', 'meeting']);
  expect(() => project.find(0.8, 'body')).toThrow(
    'The dataset mails has no column body; it has text, class, sent, subject.',
  );
});

describe('of instructions', () => {
  const roles = { text: 'text', prompt: 'text', context: 'subject', completion: 'class' };
  const asked = (subject: string, answer: string | null) => ({ text: LETTER, class: answer, sent: null, subject });
  const ORDERS = [
    asked(ORDER, 'Delivered'),
    asked(ORDER, 'Delivered'),
    asked(ORDER, 'Lost'),
    asked(ORDER.replace('三天', '五天'), 'Delivered'),
    ...['novel', 'lamp', 'tent', 'boots'].map(thing => asked(`Where is the ${thing}?`, 'No idea')),
    asked('Say nothing', null),
    asked('say nothing', null),
  ];

  test('those are near duplicates that nearly ask and nearly answer the same, and that is counted and removed', () => {
    using project = mails(ORDERS, roles);

    expect(project.find()).toMatchObject({ column: null, groups: 2, duplicates: 3 });
    const [first] = project.groups().groups;
    expect(first?.members.map(({ row, chained }) => [row, chained])).toEqual([
      [1, false],
      [2, false],
      [4, false],
    ]);
    expect(first?.members[0]?.text).toBe(`${LETTER}\n\n${ORDER}\n\nDelivered`);
    expect(project.count()).toEqual({ alike: 3, chained: 0 });
    expect(project.remove()).toMatchObject({ groups: 2, removed: 3 });
    expect(project.rows()).toEqual([1, 3, 5, 6, 7, 8, 9]);
    expect(project.find()).toMatchObject({ groups: 0 });
  });

  test('a column that is named is compared alone', () => {
    using project = mails(ORDERS, roles);
    expect(project.find(0.8, 'text')).toMatchObject({ column: 'text', groups: 1, duplicates: 9 });
  });
});
