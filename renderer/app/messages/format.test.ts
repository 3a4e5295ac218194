import { expect, test } from 'vitest';
import { durationParts, formatIn } from './format.ts';

const en = formatIn('en');
const zh = formatIn('zh-CN');

test('FMT-1 sizes are binary and keep one digit below a hundred', () => {
  expect([0, 1023, 1024, 269_060_552, 3_214_000_000].map(en.bytes)).toEqual([
    '0 B',
    '1,023 B',
    '1.0 KiB',
    '257 MiB',
    '3.0 GiB',
  ]);
});

test('FMT-2 a duration has at most two units, and none is negative', () => {
  expect([-3, 0, 59.6, 200, 7260].map(en.duration)).toEqual(['0s', '0s', '1m 0s', '3m 20s', '2h 1m']);
  expect(zh.duration(200)).toBe('3分钟 20秒');
  expect([0.2, 0.6].map(en.duration)).toEqual(['<1s', '1s']);
  expect(durationParts(3600)).toEqual([
    { value: 1, unit: 'hour' },
    { value: 0, unit: 'minute' },
  ]);
});

test('FMT-3 bounds keep every digit that was set', () => {
  expect([0.000001, 512, 0.0005].map(en.exact)).toEqual(['0.000001', '512', '0.0005']);
});

test('FMT-4 a fraction is written as percent', () => {
  expect([en.percent(0.9146), en.percent(0.266, 0)]).toEqual(['91.5%', '27%']);
});

test('FMT-5 what is past is named by its distance', () => {
  const now = 1_700_000_000_000;

  expect([10, 300, 7200, 100_000].map(seconds => en.ago(now - seconds * 1000, now))).toEqual([
    'now',
    '5 min. ago',
    '2 hr. ago',
    'yesterday',
  ]);
});
