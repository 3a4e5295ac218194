import { expect, test } from 'vitest';
import type { Dataset } from '../../../native-bridge/contract/index.ts';
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
  expect(firstDraft(dataset())).toMatchObject({ way: 'stratified', column: 'Fold' });
  expect(firstDraft(dataset({ roles: { text: 'text', group: 'sender' } })).way).toBe('group');
  expect(firstDraft(dataset({ labels: [], roles: { text: 'text' } })).way).toBe('random');
  expect(firstDraft(dataset({ splitSizes: { train: 20, validation: 5, test: 10 } })).rows.train).toBe(20);
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
  const draft = firstDraft(dataset());

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
