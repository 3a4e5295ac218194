import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { DownloadMeter } from './download-meter.ts';

const MIB = 1024 ** 2;
const downloads = new Map([
  ['torch', { version: '2.15.0', bytes: 500 * MIB }],
  ['numpy', { version: '2.4.6', bytes: 16 * MIB }],
  ['jieba', { version: '0.42.1', bytes: 4 * MIB }],
]);

/** As uv draws it: colours, the cursor up and down, several bars in one piece. */
const BARS =
  '\x1b[2K\x1b[1A\x1b[37m⠙\x1b[0m \x1b[2mPreparing packages...\x1b[0m (0/5)    \x1b[2mnumpy               \x1b[0m \x1b[32m-------\x1b[30m\x1b[2m-----\x1b[0m\x1b[0m 4.00 MiB/16.00 MiB          \x1b[2mtorch               \x1b[0m \x1b[32m\x1b[30m\x1b[2m------------\x1b[0m\x1b[0m 125.00 MiB/500.00 MiB \x1b[2A';

test('ENV-26 what has come is the whole wheels of the cache and the bars of those on their way', () => {
  using cache = temporaryFolder();
  const meter = new DownloadMeter(downloads, cache.path);
  expect(meter.progress()).toEqual({ done: 0, total: 520 * MIB });

  meter.hear(BARS);
  expect(meter.progress()).toEqual({ done: 129 * MIB, total: 520 * MIB });

  const numpy = join(cache.path, 'wheels-v8', 'pypi', 'numpy');
  const jieba = join(cache.path, 'wheels-v8', 'index', '1f2e3d', 'jieba');
  for (const folder of [numpy, jieba]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(numpy, '2.4.6-cp311-cp311-manylinux_2_27_x86_64.http'), '');
  writeFileSync(join(jieba, '0.42.0-py3-none-any.http'), '');
  expect(meter.progress().done).toBe((125 + 16) * MIB);
});

test('ENV-27 of a wheel whose size was guessed the index knows better', () => {
  using cache = temporaryFolder();
  const meter = new DownloadMeter(new Map([['torch', { version: '2.15.0', bytes: 190 * MIB }]]), cache.path);

  meter.hear('torch   ------------------------------ 60.00 MiB/120.00 MiB');

  expect(meter.progress()).toEqual({ done: 60 * MIB, total: 120 * MIB });
});
