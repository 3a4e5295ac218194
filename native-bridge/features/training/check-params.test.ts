import { expect, test } from 'vitest';
import type { Knob } from '../../contract/index.ts';
import { checkParams } from './check-params.ts';

const KNOBS: Knob[] = [
  { kind: 'int', name: 'rank', title: 'Rank', says: '', default: 8, low: 1, high: 256 },
  { kind: 'choice', name: 'where', title: 'Where', says: '', default: 'all', options: ['all', 'some'] },
] as Knob[];

test.each([
  [{ rank: 0 }, 'Rank: at least 1'],
  [{ rank: 300 }, 'Rank: at most 256'],
  [{ rank: 'many' }, 'Rank: another kind of value is wanted (number)'],
  [{ where: 'none' }, 'Where: one of all, some'],
  [{ colour: 1 }, 'colour: there is no such setting'],
])('the setting %j is refused with a reason that can be said in any language', (params, says) => {
  expect(() => checkParams(KNOBS, params as never)).toThrow(says);
});
