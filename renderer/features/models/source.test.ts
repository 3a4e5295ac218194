import { expect, test } from 'vitest';
import { requestOf } from './source.ts';

test('MOD-1 the form becomes a request once it says where the model is', () => {
  expect(requestOf('starter', '', '')).toEqual({ source: { kind: 'starter' } });
  expect(requestOf('folder', '  ', '')).toBe(null);
  expect(requestOf('gguf', ' /m/x.gguf ', ' Mine ')).toEqual({
    source: { kind: 'gguf', file: '/m/x.gguf' },
    name: 'Mine',
  });
  expect(requestOf('hub', 'a/b', '')).toEqual({ source: { kind: 'hub', id: 'a/b' } });
});
