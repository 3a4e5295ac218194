import { expect, test } from 'vitest';
import { TimeLeft } from './time-left.ts';

test('the time left follows how fast it goes now, and is not guessed from too little', () => {
  const left = new TimeLeft();
  const at = (seconds: number, done: number) => left.seconds({ done, total: 1000 }, seconds * 1000);

  expect(at(0, 0)).toBeNull();
  expect(at(0.5, 50)).toBeNull();
  expect(at(1, 250)).toBe(3);
  const slow = Array.from({ length: 20 }, (_, second) => at(2 + second, 260 + second * 10));
  expect(slow.at(-1)).toBeCloseTo((1000 - 450) / 10, 0);
  expect(at(22, 1000)).toBe(0);
});

test('work that starts anew is guessed anew', () => {
  const left = new TimeLeft();
  left.seconds({ done: 500, total: 1000 }, 0);
  left.seconds({ done: 900, total: 1000 }, 4000);
  expect(left.seconds({ done: 100, total: 1000 }, 5000)).toBeNull();
  expect(left.seconds({ done: 300, total: 1000 }, 7000)).toBe(7);
});
