import { expect, test } from 'vitest';
import { givenOptions, heard, shareRead } from './import-story.ts';

const nothing = { name: '', format: '', encoding: '', text: '', label: '', group: '', time: '', id: '' };

test('DS-I1 an empty field asks for nothing', () => {
  expect(givenOptions(nothing)).toEqual({});
  expect(givenOptions({ ...nothing, encoding: ' gb18030 ', text: 'body' })).toEqual({
    encoding: 'gb18030',
    roles: { text: 'body' },
  });
});

test('DS-I2 a failed import keeps the file, so that it can be read again with other options', () => {
  const error = { code: 'import.empty' as const, facts: { file: 'a.csv' }, message: '', hint: '' };

  expect(heard('/up/a.csv', 'a.csv', { kind: 'failed', error })).toEqual({
    kind: 'failed',
    name: 'a.csv',
    file: '/up/a.csv',
    trouble: { kind: 'error', error },
  });
});

test('DS-I3 progress is a share of the bytes, also before the size is known', () => {
  expect(shareRead({ bytesDone: 5, bytesTotal: 20, rows: 1 })).toBe(0.25);
  expect(shareRead({ bytesDone: 5, bytesTotal: 0, rows: 1 })).toBe(0);
});
