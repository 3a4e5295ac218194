import { expect, test } from 'vitest';
import type { Knob } from '../../native-bridge/contract/index.ts';
import { changed, stepFor } from './knob-values.ts';

const rank: Knob = { kind: 'int', name: 'rank', title: 'Rank', says: '', default: 8, low: 1, high: 256 };

test('UI-3 only what differs from the default is a choice', () => {
  expect(changed({ alpha: 2 }, rank, 16)).toEqual({ alpha: 2, rank: 16 });
  expect(changed({ alpha: 2, rank: 16 }, rank, 8)).toEqual({ alpha: 2 });
});

test('UI-4 a step has the size of the value it changes', () => {
  expect([0.0005, 0.9, 30, 0].map(stepFor)).toEqual([0.0001, 0.1, 10, 0.01]);
});
