import { expect, test } from 'vitest';
import { TextTable } from '../../core/text-table.ts';
import { LineCounts } from './line-counts.ts';

const TEXTS = 200_000;

test('CL-30 a table of texts knows each of them and no other, as it grows', () => {
  const table = new TextTable();
  for (let at = 0; at < TEXTS; at += 1) table.set(`文本 ${at}`, at, at % 7);
  table.set('文本 3', 99, 1);

  expect(table.get('文本 3')).toEqual([99, 1]);
  expect(table.get('文本')).toBe(undefined);
  let wrong = 0;
  for (let at = 4; at < TEXTS; at += 1) if (table.get(`文本 ${at}`)?.[0] !== at) wrong += 1;
  for (let at = 0; at < TEXTS; at += 1) if (table.get(`no ${at}`) !== undefined) wrong += 1;
  expect(wrong).toBe(0);
});

test('CL-31 a line is never counted too low, and hardly ever too high', () => {
  const counts = new LineCounts();
  for (let at = 0; at < TEXTS; at += 1) counts.add(`line ${at}`);
  for (let at = 0; at < 25; at += 1) counts.add('Sent from my phone');

  expect(counts.atMost('Sent from my phone')).toBeGreaterThanOrEqual(25);
  let high = 0;
  for (let at = 0; at < TEXTS; at += 1) if (counts.atMost(`line ${at}`) > 3) high += 1;
  expect(high).toBe(0);
});
