import { expect, test } from 'vitest';
import type { Dataset, SplitPlan } from '../../../native-bridge/contract/index.ts';
import { firstDraft, labelShares, missingFor, planOf, suggestedRows, WAYS } from './plan-draft.ts';

const dataset = (more: Partial<Dataset> = {}): Dataset => ({
  id: 'ds_000000000001' as Dataset['id'],
  name: 'mails',
  columns: ['text', 'label', 'Fold'],
  roles: { text: 'text', label: 'label' },
  rowCount: 6046,
  splitSizes: { train: 0, validation: 0, test: 0 },
  labels: [
    { label: 'ham', rows: 4000 },
    { label: 'spam', rows: 2046 },
  ],
  sourceSha256: '',
  sourceName: 'mails.jsonl',
  createdAtMs: 1,
  ...more,
});

test('DS-S1 sizes in rows begin so that a small machine can train on them, and never ask for more than there is', () => {
  expect(suggestedRows(6046)).toEqual({ train: 1000, validation: 200, test: 500 });
  expect(suggestedRows(40)).toEqual({ train: 28, validation: 4, test: 8 });
});

test('DS-S5 a draft begins with the way that suits the columns, and with the sizes that are there', () => {
  expect(firstDraft(dataset(), null)).toMatchObject({ way: 'stratified', column: 'Fold' });
  expect(firstDraft(dataset({ roles: { text: 'text', group: 'sender' } }), null).way).toBe('group');
  expect(firstDraft(dataset({ labels: [], roles: { text: 'text' } }), null).way).toBe('random');
  expect(firstDraft(dataset({ splitSizes: { train: 20, validation: 5, test: 10 } }), null).rows.train).toBe(20);
});

test('DS-S8 a draft begins as the dataset was split last, as far as it still has the columns for it', () => {
  const amounts = { unit: 'rows', train: 50, validation: 0, test: 9 } as const;
  const grouped = dataset({ roles: { text: 'text', group: 'sender' } });
  const plans: SplitPlan[] = [
    { way: 'group', amounts, seed: 7, nearTogether: false },
    { way: 'time', amounts: { unit: 'percent', train: 70, validation: 10, test: 20 } },
    { way: 'column', column: 'label' },
  ];

  const [plan] = plans as [SplitPlan];
  expect(firstDraft(grouped, plan)).toMatchObject({ unit: 'rows', rows: { train: 50, validation: 0, test: 9 } });
  expect(planOf(firstDraft(grouped, plan), 6046)).toEqual(plan);
  const timed = dataset({ roles: { text: 'text', time: 'date' } });
  expect(planOf(firstDraft(timed, plans[1] ?? null), 6046)).toEqual(plans[1]);
  expect(planOf(firstDraft(dataset(), plans[2] ?? null), 6046)).toEqual(plans[2]);
  for (const lacking of [...plans.slice(0, 2), { way: 'column', column: 'gone' } as const]) {
    expect(firstDraft(dataset(), lacking)).toEqual(firstDraft(dataset(), null));
  }
});

test('DS-S6 a way that lacks a column says which', () => {
  const bare = dataset({ labels: [], roles: { text: 'text' } });

  expect(WAYS.map(way => missingFor(way, bare))).toEqual([
    null,
    'noLabelColumn',
    'noGroupColumn',
    'noTimeColumn',
    null,
  ]);
});

test('DS-S7 a plan has what its way asks for and nothing else, and sizes that fit', () => {
  const draft = firstDraft(dataset(), null);

  expect(planOf(draft, 100)).toEqual({
    way: 'stratified',
    amounts: { unit: 'percent', train: 80, validation: 10, test: 10 },
    seed: 1,
    nearTogether: true,
  });
  expect(planOf({ ...draft, way: 'column' }, 100)).toEqual({ way: 'column', column: 'Fold' });
  expect(planOf({ ...draft, way: 'column', column: null }, 100)).toBe('chooseColumn');
  expect(planOf({ ...draft, unit: 'rows' }, 1699)).toBe('tooMuch');
  expect(planOf({ ...draft, percent: { train: 90, validation: 10, test: 0 } }, 100)).toBe('trainAndTest');
});

test('DS-S4 labels are shares of their split, and a split without rows has none', () => {
  const of = {
    sizes: { train: 100, validation: 0, test: 10 },
    labels: [
      { label: 'ham', train: 75, validation: 0, test: 8 },
      { label: 'spam', train: 25, validation: 0, test: 2 },
    ],
  };

  expect(labelShares(of, 'train', 6).map(({ share }) => share)).toEqual([0.75, 0.25]);
  expect(labelShares(of, 'validation', 6).map(({ share }) => share)).toEqual([0, 0]);
  expect(labelShares(of, 'test', 1)).toEqual([{ label: 'ham', rows: 8, share: 0.8 }]);
});
