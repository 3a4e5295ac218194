import { expect, test } from 'vitest';
import { tokenIn } from './address.ts';

test('RPC-9 a token is read from the address only in its exact form', () => {
  const token = 'a1'.repeat(32);

  expect(tokenIn(`#token=${token}`)).toBe(token);
  expect([`#token=${token}&x`, '#token=', '#content', `#token=${token.toUpperCase()}`].map(tokenIn)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
