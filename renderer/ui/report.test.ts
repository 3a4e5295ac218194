import { expect, test } from 'vitest';
import { reportOf, reportOfDrawing, withoutPaths } from './report.ts';

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

test('UI-3 a report of a page that could not be drawn has its route and stack, without paths and where it was loaded from', () => {
  const error = new TypeError('no rows in /home/ada/mails.csv');
  error.stack = `${error}\n    at Rows (http://127.0.0.1:4567/assets/Rows-1a2b.js:3:14)`;
  const from = { route: '/data/ds_1', origin: 'http://127.0.0.1:4567', componentStack: '\n    at Page' };

  expect(reportOfDrawing({ ...from, error })).toBe(
    [
      'Luthier could not draw a page',
      'route: data/ds_1',
      'TypeError: no rows in <path>.csv',
      '    at Rows (assets/Rows-1a2b.js:3:14)',
      'at Page',
    ].join('\n'),
  );
});
