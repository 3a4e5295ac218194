import { expect, test } from 'vitest';
import { heard, shareRead } from './import-story.ts';

test('DS-I2 a failed import keeps the file, so that it can be read again with other options', () => {
  const error = { code: 'import.empty' as const, facts: { file: 'a.csv' }, message: '', hint: '' };

  expect(heard('/up/a.csv', 'a.csv', { kind: 'failed', error }, null)).toEqual({
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
