import { expect, test } from 'vitest';
import { freshnessOf } from './freshness.ts';

const settled = { asked: 'a', shown: 'a', begun: 'a', running: false };

test.each([
  ['counts of the steps as they stand', settled, 'current'],
  ['steps that were changed a moment ago', { ...settled, asked: 'b' }, 'coming'],
  ['changed steps that are being counted', { ...settled, asked: 'b', begun: 'b', running: true }, 'coming'],
  ['a count that was cancelled or failed', { ...settled, asked: 'b', begun: 'b' }, 'stopped'],
  ['steps that were changed and changed back while others were counted', { ...settled, begun: 'b' }, 'current'],
  ['a page that has just been opened', { ...settled, shown: null, begun: null }, 'coming'],
  ['a first count that was cancelled', { ...settled, shown: null }, 'stopped'],
  ['the same steps counted again', { ...settled, running: true }, 'coming'],
] as const)('CL-40 %s: what is shown is known to be so', (_, counting, expected) => {
  expect(freshnessOf(counting)).toBe(expected);
});
