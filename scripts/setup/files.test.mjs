import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  freeBytes,
  moveIn,
  readJson,
  removeStaging,
  sha256OfSources,
  stagingOf,
  writeWhole,
} from '../../python-env/build/files.mjs';
import { build } from './build.mjs';
import { luthierHome } from './home.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luthier-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the hash of sources changes with a byte, a name and a new file, and not with what is no source', () => {
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'a.ts'), '1');
  const hash = () => sha256OfSources(folder, ['renderer', 'absent'], path => !path.endsWith('.test.ts'));

  const seen = [hash()];
  writeFileSync(join(folder, 'renderer', 'a.test.ts'), 'x');
  expect(hash()).toBe(seen[0]);

  writeFileSync(join(folder, 'renderer', 'a.ts'), '2');
  seen.push(hash());
  writeFileSync(join(folder, 'renderer', 'b.ts'), '');
  seen.push(hash());
  expect(new Set(seen).size).toBe(3);
});

test('the page counts as built only while its sources are those it was built from', () => {
  mkdirSync(join(folder, 'scripts', 'vite'), { recursive: true });
  mkdirSync(join(folder, 'renderer'));
  mkdirSync(join(folder, 'dist', 'renderer'), { recursive: true });
  writeFileSync(join(folder, 'scripts', 'vite', 'renderer.config.ts'), '');
  expect(build.isReady({ root: folder })).toBe(false);

  const sources = ['renderer', 'scripts/vite'];
  writeWhole(join(folder, 'dist', '.renderer-sha256'), sha256OfSources(folder, sources));
  expect(build.isReady({ root: folder })).toBe(true);

  writeFileSync(join(folder, 'renderer', 'main.tsx'), 'x');
  expect(build.isReady({ root: folder })).toBe(false);
});

test('a finished folder takes the place of the old one, and no staging folder stays', () => {
  const place = join(folder, 'uv');
  mkdirSync(place);
  writeFileSync(join(place, 'old'), '');
  mkdirSync(stagingOf(place));
  writeFileSync(join(stagingOf(place), 'new'), '');
  mkdirSync(join(folder, 'uv.99.staging'));

  moveIn(stagingOf(place), place);
  removeStaging(folder);

  expect([readdirSync(folder), readdirSync(place)]).toEqual([['uv'], ['new']]);
});

test('a file is written whole, and one that was cut off reads as absent', () => {
  writeWhole(join(folder, 'deep', 'current.json'), '{"current":"a"}');
  expect(readJson(join(folder, 'deep', 'current.json'))).toEqual({ current: 'a' });
  expect(readdirSync(join(folder, 'deep'))).toEqual(['current.json']);

  writeFileSync(join(folder, 'cut.json'), readFileSync(join(folder, 'deep', 'current.json'), 'utf8').slice(0, 5));
  expect([readJson(join(folder, 'cut.json')), readJson(join(folder, 'absent.json'))]).toEqual([null, null]);
});

test('free space is told for a folder that is yet to be made', () => {
  expect(freeBytes(join(folder, 'not', 'yet'))).toBeGreaterThan(0);
});

test('the home folder is where each system keeps such things', () => {
  const home = (platform, env = {}) => luthierHome({ env, platform, user: join('/', 'home', 'ada') });
  expect(home('linux')).toBe(join('/', 'home', 'ada', '.local', 'share', 'luthier'));
  expect(home('linux', { XDG_DATA_HOME: join('/', 'data') })).toBe(join('/', 'data', 'luthier'));
  expect(home('darwin')).toBe(join('/', 'home', 'ada', 'Library', 'Application Support', 'Luthier'));
  expect(home('win32', { LOCALAPPDATA: join('/', 'local') })).toBe(join('/', 'local', 'Luthier'));
  expect(home('linux', { LUTHIER_HOME: join('/', 'mine') })).toBe(join('/', 'mine'));
});
