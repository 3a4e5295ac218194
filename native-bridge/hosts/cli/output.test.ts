import { expect, test } from 'vitest';
import { tableLines, withoutControls } from './output.ts';

test('what a terminal would obey is not written, line breaks and tabs are', () => {
  const title = '\u001b]0;pwned\u0007';
  expect(withoutControls(`a\u001b[31mred, ${title}\tb\n\u009bc`)).toBe(
    'a\ufffd[31mred, \ufffd]0;pwned\ufffd\tb\n\ufffdc',
  );
});

test('numbers of a table stand to the right', () => {
  expect(
    tableLines(
      ['name', 'rows'],
      [
        ['a', 5],
        ['bb', '12 %'],
      ],
    ),
  ).toHaveLength(3);
  expect(
    tableLines(
      ['name', 'rows'],
      [
        ['a', 5],
        ['bb', 1200],
      ],
    )[1],
  ).toBe('a        5');
});
