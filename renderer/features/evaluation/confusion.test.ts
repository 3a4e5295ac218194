import { expect, test } from 'vitest';
import { confusionCells } from './confusion.ts';

test('EV-M1 the heat of a cell is its share among the rows of its label', () => {
  const cells = confusionCells(
    ['ham', 'spam'],
    [
      [90, 10],
      [1, 3],
    ],
  );

  expect(
    cells.flat().map(({ label, predicted, count, share, right }) => [label, predicted, count, share, right]),
  ).toEqual([
    ['ham', 'ham', 90, 0.9, true],
    ['ham', 'spam', 10, 0.1, false],
    ['spam', 'ham', 1, 0.25, false],
    ['spam', 'spam', 3, 0.75, true],
  ]);
});

test('EV-M2 a label without rows has no heat and no division by zero', () => {
  expect(
    confusionCells(['a', 'b'], [[0, 0]])
      .flat()
      .map(({ share }) => share),
  ).toEqual([0, 0, 0, 0]);
});
