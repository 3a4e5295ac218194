import { expect, test } from 'vitest';
import { type LeakReport, MEND_WAYS } from '../../contract/index.ts';
import { sizesFor } from './apportion.ts';
import { splitOfValue } from './cells.ts';
import { dealOut } from './deal.ts';
import { countLeaks, foundWith, listLeaks } from './find-leaks.ts';
import { labelShiftOf } from './label-shift.ts';
import { mended } from './mend.ts';
import { NONE } from './split-rows.ts';
import { type TiedRows, tiesOf } from './ties.ts';

const COUNT = 600;
const each = (value: (at: number) => number) => Int32Array.from({ length: COUNT }, (_, at) => value(at));

/** 600 rows: a third spam (label 0), senders that write one to five mails, each text its own. */
const labels = each(at => (at % 3 === 0 ? 0 : 1));
const texts = each(at => at);
const senders = each(at => Math.floor(at / (1 + (at % 5))));
const eligible = new Uint8Array(COUNT).fill(1);
const sizes = (train: number, validation: number, test: number) => ({ train, validation, test });
const request = { eligible, bonds: [texts, senders], labels, sizes: sizes(300, 60, 120), nearTogether: true, seed: 1 };

function rowsOf(dealt: Uint8Array, split: number): number[] {
  return [...dealt.keys()].filter(at => dealt[at] === split);
}

test('DS-20 splits have their sizes and each label its share in each of them', () => {
  const dealt = dealOut(request);

  expect([1, 2, 3].map(split => rowsOf(dealt, split).length)).toEqual([300, 60, 120]);
  expect([1, 2, 3].map(split => rowsOf(dealt, split).filter(at => labels[at] === 0).length)).toEqual([100, 20, 40]);
});

test('DS-21 rows with a bond never part, whatever the seed', () => {
  const twins = texts.map(text => text % 550);
  for (const seed of [1, 2, 3, 4, 5]) {
    const dealt = dealOut({ ...request, bonds: [twins, senders], seed });
    for (const bond of [twins, senders]) {
      const splitsOf = Map.groupBy(dealt.keys(), at => bond[at] as number);
      for (const members of splitsOf.values()) expect(new Set(members.map(at => dealt[at])).size).toBe(1);
    }
  }
});

test('DS-22 a seed decides the dealing, and another one deals differently', () => {
  expect(dealOut({ ...request, seed: 7 })).toEqual(dealOut({ ...request, seed: 7 }));
  expect(dealOut({ ...request, seed: 8 })).not.toEqual(dealOut({ ...request, seed: 7 }));
});

test('DS-23 fewer rows than the splits need is refused with both numbers', () => {
  const amounts = { unit: 'rows', train: 500, validation: 60, test: 120 } as const;
  expect(() => sizesFor(amounts, COUNT)).toThrow('600 rows can be given a split; these sizes need 680.');
  expect(() => sizesFor({ unit: 'percent', train: 80, validation: 10, test: 10 }, 2)).toThrow('need 3');
});

test('DS-24 rows that hang together in fewer sets than there are splits cannot be parted, and that is said', () => {
  expect(() => dealOut({ ...request, bonds: [each(() => 0)] })).toThrow('600 rows make 1 sets that stay whole');
  expect(() => dealOut({ ...request, bonds: [each(at => Math.min(at, 1))] })).toThrow('3 splits need as many sets');
  const hint = (of: string) => expect.objectContaining({ hint: expect.stringContaining(of) });
  const whole = { ...request, bonds: [each(() => 0)] };
  expect(() => dealOut(whole)).toThrow(hint('--no-near-together'));
  expect(() => dealOut({ ...whole, nearTogether: false })).toThrow(hint('Remove equal rows first'));
});

test('SP-21 one set that holds nearly all rows goes to training, and the others share the rest', () => {
  const dealt = dealOut({ ...request, bonds: [each(at => Math.max(0, at - 589))], sizes: sizes(480, 60, 60) });

  expect([1, 2, 3].map(split => rowsOf(dealt, split).length)).toEqual([590, 5, 5]);
  const three = dealOut({ ...request, bonds: [each(at => Math.max(0, at - 597))], sizes: sizes(480, 60, 60) });
  expect([1, 2, 3].map(split => rowsOf(three, split).length)).toEqual([598, 1, 1]);
});

/** `[labels, rows of each]`, as one list of labels. */
const labelled = (...of: readonly (readonly [labels: number, rows: number])[]) => {
  let label = 0;
  return Int32Array.from(
    of.flatMap(([labels, rows]) =>
      Array.from({ length: labels * rows }, (_, at) => label + Math.floor(at / rows)).map((one, at, all) => {
        if (at === all.length - 1) label = one + 1;
        return one;
      }),
    ),
  );
};
const zipf = Int32Array.from(
  Array.from({ length: 200 }, (_, label) => Array(Math.ceil(500 / (label + 1))).fill(label)).flat(),
);

