import { eld } from 'eld/small';
import { expect, test } from 'vitest';
import { LANGUAGES } from './languages.ts';

test('every language that eld can tell is listed, Chinese and English first and the others by name', () => {
  const [first, second, ...rest] = Object.keys(LANGUAGES);
  const names = rest.map(code => LANGUAGES[code]?.en ?? '');

  expect(Object.keys(LANGUAGES).sort()).toEqual(Object.values(eld.info().Languages).sort());
  expect([first, second]).toEqual(['zh', 'en']);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
  expect(LANGUAGES.de).toEqual({ en: 'German', zh: '德语' });
});
