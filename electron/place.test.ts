import { expect, test } from 'vitest';
import { besideOthers, inMiddle } from './place.ts';

const DISPLAY = { x: 0, y: 20, width: 1366, height: 748 };

test('PLACE-1 a window stands where it was remembered, and a step beside each one that stands there', () => {
  const place = { x: 100, y: 100, width: 800, height: 600 };
  const first = besideOthers(place, [], DISPLAY);
  const second = besideOthers(place, [first], DISPLAY);
  const third = besideOthers(place, [first, second], DISPLAY);

  expect(first).toEqual(place);
  expect([second, third].map(({ x, y }) => [x, y])).toEqual([
    [132, 132],
    [164, 164],
  ]);
});

test('PLACE-2 twenty windows of a small display all lie inside of it, at places of their own', () => {
  const all: ReturnType<typeof inMiddle>[] = [];
  for (let window = 0; window < 20; window += 1) {
    all.push(besideOthers(inMiddle({ width: 1360, height: 860 }, DISPLAY), all, DISPLAY));
  }

  const outside = all.filter(
    ({ x, y, width, height }) => x < 0 || y < 20 || x + width > 1366 || y + height > 768 || width < 720 || height < 480,
  );
  expect(outside).toEqual([]);
  expect(new Set(all.slice(0, 8).map(({ x, y }) => `${x} ${y}`)).size).toBe(8);
});
