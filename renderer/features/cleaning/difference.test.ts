import { expect, test } from 'vitest';
import { differenceOf, visible } from './difference.ts';

test('two texts are shown by what differs between them', () => {
  expect(differenceOf('你好，世界', '你好世界')).toEqual({
    before: ['你好', '，', '世界'],
    after: ['你好', '', '世界'],
  });
  expect(differenceOf('  a', 'a')).toEqual({ before: ['', '  ', 'a'], after: ['', '', 'a'] });
  expect(differenceOf('aa', 'a')).toEqual({ before: ['a', 'a', ''], after: ['a', '', ''] });
});

test('a character is never cut into halves', () => {
  const { before, after } = differenceOf('x😀y', 'x😁y');

  expect(before).toEqual(['x', '😀', 'y']);
  expect(after).toEqual(['x', '😁', 'y']);
});

test('what differs, put together, is the text again', () => {
  const texts = ['', 'a', '😀', 'a😀b', 'ab😀', '😁😀', 'aab', 'ba', '😀😀'];
  for (const a of texts) {
    for (const b of texts) {
      const { before, after } = differenceOf(a, b);
      expect([before.join(''), after.join('')]).toEqual([a, b]);
    }
  }
});

test('characters that show nothing get a sign', () => {
  expect(visible('a\u200bb\tc\u0007\nd')).toBe('a⟨200B⟩b⇥\tc⟨0007⟩\nd');
});
