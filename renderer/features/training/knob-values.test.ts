import { expect, test } from 'vitest';
import type { Knob } from '../../../native-bridge/contract/index.ts';
import { chosenOnly, filledIn, refused } from './knob-values.ts';

const told = { title: '', says: '' };
const knobs: Knob[] = [
  { ...told, kind: 'int', name: 'rank', default: 16, low: 1, high: 256 },
  { ...told, kind: 'float', name: 'dropout', default: 0, low: 0, high: 0.9 },
  { ...told, kind: 'choice', name: 'targets', default: 'all-linear', options: ['attention', 'all-linear'] },
  { ...told, kind: 'flag', name: 'packed', default: false },
];

test('TR-K1 what is not chosen has its default', () => {
  expect(filledIn(knobs, { rank: 8 })).toEqual({ rank: 8, dropout: 0, targets: 'all-linear', packed: false });
});

test('TR-K2 only what differs from the catalogue is sent', () => {
  expect(chosenOnly(knobs, { rank: 8, dropout: 0, targets: 'all-linear', packed: true, gone: 1 })).toEqual({
    rank: 8,
    packed: true,
  });
});

test('TR-K3 a value outside of its knob is named', () => {
  expect(refused(knobs, { rank: 0.5, dropout: 1, targets: 'none', packed: false })).toEqual([
    'rank',
    'dropout',
    'targets',
  ]);
  expect(refused(knobs, {})).toEqual([]);
});
