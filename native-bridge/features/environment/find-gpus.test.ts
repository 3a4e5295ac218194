import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { isOlder, leastDriver } from './drivers.ts';
import { findGpus, parseGpus } from './find-gpus.ts';
import { tooOld } from './plan.ts';

/** A PATH on which `nvidia-smi` is a real program that does what the lines say. */
function pathWith(folder: ReturnType<typeof temporaryFolder>, script: string): NodeJS.ProcessEnv {
  const program = folder.write('nvidia-smi', `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { PATH: `${folder.path}:/usr/bin:/bin` };
}

function bus(folder: ReturnType<typeof temporaryFolder>, vendor: string, deviceClass: string): string {
  const device = join(folder.path, 'pci', '0000:01:00.0');
  mkdirSync(device, { recursive: true });
  writeFileSync(join(device, 'vendor'), `${vendor}\n`);
  writeFileSync(join(device, 'class'), `${deviceClass}\n`);
  return join(folder.path, 'pci');
}

test('ENV-20 the tool of the driver is asked, and what it says of each card is read', async () => {
  using folder = temporaryFolder();
  const env = pathWith(
    folder,
    `case "$*" in *--query-gpu=uuid,name,memory.total,memory.free,driver_version*--format=csv,noheader,nounits*)
echo "GPU-1f0e5a52-0b7e, NVIDIA GeForce RTX 4070, 12282, 11500, 550.120"
echo "GPU-99aa, NVIDIA A100-SXM4-80GB, [N/A], [N/A], 550.120";; esac`,
  );

  expect(await findGpus(env, '/nowhere')).toEqual({
    driverMissing: false,
    gpus: [
      {
        uuid: 'GPU-1f0e5a52-0b7e',
        name: 'NVIDIA GeForce RTX 4070',
        memoryBytes: 12282 * 1024 ** 2,
        freeBytes: 11500 * 1024 ** 2,
        driver: '550.120',
      },
      { uuid: 'GPU-99aa', name: 'NVIDIA A100-SXM4-80GB', memoryBytes: 0, freeBytes: 0, driver: '550.120' },
    ],
  });
});

test('ENV-21 a card whose driver does not answer is told from no card at all', async () => {
  using folder = temporaryFolder();
  const failing = pathWith(folder, 'echo "NVIDIA-SMI has failed because it could not reach the driver"; exit 9');

  expect(await findGpus(failing, bus(folder, '0x10de', '0x030000'))).toEqual({ gpus: [], driverMissing: true });
  expect(await findGpus({ PATH: '' }, bus(folder, '0x8086', '0x030000'))).toEqual({ gpus: [], driverMissing: false });
  expect(await findGpus({ PATH: '' }, bus(folder, '0x10de', '0x0c0330'))).toEqual({ gpus: [], driverMissing: false });
});

test('ENV-22 words instead of a table are no GPU', () => {
  expect(parseGpus('No devices were found\n')).toEqual([]);
  expect(parseGpus('')).toEqual([]);
});

test('ENV-23 a driver is too old by its numbers, of which not all must be there', () => {
  const cases = [
    ['550.120', '580.65.06', true],
    ['580.65.06', '580.65.06', false],
    ['580.65.05', '580.65.06', true],
    ['580.82', '580.65.06', false],
    ['1000.1', '580.65.06', false],
    ['525.60', '525.60.13', true],
  ] as const;
  expect(cases.map(([driver, least]) => isOlder(driver, least))).toEqual(cases.map(([, , older]) => older));
});

test('ENV-24 a CUDA says which driver it needs on this system; one that is not known says nothing', () => {
  expect([leastDriver('12.8', 'linux'), leastDriver('13.2', 'linux'), leastDriver('12.4', 'win32')]).toEqual([
    '525.60.13',
    '580.65.06',
    '528.33',
  ]);
  expect([leastDriver('19.0', 'linux'), leastDriver('13.0', 'darwin')]).toEqual([null, null]);
});

test.runIf(process.platform === 'linux')(
  'ENV-25 too old is said with the driver, what it needs, and for which CUDA',
  () => {
    const gpu = { uuid: 'GPU-1', name: 'a card', memoryBytes: 1, freeBytes: 1, driver: '550.120' };
    expect(tooOld([gpu], '13.2')).toEqual({ driver: '550.120', least: '580.65.06', cuda: '13.2' });
    expect([tooOld([{ ...gpu, driver: '581.1' }], '13.2'), tooOld([], '13.2'), tooOld([gpu], null)]).toEqual([
      null,
      null,
      null,
    ]);
  },
);
