import { join } from 'node:path';
import { readText, sha256 } from './files.mjs';

/**
 * @typedef {object} Wheel
 * @property {string} file
 * @property {string} sha256
 * @property {number} size
 */

/** @typedef {{ name: string, extras: string[] }} Need */

/**
 * @typedef {object} LockedPackage
 * @property {string} name
 * @property {string} version
 * @property {Need[]} needs What it depends on, on any machine.
 * @property {Record<string, Need[]>} extras What each of its extras adds to that.
 * @property {Wheel[]} wheels
 */

/** The bytes of `uv.lock` as a hash: environments of one lock file have the same packages. */
export const lockSha256 = ({ pythonEnv }) => sha256(readText(join(pythonEnv, 'uv.lock')) ?? '');

/**
 * The packages of a `uv.lock`. The file is written by uv alone, a fact a line, so lines are read and no TOML.
 *
 * @param {string} text
 * @returns {LockedPackage[]}
 */
export function packagesOf(text) {
  return text
    .split(/^\[\[package\]\]$/m)
    .slice(1)
    .flatMap(block => {
      const name = /^name = "([^"]+)"/m.exec(block)?.[1];
      const version = /^version = "([^"]+)"/m.exec(block)?.[1];
      if (name === undefined || version === undefined) return [];
      const wheels = /^wheels = \[([\s\S]*?)^\]/m.exec(block)?.[1] ?? '';
      return [
        {
          name,
          version,
          needs: needsIn(/^dependencies = \[([\s\S]*?)^\]/m.exec(block)?.[1]),
          extras: extrasIn(block),
          wheels: [...wheels.matchAll(/url = "([^"]+)", hash = "sha256:([0-9a-f]{64})"(?:, size = (\d+))?/g)].map(
            ([, url, hash, size]) => ({
              file: decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)),
              sha256: hash,
              size: Number(size ?? 0),
            }),
          ),
        },
      ];
    });
}

/** @returns {Need[]} */
function needsIn(text = '') {
  return [...text.matchAll(/\{ name = "([^"]+)"([^}]*)/g)].map(([, name, rest]) => ({
    name,
    extras: [...(/extra = \[([^\]]*)\]/.exec(rest)?.[1].matchAll(/"([^"]+)"/g) ?? [])].map(found => found[1]),
  }));
}

function extrasIn(block) {
  const text = /^\[package\.optional-dependencies\]$([\s\S]*?)(?=^\[)/m.exec(`${block}\n[`)?.[1] ?? '';
  return Object.fromEntries(
    [...text.matchAll(/^([\w-]+) = \[([\s\S]*?)^\]/gm)].map(([, extra, needs]) => [extra, needsIn(needs)]),
  );
}

/** Packages that only the CUDA build of torch brings. */
export const isOfCuda = name => /^(nvidia|cuda)-|^triton$/.test(name);

/**
 * Which CUDA the torch of the lock is built for on this platform; null where it is built for none. PyPI has CUDA in
 * the wheels for Linux alone: those for Windows compute on the CPU, those for macOS on the CPU and on Metal.
 *
 * @param {LockedPackage[]} packages
 */
export function cudaOf(packages, platform = process.platform) {
  const torch = packages.find(({ name }) => name === 'torch');
  if (platform !== 'linux' || torch === undefined || !torch.needs.some(({ name }) => isOfCuda(name))) return null;
  const toolkit = packages.find(({ name }) => name === 'cuda-toolkit')?.version;
  const major = torch.needs.map(({ name }) => /-cu(\d{2})$/.exec(name)?.[1]).find(Boolean);
  return toolkit?.split('.').slice(0, 2).join('.') ?? major ?? null;
}

/**
 * What must be downloaded for these packages on such a machine, by name. A guess by the names of the wheels, good
 * enough to say how much and how long; uv decides what it takes.
 *
 * @param {LockedPackage[]} packages
 * @param {{ platform?: string, arch?: string, python: readonly number[] }} machine
 */
export function downloadSizes(packages, { platform = process.platform, arch = process.arch, python }) {
  const sizes = new Map();
  for (const { name, version, wheels } of packages) {
    const wheel = wheels.find(({ file }) => fits(file, { platform, arch, python }));
    if (wheel !== undefined && !sizes.has(name)) sizes.set(name, { version, bytes: wheel.size });
  }
  return sizes;
}

const SYSTEMS = {
  linux: { x64: /manylinux.*_x86_64/, arm64: /manylinux.*_aarch64/ },
  darwin: { x64: /macosx_.*_(x86_64|universal2)/, arm64: /macosx_.*_(arm64|universal2)/ },
  win32: { x64: /^win_amd64$/, arm64: /^win_arm64$/ },
};

function fits(file, { platform, arch, python: [major, minor] }) {
  const [tag, abi, system] = file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3);
  if (system !== 'any' && !SYSTEMS[platform]?.[arch]?.test(system)) return false;
  const ours = `cp${major}${minor}`;
  if (tag === ours && (abi === ours || abi === 'abi3')) return true;
  if (abi === 'abi3') return Number(/^cp3(\d+)$/.exec(tag)?.[1] ?? 99) <= minor;
  return abi === 'none' && tag.split('.').some(one => one === `py${major}` || one === ours);
}

/**
 * The names of what a group set needs: the project's own packages, those of its groups, and all they bring along.
 *
 * @param {string} lock Text of the lock file.
 * @param {readonly string[]} groups
 */
export function namesNeeded(lock, groups) {
  const packages = packagesOf(lock);
  const project = lock.split(/^\[\[package\]\]$/m).find(block => /^source = \{ virtual = /m.test(block)) ?? '';
  const listOf = name => new RegExp(`^${name} = \\[([\\s\\S]*?)^\\]`, 'm').exec(project)?.[1];
  const wanted = ['dependencies', ...groups].flatMap(name => needsIn(listOf(name)));
  const seen = new Set();
  for (let need = wanted.pop(); need !== undefined; need = wanted.pop()) {
    for (const extra of [null, ...need.extras]) {
      const key = extra === null ? need.name : `${need.name}[${extra}]`;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const { needs, extras } of packages.filter(({ name }) => name === need.name)) {
        wanted.push(...(extra === null ? needs : (extras[extra] ?? [])));
      }
    }
  }
  return seen;
}
