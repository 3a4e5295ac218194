import { expect, test } from 'vitest';
import { perplexityBars } from './perplexity-bars.ts';

test('PX-20 a bar of the histogram finds the rows it counts, and none of its neighbour', () => {
  const bins = [
    { from: 7.9, to: 10, rows: 3 },
    { from: 10, to: 13, rows: 0 },
    { from: 2_500_000, to: 3_200_000, rows: 1 },
  ];

  expect(perplexityBars({ bins }).map(({ name, query }) => [name, query])).toEqual([
    ['7.9–10', 'perplexity>=7.9 perplexity<10'],
    ['10–13', 'perplexity>=10 perplexity<13'],
    ['2.5e6–3.2e6', 'perplexity>=2500000 perplexity<3200000'],
  ]);
});
