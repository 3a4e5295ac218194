import { expect, test } from 'vitest';
import { PLAIN_LAYOUT, readLayout } from './grid-layout.ts';

test('an arrangement of columns comes back as it was kept', () => {
  const kept = { version: 1, hidden: ['.a', '#split'], widths: { '.b': 300 } };
  expect(readLayout(JSON.stringify(kept))).toEqual(kept);
});

test.each([undefined, '', '["a"]', '{"version":2,"hidden":[],"widths":{}}', 'null'])('%j is no arrangement', text => {
  expect(readLayout(text)).toBe(PLAIN_LAYOUT);
});
