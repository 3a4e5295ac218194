import { expect, test } from 'vitest';
import { barRows, labelledBars, labelsAcross, marksOf, plainLabel } from './bars.ts';

const bars = [
  { key: 'a', label: 'a', name: 'the letter a' },
  { key: 'b', label: 'b' },
];
const series = [
  { name: 'train', values: [2, 0] },
  { name: 'test', values: [1, 0] },
];

test('UI-20 text of data is text in a chart: no tag of it is read, no line of it breaks the axis', () => {
  expect(plainLabel('<b>a</b> & \n b')).toBe('&lt;b&gt;a&lt;/b&gt; &amp; b');
  expect(plainLabel('😀'.repeat(40), 4)).toBe('😀😀😀…');
});

test('UI-21 a chart as a table has a line a bar and a column a part', () => {
  expect(barRows(bars, series, 'letter')).toEqual([
    ['letter', 'train', 'test'],
    ['the letter a', 2, 1],
    ['b', 0, 0],
  ]);
});

test('UI-22 keys walk over the parts that are there, and never skip a bar', () => {
  expect(marksOf(bars, series)).toEqual([
    { bar: 0, series: 0 },
    { bar: 0, series: 1 },
    { bar: 1, series: 0 },
  ]);
});

test('UI-23 labels are thinned out so that none covers another', () => {
  expect(labelledBars(10, 4)).toEqual([0, 3, 6, 9]);
  expect(labelledBars(3, 8)).toEqual([0, 1, 2]);
  expect(labelsAcross([{ key: 'a', label: '200' }])).toBe(8);
  expect(labelsAcross([{ key: 'a', label: '2023-01-02' }])).toBe(4);
});
