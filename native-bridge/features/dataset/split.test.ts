import { expect, test } from 'vitest';
import type { DatasetId } from '../../contract/index.ts';
import { findLeaks } from './leaks.ts';
import { type Candidate, dealOut, labelShiftOf } from './split.ts';

const request = (train: number, validation: number, test: number, seed = 1) => ({
  datasetId: 'ds_000000000000' as DatasetId,
  sizes: { train, validation, test },
  seed,
  byGroup: true,
});

/** 600 rows: a third spam, senders that write one to five mails. */
const mails: Candidate[] = Array.from({ length: 600 }, (_, index) => ({
  row: index + 1,
  label: index % 3 === 0 ? 'spam' : 'ham',
  text: `text ${index}`,
  group: `sender ${Math.floor(index / (1 + (index % 5)))}`,
  atMs: index,
}));

function sizesOf(dealt: ReadonlyMap<number, string>) {
  return Object.fromEntries([...Map.groupBy(dealt.values(), split => split)].map(([split, of]) => [split, of.length]));
}

test('DS-20 splits have their sizes and each label its share in each of them', () => {
  const dealt = dealOut(mails, request(300, 60, 120));
  const spam = mails.filter(({ row, label }) => label === 'spam' && dealt.get(row) === 'test').length;

  expect(sizesOf(dealt)).toEqual({ train: 300, validation: 60, test: 120 });
  expect(spam).toBe(40);
});

test('DS-21 no sender and no text stands in two splits', () => {
  const twins = [...mails, { ...mails[0], row: 601, group: 'other' } as Candidate];
  const dealt = dealOut(twins, request(300, 60, 120));
  const rows = twins.flatMap(({ row, text, group }) => {
    const split = dealt.get(row);
    return split ? [{ row, split, text, group }] : [];
  });

  expect(findLeaks(rows)).toEqual({ equalTexts: 0, sharedGroups: 0, leakedRows: 0, examples: [] });
});

test('DS-22 a seed decides the dealing, and another one deals differently', () => {
  const first = dealOut(mails, request(300, 60, 120, 7));

  expect(dealOut(mails, request(300, 60, 120, 7))).toEqual(first);
  expect(dealOut(mails, request(300, 60, 120, 8))).not.toEqual(first);
});

test('DS-23 fewer rows than the splits need is refused with both numbers', () => {
  expect(() => dealOut(mails, request(500, 60, 120))).toThrow(
    'This dataset has 600 rows; a split of these sizes needs at least 680.',
  );
});

test('DS-24 one group that holds nearly all rows cannot be parted, and that is said', () => {
  const oneSender = mails.map(mail => ({ ...mail, group: 'the same' }));

  expect(() => dealOut(oneSender, request(300, 60, 120))).toThrow('with whole groups');
});

test('DS-25 leaks are counted by the rows of validation and test that they touch', () => {
  const row = (row: number, split: 'train' | 'test', text: string, group: string) => ({ row, split, text, group });

  const leaks = findLeaks([
    row(1, 'train', 'same', 'a'),
    row(2, 'test', 'same', 'b'),
    row(3, 'test', 'other', 'a'),
    row(4, 'test', 'alone', ''),
    row(5, 'train', 'alone too', ''),
  ]);

  expect(leaks).toMatchObject({ equalTexts: 1, sharedGroups: 1, leakedRows: 2 });
  expect(leaks.examples).toEqual([
    { reason: 'text', value: 'same', rows: [1, 2] },
    { reason: 'group', value: 'a', rows: [1, 3] },
  ]);
});

test('DS-26 a label whose share moves over time is found with its date', () => {
  const shifted = mails.map((mail, index) => ({ ...mail, label: index < 300 ? 'spam' : 'ham' }));

  expect(labelShiftOf(shifted)).toEqual({ label: 'spam', before: 1, after: 0, atMs: 300 });
  expect(labelShiftOf(mails)).toBeNull();
});
