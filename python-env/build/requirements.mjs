import { isOfCuda } from './uv-lock.mjs';

/** Where PyTorch keeps its own builds, unless the person names a mirror of it. */
export const TORCH_INDEX = 'https://download.pytorch.org/whl';

/**
 * Which torch an environment is built with: `lock` is the one in `uv.lock`, on Linux for CUDA; `cpu` the smaller one
 * for the CPU alone, of the same version, from PyTorch's own index.
 *
 * @typedef {'lock' | 'cpu'} TorchBuild
 */

/**
 * The exported lock without torch and what only its CUDA build brings.
 *
 * @param {string} exported What `uv export` wrote: a package with its hashes, a block each.
 */
export function withoutCuda(exported) {
  const blocks = exported.split(/^(?=[A-Za-z0-9])/m);
  return blocks.filter(block => !isTorchOrCuda(/^[A-Za-z0-9][\w.-]*/.exec(block)?.[0] ?? '')).join('');
}

/** The requirement of torch for the CPU alone. It is not in the lock, so no hash of ours vouches for it. */
export function cpuTorch(exported, torchIndex) {
  const version = /^torch==([^\s;\\]+)/m.exec(exported)?.[1];
  return (
    version && { requirement: `torch==${version}`, index: `${(torchIndex ?? TORCH_INDEX).replace(/\/$/, '')}/cpu` }
  );
}

const isTorchOrCuda = name => name === 'torch' || isOfCuda(name);
