import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { cardNear, readCard } from './card.ts';
import { readLicence } from './expression.ts';

const HUB_IDS = [
  ['apache-2.0', 'Apache-2.0'],
  ['cc-by-sa-3.0', 'CC-BY-SA-3.0'],
  ['pddl', 'PDDL-1.0'],
  ['odc-by', 'ODC-By-1.0'],
  ['gpl-3.0', 'GPL-3.0-only'],
  ['c-uda', 'C-UDA-1.0'],
  ['cc', 'LicenseRef-cc'],
  ['bigscience-openrail-m', 'LicenseRef-bigscience-openrail-m'],
  ['openrail++', 'LicenseRef-openrail-'],
  ['unknown', 'unknown'],
  ['[pddl, cc0-1.0]', 'PDDL-1.0 AND CC0-1.0'],
  ['[mit, unknown]', 'unknown'],
  ['other\nlicense_name: Our own terms 许可', 'LicenseRef-Our-own-terms-'],
] as const;

test.each(HUB_IDS)('LC-10 a card that says %j is %s', (says, licence) => {
  using folder = temporaryFolder();
  const card = folder.write('README.md', `---\nlicense: ${says}\nhomepage: https://example.org/data\n---\n# Mails\n`);

  expect(readCard(card)).toEqual({ name: 'README.md', licence, origin: 'https://example.org/data' });
  expect(readLicence(licence).licence).toBe(licence);
});

test('LC-11 a card without a licence, with a broken head or a bomb in it is refused with the reason', () => {
  using folder = temporaryFolder();
  const bomb = `a: &a [x, x]\n${'bcdefghijklm'
    .split('')
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghijklm'[at]}`).join(', ')}]`)
    .join('\n')}`;
  const refused = (content: string) => () => readCard(folder.write('README.md', content));

  expect(refused('# Mails\nlicense: mit\n')).toThrow('it has no YAML head');
  expect(refused('---\nlanguage: en\n---\n')).toThrow('its YAML head has no license');
  expect(refused('---\nlicense: [mit\n---\n')).toThrow('its YAML head cannot be read');
  expect(refused('---\nlicense: 3\n---\n')).toThrow('its YAML head cannot be read');
  expect(refused(`---\n${bomb}\nlicense: mit\n---\n`)).toThrow('its YAML head cannot be read');
  expect(() => readCard(join(folder.path, 'none.md'))).toThrow('it cannot be read');
});

test('LC-12 the card is found in a folder, beside a file, and above the data folder of a hub dataset', () => {
  using folder = temporaryFolder();
  const card = folder.write('README.md', '---\nlicense: mit\n---\n');
  for (const name of ['data', 'other']) mkdirSync(join(folder.path, name));

  expect(cardNear(folder.path)).toBe(card);
  expect(cardNear(folder.write('mails.jsonl', '{}'))).toBe(card);
  expect(cardNear(folder.write('data/train.parquet', ''))).toBe(card);
  expect(cardNear(folder.write('other/train.parquet', ''))).toBeNull();
});

test('LC-13 a key of the head that has no value says nothing, and spoils nothing', () => {
  using folder = temporaryFolder();
  const card = (head: string, body = '') => readCard(folder.write('README.md', `---\n${head}\n---\n${body}`));

  expect(card('license: mit\nhomepage:\nlicense_name:')).toMatchObject({ licence: 'MIT', origin: '' });
  expect(card('license: other\nlicense_name:')).toMatchObject({ licence: 'LicenseRef-other' });
  expect(() => card('license:\nhomepage: https://example.org')).toThrow('its YAML head has no license');
});

test.each([
  '- **Homepage:** https://example.org/data',
  '**Homepage:** [the site](https://example.org/data)',
  '* **Homepage**: <https://example.org/data>',
])('LC-14 the homepage is read from the text of a card too: %s', line => {
  using folder = temporaryFolder();
  const card = (head: string) =>
    folder.write('README.md', `---\n${head}\n---\n# Mails\n\n${line}\n- **Paper:** none\n`);

  expect(readCard(card('license: mit')).origin).toBe('https://example.org/data');
  expect(readCard(card('license: mit\nhomepage: https://example.org/head')).origin).toBe('https://example.org/head');
});
