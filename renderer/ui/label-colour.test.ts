import { expect, test } from 'vitest';
import { labelColour } from './label-colour.ts';

test.each([
  [1, [1]],
  [2, [1, 5]],
  [3, [1, 3, 5]],
  [4, [1, 2, 4, 5]],
  [5, [1, 2, 3, 4, 5]],
])('%i labels have colours as far apart as there are', (named, steps) => {
  const colours = steps.map((_, place) => labelColour(place, named));
  expect(colours).toEqual(steps.map(step => `--label-${step}`));
});
