import { expect, test } from 'vitest';
import { readLicence } from './expression.ts';
import { KNOWN_LICENCES } from './known-licences.ts';

const uses = (licence: string) => Object.values(readLicence(licence).allowed).join(' ');

test('LC-1 an expression is read in any case, old GNU ids in the words of today', () => {
  expect(
    ['cc-by-4.0', ' mit and Apache-2.0 ', 'gpl-3.0', 'GPL-2.0+', '(mit or gpl-3.0-only)', 'LicenseRef-mine', ''].map(
      text => readLicence(text).licence,
    ),
  ).toEqual([
    'CC-BY-4.0',
    'MIT AND Apache-2.0',
    'GPL-3.0-only',
    'GPL-2.0-or-later',
    '(MIT OR GPL-3.0-only)',
    'LicenseRef-mine',
    'unknown',
  ]);
});

test('LC-2 what is no licence is refused with the word that is none', () => {
  expect(() => readLicence('free for all')).toThrow('free for all is no SPDX licence: there is no licence free.');
  expect(() => readLicence('MIT AND')).toThrow('MIT AND is no SPDX licence: the expression is not complete.');
  expect(() => readLicence('<script>')).toThrow('there is no licence <script>');
});

test('LC-3 with AND the strictest licence decides, with OR the freest, and a stranger makes it unknown', () => {
  expect(uses('CC-BY-4.0')).toBe('yes yes yes yes');
  expect(uses('CC-BY-NC-4.0')).toBe('yes yes unknown no');
  expect(uses('CC0-1.0 AND CC-BY-NC-4.0')).toBe('yes yes unknown no');
  expect(uses('CC-BY-NC-4.0 OR MIT')).toBe('yes yes yes yes');
  expect(uses('MIT AND LicenseRef-mine')).toBe('unknown unknown unknown unknown');
  expect(uses('GPL-3.0-only WITH Classpath-exception-2.0')).toBe(uses('GPL-3.0-only'));
  expect(uses('unknown')).toBe('unknown unknown unknown unknown');
});

test('LC-4 every licence of the table is an SPDX id, named once, with the address it rests on', () => {
  expect(new Set(KNOWN_LICENCES.map(({ id }) => id)).size).toBe(KNOWN_LICENCES.length);
  for (const { id, allowed, address } of KNOWN_LICENCES) {
    expect(readLicence(id.toLowerCase())).toEqual({ licence: id, allowed, basis: [{ id, address }] });
    expect(new URL(address).protocol).toBe('https:');
  }
});
