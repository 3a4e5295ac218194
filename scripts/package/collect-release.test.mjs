import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isSigned } from '../../electron/update-feed.ts';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luthier-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const LUTHIER_UPDATE_SIGNING_KEY = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');

function make(system, files) {
  mkdirSync(join(folder, 'made', system), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'made', system, name), text);
}
const collect = () =>
  execFileSync(process.execPath, [join(import.meta.dirname, 'collect-release.mjs'), 'made', 'release'], {
    cwd: folder,
    env: { ...process.env, LUTHIER_UPDATE_SIGNING_KEY },
    stdio: 'pipe',
  });
const feedOf = (version, url) => `version: ${version}\nfiles:\n  - url: ${url}\n    sha512: q83v\n`;

test('the two Macs share one signed feed that names the files of both, and every file has its hash', () => {
  make('arm', { 'luthier-arm64.zip': 'a', 'latest-mac.yml': feedOf('1.0.0', 'luthier-arm64.zip') });
  make('intel', { 'luthier-x64.zip': 'b', 'latest-mac.yml': feedOf('1.0.0', 'luthier-x64.zip') });

  collect();

  const files = join(folder, 'release', 'files');
  const feed = parse(readFileSync(join(files, 'latest-mac.yml'), 'utf8'));
  expect(feed.files.map(({ url }) => url)).toEqual(['luthier-arm64.zip', 'luthier-x64.zip']);
  expect(isSigned(feed, key)).toBe(true);
  expect(readdirSync(files).sort()).toEqual(['SHA256SUMS', 'latest-mac.yml', 'luthier-arm64.zip', 'luthier-x64.zip']);
  const sums = readFileSync(join(files, 'SHA256SUMS'), 'utf8').trim().split('\n');
  const sha256 = name =>
    createHash('sha256')
      .update(readFileSync(join(files, name)))
      .digest('hex');
  expect(sums).toEqual(
    ['latest-mac.yml', 'luthier-arm64.zip', 'luthier-x64.zip'].map(name => `${sha256(name)}  ${name}`),
  );
  expect(readFileSync(join(folder, 'release', 'notes.md'), 'utf8').length).toBeGreaterThan(0);
});

test('feeds of two versions are no release', () => {
  make('arm', { 'latest-mac.yml': feedOf('1.0.0', 'a.zip') });
  make('intel', { 'latest-mac.yml': feedOf('1.0.1', 'b.zip') });

  expect(collect).toThrow('feeds of two versions');
});
