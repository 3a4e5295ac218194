import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../test/temporary.ts';
import { type Feed, isSigned } from './update-feed.ts';

const SIGN = join(import.meta.dirname, '../scripts/package/sign-feed.mjs');
const FEED = `version: 1.2.0
files:
  - url: luthier-1.2.0-linux-x64.AppImage
    sha512: q83v
    size: 90
  - url: luthier-1.2.0-linux-x64.deb
    sha512: 3q2+
    size: 80
path: luthier-1.2.0-linux-x64.AppImage
releaseDate: '2026-11-29T00:00:00.000Z'
`;

/** A feed as a release signs it, and the key that apps of that release carry. */
function signedFeed(): { feed: Feed; key: string } {
  using folder = temporaryFolder();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const file = folder.write('latest-linux.yml', FEED);
  const LUTHIER_UPDATE_SIGNING_KEY = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  execFileSync(process.execPath, [SIGN, file], { env: { ...process.env, LUTHIER_UPDATE_SIGNING_KEY } });
  return {
    feed: parse(readFileSync(file, 'utf8')),
    key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

test('a feed that was signed with the key of the releases is believed, with all that it said before', () => {
  const { feed, key } = signedFeed();

  expect(isSigned(feed, key)).toBe(true);
  expect(feed).toMatchObject(parse(FEED));
});

test('no other version, file or hash is believed, nor another key, nor none', () => {
  const { feed, key } = signedFeed();
  const [image, deb] = feed.files as [Feed['files'][number], Feed['files'][number]];
  const changed: Feed[] = [
    { ...feed, version: '1.3.0' },
    { ...feed, files: [{ ...image, sha512: 'AAAA' }, deb] },
    { ...feed, files: [{ ...image, url: 'https://elsewhere.example/a.AppImage' }, deb] },
    { ...feed, files: [image, deb, { url: 'more.rpm', sha512: 'AAAA' }] },
    { ...feed, signature: 'AAAA' },
    { version: feed.version, files: feed.files },
  ];

  expect(changed.map(one => isSigned(one, key))).toEqual(changed.map(() => false));
  expect([isSigned(feed, signedFeed().key), isSigned(feed, ''), isSigned(feed, 'no key')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('a release without a signing key makes no signature', () => {
  using folder = temporaryFolder();
  const { LUTHIER_UPDATE_SIGNING_KEY, ...env } = process.env;

  expect(() =>
    execFileSync(process.execPath, [SIGN, folder.write('latest.yml', FEED)], { env, stdio: 'pipe' }),
  ).toThrow(/LUTHIER_UPDATE_SIGNING_KEY/);
});
