import { expect, test } from 'vitest';
import { Guard, LIMITS } from './guard.ts';
import { html } from './steps/html.ts';
import { replace } from './steps/replace.ts';

const FOREVER = `${'a'.repeat(40)}!`;
const endless = (text: string): string => text.replace(/(a+)+$/, '');
const guard = (limits = {}, still = () => {}) => new Guard({ ...LIMITS, batchMs: 20, rowMs: 20, ...limits }, still);

test('CL-70 a text that is too much for a step is told, and the others are worked on', () => {
  const doubled = (text: string): string => text.repeat(text === 'long' ? 2 ** 28 : 2);

  expect(guard().each({ place: 1, kind: replace }, [1, 2, 3], ['a', 'long', 'b'], doubled)).toEqual([
    'aa',
    undefined,
    'bb',
  ]);
});

test('CL-71 a person is told of a pattern that takes too long; another step leaves the row alone', () => {
  const on = (kind: typeof html) => guard().each({ place: 2, kind }, [7, 8], ['b', FOREVER], endless);

  expect(() => on(replace)).toThrow('Step 2 (replace) worked on row 8 for more than 0.02 s');
  expect(on(html)).toEqual(['b', undefined]);
});

test('CL-72 a step that every row takes long is stopped when all of them together took too long', () => {
  const still: number[] = [];
  const slow = guard({ rowMs: 60_000, batchMs: 1, stepMs: 1 }, () => still.push(1));
  const texts = Array.from({ length: 50 }, () => `${'a'.repeat(22)}!`);

  expect(() => slow.each({ place: 3, kind: replace }, [], texts, endless)).toThrow('Step 3 (replace) took more than');
  expect(still.length).toBeGreaterThan(0);
});