test.each([
  ['2 labels of 15 rows', labelled([2, 15])],
  ['200 labels of 5', labelled([200, 5])],
  ['500 labels of 2', labelled([500, 2])],
  ['77 labels of 15', labelled([77, 15])],
  ['3 labels of 300 and 100 of one row', labelled([3, 300], [100, 1])],
  ['a tail of rare labels', zipf],
  ['a label a row', labelled([50, 1])],
])('SP-22 stratified, %s: sizes are exact and each label is within a row or two of its share', (_, of) => {
  for (const amounts of [
    { unit: 'percent', train: 80, validation: 10, test: 10 },
    { unit: 'percent', train: 70, validation: 0, test: 15 },
  ] as const) {
    const wanted = sizesFor(amounts, of.length);
    const all = new Uint8Array(of.length).fill(1);
    const dealt = dealOut({ eligible: all, bonds: [], labels: of, sizes: wanted, nearTogether: true, seed: 3 });

    for (const [at, split] of (['train', 'validation', 'test'] as const).entries()) {
      const rows = rowsOf(dealt, at + 1);
      expect(rows.length).toBe(wanted[split]);
      for (const [label, there] of Map.groupBy(of, one => one)) {
        const share = (there.length * wanted[split]) / of.length;
        expect(Math.abs(rows.filter(row => of[row] === label).length - share)).toBeLessThan(2);
      }
    }
  }
});

test('SP-22 sizes in rows are exact in any number of labels', () => {
  for (const labels of [3, 7, 50, 200]) {
    const of = Int32Array.from({ length: 900 }, (_, at) => at % labels);
    const all = new Uint8Array(900).fill(1);
    for (const wanted of [sizes(500, 90, 90), sizes(720, 90, 90), sizes(1, 1, 1)]) {
      const dealt = dealOut({ eligible: all, bonds: [], labels: of, sizes: wanted, nearTogether: true, seed: 1 });
      expect([1, 2, 3].map(split => rowsOf(dealt, split).length)).toEqual(Object.values(wanted));
    }
  }
});

test('SP-22 whole groups come as near to the sizes as half of the largest', () => {
  for (const seed of [1, 2, 3]) {
    const groups = each(at => Math.floor(Math.sqrt(at)));
    const wanted = sizes(480, 60, 60);
    const dealt = dealOut({ ...request, bonds: [groups], sizes: wanted, nearTogether: true, seed });
    for (const [at, rows] of Object.values(wanted).entries()) {
      expect(Math.abs(rowsOf(dealt, at + 1).length - rows)).toBeLessThan(25);
    }
  }
});

test('DS-37 percentages use every row, also where they do not come out even', () => {
  const all = { unit: 'percent', train: 80, validation: 10, test: 10 } as const;

  expect(sizesFor(all, 600)).toEqual(sizes(480, 60, 60));
  expect(sizesFor(all, 1234)).toEqual(sizes(987, 124, 123));
  expect(sizesFor(all, 5)).toEqual(sizes(3, 1, 1));
  expect(sizesFor({ ...all, train: 33.3, validation: 33.3, test: 33.3 }, 10)).toEqual(sizes(4, 3, 3));
  const dealt = dealOut({
    ...request,
    bonds: [],
    sizes: sizesFor({ ...all, train: 81, validation: 9.5, test: 9.5 }, COUNT),
  });
  expect(rowsOf(dealt, 0)).toEqual([]);
  const grouped = dealOut({ ...request, sizes: sizesFor(all, COUNT) });
  expect(rowsOf(grouped, 0)).toEqual([]);
});

/** Rows as `[split, text, near, group]`, split 1 to 3, numbers from 1 in the order given. */
function tied(...given: readonly (readonly [split: number, text: number, near: number, group: number])[]) {
  const column = (at: 0 | 1 | 2 | 3) => Int32Array.from(given, row => row[at]);
  const rows: TiedRows = {
    count: given.length,
    rows: Int32Array.from(given, (_, at) => at + 1),
    splits: Uint8Array.from(column(0)),
    texts: column(1),
    groups: column(3),
  };
  return { rows, ties: tiesOf(rows, column(2)) };
}

const CLEAN: LeakReport = { equalTexts: 0, nearTexts: 0, sharedGroups: 0, leakedRows: 0, mends: [] };

