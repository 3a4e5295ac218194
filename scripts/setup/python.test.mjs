import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkDisk, currentEnvironment, environmentId, PRODUCT } from '../../python-env/build/environment.mjs';
import { sha256 } from '../../python-env/build/files.mjs';
import { environmentPython, places, pythonEnvironment, rebuiltEnvironment, TESTS } from './python.mjs';

let root;
let home;
const environments = () => join(home, 'environments');
const current = () => JSON.parse(readFileSync(join(environments(), 'current.json'), 'utf8'));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'luthier-root-'));
  home = mkdtempSync(join(tmpdir(), 'luthier-home-'));
  mkdirSync(join(root, 'python-env', 'build'), { recursive: true });
  writeFileSync(join(root, 'python-env', 'build', 'uv.requirements.txt'), 'uv==0');
  writeLock('torch 1');
  standInForUv('echo "{}"');
});
afterEach(() => {
  rmSync(root, { recursive: true });
  rmSync(home, { recursive: true });
});

const writeLock = text => writeFileSync(join(root, 'python-env', 'uv.lock'), text);

/** A uv that makes an environment of one script: the Python that the probe runs in. */
function standInForUv(probe) {
  mkdirSync(join(home, 'uv', 'bin'), { recursive: true });
  writeFileSync(join(home, 'uv', '.lock-sha256'), sha256('uv==0'));
  writeFileSync(
    join(home, 'uv', 'bin', 'uv'),
    `#!/bin/sh
for last; do :; done
case "$1" in venv)
  mkdir -p "$last/bin" && printf '#!/bin/sh\\n%s\\n' '${probe}' > "$last/bin/python" && chmod +x "$last/bin/python";;
esac
`,
  );
  chmodSync(join(home, 'uv', 'bin', 'uv'), 0o755);
}

const idOf = groups => environmentId(places({ root, home }), { groups });
const build = groups => pythonEnvironment(groups).run({ root, home }, () => {});
const isReady = groups => pythonEnvironment(groups).isReady({ root, home });

test('a built environment is named as the current one, with its probe and what it was built from', async () => {
  await build(PRODUCT);

  const id = idOf(PRODUCT);
  expect(current()).toEqual({ current: id, previous: null });
  expect(readdirSync(join(environments(), id)).sort()).toEqual(['bin', 'environment.json', 'probe.json']);
  expect(environmentPython({ root, home })).toBe(join(environments(), id, 'bin', 'python'));
});

test('an environment with more groups serves who asks for fewer, and not the other way round', async () => {
  await build(PRODUCT);
  expect([isReady(PRODUCT), isReady(TESTS)]).toEqual([true, false]);

  await build(TESTS);
  expect([isReady(PRODUCT), isReady(TESTS)]).toEqual([true, true]);
});

test('another lock file asks for another environment; the one before is kept and older ones go', async () => {
  const ids = [];
  for (const lock of ['torch 1', 'torch 2', 'torch 3']) {
    writeLock(lock);
    expect(isReady(PRODUCT)).toBe(false);
    await build(PRODUCT);
    ids.push(idOf(PRODUCT));
  }

  expect(current()).toEqual({ current: ids[2], previous: ids[1] });
  expect(readdirSync(environments()).sort()).toEqual([ids[1], ids[2], 'current.json'].sort());
});

test('what a killed build left behind goes at the next start', async () => {
  const left = join(environments(), `${idOf(PRODUCT)}.4711.staging`);
  mkdirSync(join(left, 'lib'), { recursive: true });
  writeFileSync(join(left, 'lib', 'half.so'), 'half');

  await build(PRODUCT);

  expect(existsSync(left)).toBe(false);
  expect(isReady(PRODUCT)).toBe(true);
});

test('an environment that fails its probe never becomes the current one', async () => {
  await build(PRODUCT);
  const before = current();
  writeLock('torch 2');
  standInForUv('echo "no module named torch" >&2; exit 1');

  await expect(build(PRODUCT)).rejects.toMatchObject({ output: expect.stringContaining('no module named torch') });

  expect(current()).toEqual(before);
});

test('an environment whose interpreter is gone is built again', async () => {
  await build(PRODUCT);
  rmSync(environmentPython({ root, home }));
  expect(currentEnvironment(places({ root, home }), PRODUCT)).toBeNull();

  await build(PRODUCT);

  expect(isReady(PRODUCT)).toBe(true);
});

test('an environment that works can be built anew, with the groups it has', async () => {
  await build(TESTS);
  const spoilt = join(environments(), current().current, 'spoilt');
  writeFileSync(spoilt, '');

  await rebuiltEnvironment(PRODUCT).run({ root, home }, () => {});

  expect([existsSync(spoilt), isReady(TESTS)]).toEqual([false, true]);
  expect(readdirSync(environments()).sort()).toEqual([`${idOf(TESTS)}-2`, 'current.json'].sort());
});

test('the addresses and the offline switch of the settings hold for the set-up too', async () => {
  const told = join(home, 'told');
  const settings = { offline: true, packageIndex: 'https://mirror.example/simple', place: null };
  writeFileSync(join(home, 'settings.json'), JSON.stringify(settings));
  writeFileSync(join(home, 'uv', 'bin', 'uv'), `#!/bin/sh\nenv > ${told}\nexit 1\n`);

  await expect(build(PRODUCT)).rejects.toThrow('ended with 1');

  expect(readFileSync(told, 'utf8').split('\n')).toEqual(
    expect.arrayContaining(['UV_OFFLINE=1', 'UV_DEFAULT_INDEX=https://mirror.example/simple']),
  );
});

test('a disk that is too small is refused with what is needed and what is there', async () => {
  writeLock(`[[package]]
name = "luthier"
version = "1"
source = { virtual = "." }
dependencies = [
    { name = "torch" },
]

[[package]]
name = "torch"
version = "2"
wheels = [
    { url = "https://files.example/torch-2-py3-none-any.whl", hash = "sha256:${'0'.repeat(64)}", size = 3150000000 },
]
`);
  const order = { groups: PRODUCT, torch: 'lock', afresh: false };
  expect(() => checkDisk(places({ root, home }), order, 3.2e9)).toThrow(
    `The disk of ${home} has 3.2 GB free; the Python environment needs about 7.0 GB.`,
  );

  await build(PRODUCT); // its files are in uv's cache from now on, and shared
  mkdirSync(join(home, 'cache', 'uv'), { recursive: true });
  expect(() => checkDisk(places({ root, home }), order, 3.2e9)).not.toThrow();
});
