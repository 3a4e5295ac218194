import { expect, test } from 'vitest';
import { visible } from './visible.ts';

test('characters that show nothing get a sign, line feeds and what joins emoji do not', () => {
  expect(visible('a\u200bb\tc\u0007\nd')).toBe('a⟨200B⟩b⇥\tc⟨0007⟩\nd');
  expect(visible('👩‍👩‍👧')).toBe('👩‍👩‍👧');
});
