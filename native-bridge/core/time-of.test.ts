import { expect, test } from 'vitest';
import { timeOf } from './time-of.ts';

test.each([
  // ISO 8601, with and without a zone.
  ['2021-03-04', Date.UTC(2021, 2, 4)],
  ['2021-03-04T10:20:30Z', Date.UTC(2021, 2, 4, 10, 20, 30)],
  ['2021-03-04T10:20:30.250+08:00', Date.UTC(2021, 2, 4, 2, 20, 30, 250)],
  ['2021-03-04 10:20', Date.UTC(2021, 2, 4, 10, 20)],
  ['20210304', Date.UTC(2021, 2, 4)],
  ['2021-03', Date.UTC(2021, 2, 1)],
  ['1789-07-14', Date.UTC(1789, 6, 14)],
  [2021, Date.UTC(2021, 0, 1)],
  // Slashes and dots.
  ['2021/3/4', Date.UTC(2021, 2, 4)],
  ['2021/03/04 10:20:30', Date.UTC(2021, 2, 4, 10, 20, 30)],
  ['03/04/2021', Date.UTC(2021, 2, 4)],
  ['3/4/2021 1:05 PM', Date.UTC(2021, 2, 4, 13, 5)],
  ['3/4/2021, 12:05 am', Date.UTC(2021, 2, 4, 0, 5)],
  ['2021.03.04', Date.UTC(2021, 2, 4)],
  ['4.3.2021', Date.UTC(2021, 2, 4)],
  ['24.12.2021 18:30', Date.UTC(2021, 11, 24, 18, 30)],
  // Chinese.
  ['2021年3月4日', Date.UTC(2021, 2, 4)],
  ['2021年3月4日 10:00 GMT', Date.UTC(2021, 2, 4, 10)],
  ['2021年03月04日下午3点20分', Date.UTC(2021, 2, 4, 15, 20)],
  ['2021年3月4日 上午9时', Date.UTC(2021, 2, 4, 9)],
  ['2021年3月', Date.UTC(2021, 2, 1)],
  ['2021年', Date.UTC(2021, 0, 1)],
  // Mail, RFC 2822 and older.
  ['Thu, 26 Sep 2002 12:00:00 +0200', Date.UTC(2002, 8, 26, 10)],
  ['Thu, 26 Sep 2002 12:00:00 +0200 (CEST)', Date.UTC(2002, 8, 26, 10)],
  ['26 Sep 2002 12:00:00', Date.UTC(2002, 8, 26, 12)],
  ['26 Sep 02 12:00:00 GMT', Date.UTC(2002, 8, 26, 12)],
  ['Sep 26, 2002', Date.UTC(2002, 8, 26)],
  // Numbers since 1970.
  [1_600_000_000, 1_600_000_000_000],
  ['1600000000', 1_600_000_000_000],
  [1_600_000_000.5, 1_600_000_000_500],
  [1_600_000_000_123, 1_600_000_000_123],
  ['  1600000000123 ', 1_600_000_000_123],
])('DS-40 the cell %j is the moment %d', (cell, moment) => {
  expect(timeOf(cell)).toBe(moment);
});

test.each([
  null,
  undefined,
  true,
  '',
  'soon',
  'yesterday 3',
  'order 2006',
  12,
  '13/14/2021',
  '15/01/2021',
  '2021-02-30',
  '2021-03-04T25:00',
  '1066-10-14',
  '2999-01-01',
  9e15,
  '12345678901234567890',
  '192.168.2001',
])('DS-42 the cell %j is no moment', cell => {
  expect(timeOf(cell)).toBeNaN();
});

test('DS-43 what names no zone is the same moment in every zone of the machine', () => {
  const cells = ['2021-03-04', '2021/03/04', '2021-03-04 10:20', '3/4/2021', 'Sep 26, 2002', '26 Sep 2002 12:00:00'];
  const zone = process.env.TZ;
  const here = ['UTC', 'Asia/Shanghai', 'America/New_York'].map(name => {
    process.env.TZ = name;
    return cells.map(timeOf);
  });
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;

  expect(here[1]).toEqual(here[0]);
  expect(here[2]).toEqual(here[0]);
});
