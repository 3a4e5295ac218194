import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFirstWords } from './first-words.ts';
import { say } from './messages.ts';
import { fileFor, isPage, policy } from './page-files.ts';

const PAGE = join('/app', 'dist', 'renderer');

test('EL-1 an address of the page names a file of its folder, a route the page itself', () => {
  expect(fileFor(PAGE, '/assets/a.js')).toBe(join(PAGE, 'assets', 'a.js'));
  expect(fileFor(PAGE, '/runs/run_000000000001')).toBe(join(PAGE, 'index.html'));
});

test('EL-2 an address that leads out of the folder names nothing', () => {
  const outside = ['/../../secret.txt', '/%2e%2e/%2e%2e/secret.txt', '/..%2f..%2fsecret.txt', '/a%00.js', '/%E0%A4.js'];

  expect(outside.map(path => fileFor(PAGE, path)).filter(file => file !== null && !file.startsWith(PAGE))).toEqual([]);
  expect(fileFor(PAGE, '/a%00.js')).toBe(null);
  expect(fileFor(PAGE, '/%E0%A4.js')).toBe(null);
});

test('EL-3 only addresses of our own origin are the page', () => {
  expect(['luthier://app/', 'luthier://app/runs'].map(isPage)).toEqual([true, true]);
  expect(['luthier://application/', 'https://app/', 'file:///app', 'luthier://app.example/'].map(isPage)).toEqual(
    Array(4).fill(false),
  );
});

test('EL-4 the policy lets the page reach its core and nothing else, and never run a text as code', () => {
  const said = policy('http://127.0.0.1:4567');

  expect(said).toContain('connect-src http://127.0.0.1:4567 ws://127.0.0.1:4567;');
  expect(said).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https:|\*/);
});

test('EL-5 of what a core prints only an address of this machine or an error counts', () => {
  const token = 'ab'.repeat(32);

  expect(readFirstWords(JSON.stringify({ address: 'http://127.0.0.1:4567', token }))).toEqual({
    kind: 'started',
    address: 'http://127.0.0.1:4567',
    token,
  });
  expect(readFirstWords('{"error":{"code":"project.busy","message":"busy","hint":"wait"}}')).toEqual({
    kind: 'refused',
    message: 'busy',
    hint: 'wait',
  });
  const other = ['', '{', 'null', '{"address":"http://10.0.0.1:80","token":"x"}', '{"address":"http://127.0.0.1:1"}'];
  expect(other.map(readFirstWords)).toEqual(Array(5).fill(null));
});

test('EL-6 the shell speaks the language of the system, English when it does not know it', () => {
  expect([say('quit', 'zh-CN'), say('quit', 'en-GB'), say('quit', 'fr')]).toEqual(['退出', 'Quit', 'Quit']);
  expect(say('coreSilent', 'en', { code: '74' })).toContain('exit code 74');
});
