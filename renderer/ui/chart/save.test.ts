import { expect, test } from 'vitest';
import { blobOf, csvOf } from './save.ts';
import { seriesRows, summary, wholeTicks } from './series.ts';

test('UI-5 cells with commas, quotes or line breaks are quoted, and no cell is run as a formula', () => {
  expect(
    csvOf([
      ['a,b', 'say "x"', 1.5],
      ['=1+1', '-2', 'line\nbreak'],
      ['＝1+1', '-cmd', '\n=1+1'],
    ]),
  ).toBe('"a,b","say ""x""",1.5\r\n\'=1+1,-2,"line\nbreak"\r\n\'＝1+1,\'-cmd,"\'\n=1+1"');
});

test('UI-6 a picture comes out of its data URL byte by byte', async () => {
  const png = blobOf('data:image/png;base64,iVBORw==');
  const svg = blobOf('data:image/svg+xml,%3Csvg%2F%3E');

  expect([...new Uint8Array(await png.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect([png.type, svg.type, await svg.text()]).toEqual(['image/png', 'image/svg+xml', '<svg/>']);
});

test('UI-7 a chart is told in words by the last value of each series', () => {
  const series = [
    {
      name: 'train',
      points: [
        { x: 1, y: 2 },
        { x: 2, y: 1.5 },
      ],
    },
    { name: 'empty', points: [] },
  ];

  expect(summary(series, String)).toBe('train: 1.5 (2)');
  expect(seriesRows(series, 'step', 'loss')).toEqual([
    ['series', 'step', 'loss'],
    ['train', 1, 2],
    ['train', 2, 1.5],
  ]);
});

test('CH-9 an axis of a few steps has no tick between two of them; others are left to the chart', () => {
  const at = (...places: number[]) => [{ name: 'loss', points: places.map(x => ({ x, y: 1 })) }];

  expect([at(1, 4), at(3), at(0, 60), at(0.5, 2)].map(wholeTicks)).toEqual([
    ...[{ dtick: 1 }, { dtick: 1 }],
    ...[{}, {}],
  ]);
});