test('DS-25 leaks are counted by the rows of validation and test that they touch', () => {
  const { rows, ties } = tied(
    [1, 0, NONE, 0], // row 1: same text as row 2, same group as row 3, nearly the text of row 6
    [3, 0, NONE, 1],
    [3, 1, NONE, 0],
    [3, 2, NONE, NONE],
    [1, 3, 0, NONE],
    [2, 4, 0, NONE],
    [0, 0, NONE, 1], // without a split nothing leaks
  );

  expect(countLeaks(rows, ties, null)).toEqual({
    equalTexts: 1,
    nearTexts: 1,
    sharedGroups: 1,
    leakedRows: 3,
    mends: [
      // Row 1 leaves training, so that row 6, which could be in either, goes there.
      { way: 'keepTest', sizes: sizes(2, 0, 3), moved: 1, takenOut: 1, testRows: 0, keepsOrder: null },
      // Rows 1, 2 and 3 are one set, of which most is test. To move such sets to the test comes to the same.
      { way: 'together', sizes: sizes(2, 0, 4), moved: 2, takenOut: 0, testRows: 1, keepsOrder: null },
      { way: 'toTrain', sizes: sizes(5, 0, 1), moved: 3, takenOut: 0, testRows: 2, keepsOrder: null },
      { way: 'keepTrain', sizes: sizes(2, 0, 1), moved: 0, takenOut: 3, testRows: 2, keepsOrder: null },
    ],
  });
  expect(listLeaks(rows, ties)).toEqual([
    { reason: 'text', sizes: sizes(1, 0, 1), rows: [1, 2] },
    { reason: 'near', sizes: sizes(1, 1, 0), rows: [5, 6] },
    { reason: 'group', sizes: sizes(1, 0, 1), rows: [1, 3] },
  ]);
});

test('SP-24 a list that is cut has leaks of every kind', () => {
  const pairs = [0, 1, 2].flatMap(text => [1, 3].map(split => [split, text, NONE, NONE] as const));
  const { rows, ties } = tied(...pairs, [1, 7, 0, 0], [3, 8, 0, 0]);

  expect(listLeaks(rows, ties, 2).map(({ reason }) => reason)).toEqual(['text', 'text', 'near', 'group']);
  expect(foundWith(undefined, countLeaks(rows, ties, null))).toBe(5);
  expect(foundWith('text', countLeaks(rows, ties, null))).toBe(3);
});

test('DS-38 near duplicates that are all equal are told once, as equal texts', () => {
  const { rows, ties } = tied([1, 0, 0, NONE], [3, 0, 0, NONE]);

  expect(countLeaks(rows, ties, null)).toMatchObject({ equalTexts: 1, nearTexts: 0 });
});

test('DS-39 each way to mend leaves no leak and keeps its word, on thousands of random ties', () => {
  let state = 1;
  const draw = (below: number) => {
    state = (Math.imul(state, 48271) >>> 0) % 2147483647;
    return state % below;
  };
  for (let round = 0; round < 20; round++) {
    const { rows, ties } = tied(
      ...Array.from({ length: 300 }, () => [draw(4), draw(200), draw(150) - 50, draw(100) - 40] as const).map(
        ([split, text, near, group]) => [split, text, Math.max(NONE, near), Math.max(NONE, group)] as const,
      ),
    );
    for (const way of MEND_WAYS) {
      const after = mended(rows, ties, way, round % 2 === 0);
      const leavers = [...after.keys()].filter(at => after[at] !== rows.splits[at]);
      const among = (split: number) => leavers.filter(at => rows.splits[at] === split);

      expect(countLeaks({ ...rows, splits: after }, ties, null)).toEqual(CLEAN);
      expect(among(0)).toEqual([]);
      if (way === 'keepTest') expect(among(3)).toEqual([]);
      if (way === 'keepTest') expect(leavers.filter(at => after[at] === 3)).toEqual([]);
      if (way === 'keepTrain' || way === 'toTrain') expect(among(1)).toEqual([]);
      if (way === 'toTest') expect(among(3)).toEqual([]);
      if (round % 2 === 0 && way.startsWith('keep')) expect(leavers.filter(at => after[at] !== 0)).toEqual([]);
      if (way === 'together' || way === 'toTrain' || way === 'toTest') {
        expect(leavers.filter(at => after[at] === 0)).toEqual([]);
      }
    }
  }
});

test('SP-17 sets that lie half in one split and half in another are shared out, so that sizes stay', () => {
  const pairs = Array.from({ length: 10 }, (_, at) => [1 + 2 * (at % 2), at >> 1, NONE, NONE] as const);
  const { rows, ties } = tied(...pairs);

  const [, together] = countLeaks(rows, ties, null).mends;

  expect(together).toMatchObject({ way: 'together', moved: 5, takenOut: 0 });
  expect(Math.abs((together?.sizes.train ?? 0) - (together?.sizes.test ?? 0))).toBe(2);
});

test('DS-26 a label whose share moves over time is found with its date', () => {
  const dated = {
    count: COUNT,
    labelNames: ['spam', 'ham'],
    atMs: Float64Array.from({ length: COUNT }, (_, at) => at),
  };

  expect(labelShiftOf({ ...dated, labels: each(at => (at < 300 ? 0 : 1)) })).toEqual({
    label: 'spam',
    before: 1,
    after: 0,
    atMs: 300,
  });
  expect(labelShiftOf({ ...dated, labels })).toBeNull();
});

test('DS-41 the usual names of splits are known in any case, others are not', () => {
  expect(['Train', ' dev ', 'VALID', 'val', 'validation', 'test', '测试集', 'other', ''].map(splitOfValue)).toEqual([
    'train',
    'validation',
    'validation',
    'validation',
    'validation',
    'test',
    'test',
    null,
    null,
  ]);
});
