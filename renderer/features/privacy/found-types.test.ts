import { expect, test } from 'vitest';
import { foundTypes } from './found-types.ts';

test('PV-40 kinds that were found stand in order of their number, with the columns they stand in, and last those inside others', () => {
  const words = { en: '', zh: '' };
  const types = ['mobile', 'email', 'url'].map(id => ({ id, title: words, says: words }));
  const count = (type: string, column: string, values: number) => ({ type, column, values, rows: 1 });

  const found = foundTypes(
    {
      columns: ['text', 'sender'],
      rowsSeen: 9,
      rowsFound: 3,
      counts: [count('mobile', 'text', 4), count('email', 'text', 2), count('email', 'sender', 3)],
      inside: [count('url', 'text', 1)],
      rowsNotLookedAt: 0,
      samples: [],
      seconds: 0,
    },
    types,
  );

  expect(found.map(({ id, values, columns }) => [id, values, columns.map(({ column }) => column)])).toEqual([
    ['email', 5, ['text', 'sender']],
    ['mobile', 4, ['text']],
    ['url', 0, []],
  ]);
});
