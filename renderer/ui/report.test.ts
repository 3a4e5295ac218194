import { expect, test } from 'vitest';
import { reportOf, withoutPaths } from './report.ts';

test('UI-1 a report names no path of the person and no word of the data', () => {
  const report = reportOf({
    kind: 'error',
    error: {
      code: 'dataset.one_class',
      facts: { dataset: '/home/ada/mails.csv', label: 'my secret' },
      message: 'Every row of /home/ada/mails.csv has the label my secret',
      hint: '',
      where: { file: 'C:\\Users\\ada\\mails.csv', row: 3 },
    },
  });

  expect(report).not.toMatch(/ada|secret/);
  expect(report).toContain('dataset.one_class');
  expect(report).toContain('file: <path>.csv');
  expect(report).toContain('row: 3');
});

test('UI-2 only paths are taken out of a text', () => {
  expect(withoutPaths('1/2 of ~/a b and/or "/tmp/x y.jsonl"')).toBe('1/2 of <path> b and/or "<path> y.jsonl"');
});
