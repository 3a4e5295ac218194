import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { fileLog } from './log.ts';

const MIB = 1024 * 1024;

test('LOG-1 a log that has grown past four mebibytes is set aside, and only the last one of those is kept', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'logs', 'shell.log');
  const log = fileLog(path);
  const fill = (name: string): void => {
    log.info(`first of ${name}`);
    for (let at = 0; at < 4; at += 1) log.info('x'.repeat(MIB));
  };

  fill('one');
  expect(readdirSync(dirname(path))).toEqual(['shell.log']);
  fill('two');
  fill('three');
  log.info('last');

  expect(readdirSync(dirname(path)).sort()).toEqual(['shell.log', 'shell.log.1']);
  const entries = (file: string): string[] =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => line.replace(/^\S+ /, '').slice(0, 20));
  expect(entries(path)).toEqual(['last']);
  expect(entries(`${path}.1`)[0]).toBe('first of three');
  expect(readFileSync(path, 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z last\n$/);
});

test('LOG-2 a bug is kept with its stack, and a log that cannot be written stops nobody', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'logs', 'core.log');
  const log = fileLog(path);
  log.bug('rows', new Error('broken'));
  log.bug('rows', 'not even an error');
  expect(readFileSync(path, 'utf8')).toMatch(
    / bug rows Error: broken\n +at .*log\.test\.ts[\s\S]* bug rows not even an error\n/,
  );

  rmSync(path);
  mkdirSync(path);
  expect(() => log.info('nowhere')).not.toThrow();
});
