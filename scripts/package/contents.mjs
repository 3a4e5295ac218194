import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import asar from '@electron/asar';
import { isExecutable } from '../setup/terminal-helper.mjs';

const MB = 1e6;

/** What may lie beside Electron's own files, and how large it may be. */
const PARTS = {
  'app.asar': 12 * MB,
  core: 10 * MB,
  'python-env': 3 * MB,
  'python-env/uv': 90 * MB,
  resources: 16 * MB,
  docs: 1 * MB,
  scripts: 0.3 * MB,
  bin: 0.01 * MB,
  'dist/renderer': 10 * MB,
  LICENSE: 0.05 * MB,
  'THIRD-PARTY-NOTICES.txt': 1 * MB,
  // Put there by electron-builder.
  'app-update.yml': 0.01 * MB,
  'package-type': 0.01 * MB,
  'icon.icns': 2 * MB,
  // Electron's own, which lie beside the executable elsewhere.
  'LICENSE.electron.txt': 0.01 * MB,
  'LICENSES.chromium.html': 25 * MB,
};

/** What nobody who uses the app needs. Packages from npm may be JavaScript only, so no TypeScript is anybody's. */
const UNWANTED = {
  'a source map': /\.map$/,
  'a source': /\.([cm]?ts|tsx|cc|cpp|h|gyp|gypi|pdb)$/,
  'a test': /(^|\/)(tests?|__tests__|fixtures)\/|\.test\.[a-z]+$/,
  'a cache': /(^|\/)(__pycache__|\.(mypy|ruff|pytest|import_linter)_cache)(\/|$)|\.pyc$/,
  'a tool of development':
    /(^|\/)(tsconfig[^/]*|biome|knip|vitest\.config\.ts|ruff\.toml|\.git[^/]*|\.env[^/]*|\.npmrc)(\.json)?$/,
  'a readme of a package': /node_modules\/.*\.(md|markdown)$/i,
};
const TEXT = /\.([cm]?js|css|html|json|py|toml|lock|yml|md|svg|txt|cmd)$|(^|\/)LICENSE$/;

/**
 * What is wrong with a packaged app, as sentences, and the sizes of its parts. `resources` is the folder beside
 * Electron's own files; `built` the folder it was built in, whose path no file may tell.
 */
export function inspect(resources, { built, platform, arch }) {
  const files = filesOf(resources);
  const sizes = Object.fromEntries(Object.keys(PARTS).map(part => [part, 0]));
  const wrong = [];
  for (const file of files) {
    const part = partOf(file.name);
    if (part === null) wrong.push(`${file.name} is not on the list of what is packaged`);
    else sizes[part] += file.size;
    wrong.push(...wrongsOf(file, { built, target: `${platform}-${arch}` }));
  }
  for (const [part, size] of Object.entries(sizes)) {
    if (size > PARTS[part]) wrong.push(`${part} has ${inMegabytes(size)}, more than its ${inMegabytes(PARTS[part])}`);
  }
  return { wrong, sizes };
}

/** The sizes as a table for people: what was used of what may be. */
export function sizeTable(sizes) {
  const rows = Object.entries(sizes).filter(([, size]) => size > 0);
  const all = rows.reduce((sum, [, size]) => sum + size, 0);
  return [
    ...rows.map(([part, size]) => [part, `${inMegabytes(size)} of ${inMegabytes(PARTS[part])}`]),
    ['all', inMegabytes(all)],
  ]
    .map(([part, words]) => `  ${part.padEnd(20)}${words}`)
    .join('\n');
}

function wrongsOf({ name, read, mayRun }, { built, target }) {
  const wrong = Object.entries(UNWANTED)
    .filter(([, pattern]) => pattern.test(name))
    .map(([what]) => `${name} is ${what}`);
  if (name.endsWith('.node') && name.includes('prebuilds') && !name.includes(target)) {
    wrong.push(`${name} is for another system than ${target}`);
  }
  if (basename(name) === 'spawn-helper' && !mayRun) wrong.push(`${name} may not be run`);
  if (!TEXT.test(name)) return wrong;
  const text = read().toString('latin1');
  if (text.includes(built)) wrong.push(`${name} tells where it was built`);
  if (!name.includes('node_modules/') && /^\/[/*][#@] sourceMappingURL=/m.test(text))
    wrong.push(`${name} names a source map`);
  return wrong;
}

/** The longest part that a file is in: uv has a budget apart from the sources beside it. */
function partOf(name) {
  const parts = Object.keys(PARTS).filter(part => name === part || name.startsWith(`${part}/`));
  return parts.sort((a, b) => b.length - a.length)[0] ?? null;
}

function filesOf(resources) {
  const archive = join(resources, 'app.asar');
  return [...filesIn(resources).filter(({ name }) => name !== 'app.asar'), ...filesInArchive(archive)];
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({
      name: relative(folder, path).split(sep).join('/'),
      size: statSync(path).size,
      mayRun: isExecutable(statSync(path)),
      read: () => readFileSync(path),
    }));
}

/** Files of the archive, without those that lie beside it. */
function filesInArchive(archive) {
  if (!existsSync(archive)) return [];
  return asar
    .listPackage(archive, { isPack: false })
    .map(name => name.replaceAll('\\', '/').replace(/^\//, ''))
    .map(name => ({ name, entry: asar.statFile(archive, name) }))
    .filter(({ entry }) => entry.size !== undefined && !entry.unpacked)
    .map(({ name, entry }) => ({
      name: `app.asar/${name}`,
      size: entry.size,
      read: () => asar.extractFile(archive, name),
    }));
}

const inMegabytes = bytes => `${(bytes / MB).toFixed(bytes < MB ? 2 : 1)} MB`;
