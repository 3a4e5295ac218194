import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the file is called beside the app; electron/menu-acts.ts opens it. */
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense|thirdpartynotices)/i;
const LINE = '-'.repeat(80);

const ABOUT = `Luthier contains the work of others. What follows names each package that its page, its shell and its core were built
from, with the licence that it came with.

Electron and Chromium: LICENSE.electron.txt and LICENSES.chromium.html beside the executable of the app, in its resources on
macOS. The sample: resources/sample. Python packages are not part of this app; each comes with its licence when an environment is made.
`;

/** For the few packages that name their licence and come without its text. Others are named with the address of their text. */
const TEXTS = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify,
merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE
FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  ISC: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that
the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES
OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR
ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS
ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
};

/** Writes the notices of this build into `dist`, where electron-builder.yml takes them from. */
export function writeNotices(root) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', NOTICES), notices(root));
}

/**
 * The licences of everything in the package that is not ours: of each package that the lock file does not keep for
 * development, and of uv where it was put. Throws where a package has none.
 */
export function notices(root) {
  const parts = [...packagesOf(root), ...uvOf(root)].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const byText = Map.groupBy(parts, ({ text }) => text);
  return [ABOUT, ...[...byText].map(([text, those]) => sectionOf(those, text))].join(`\n${LINE}\n`);
}

/** Packages that share a text to the letter, above it. */
function sectionOf(parts, text) {
  const names = parts.map(({ name, licence }) => `${name}  (${licence})`);
  return `${[...new Set(names)].join('\n')}\n\n${text}\n`;
}

function packagesOf(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .filter(([path, { optional }]) => !optional || existsSync(join(root, path)))
    .map(([path]) => packageAt(join(root, path)));
}

function packageAt(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = typeof license === 'string' ? license : license?.type;
  const text = textsIn(folder) || withoutFile(licence, author?.name ?? author);
  if (!licence && !text)
    throw new Error(`${name} ${version} in ${folder} names no licence: leave it out, or ask its author`);
  return { name: `${name} ${version}`, licence: licence ?? 'see below', text };
}

/** What a package that only names its licence is given under. */
function withoutFile(licence, author) {
  if (!licence) return '';
  const who = author ? `Copyright ${author}\n\n` : '';
  return `${who}${TEXTS[licence] ?? `https://spdx.org/licenses/${licence}.html`}`;
}

/** uv as its wheel was installed: see put-uv.mjs. */
function uvOf(root) {
  const place = join(root, 'dist', 'uv-install', 'uv');
  if (!existsSync(join(root, 'dist', 'uv')) || !existsSync(place)) return [];
  const info = readdirSync(place).find(name => /^uv-.*\.dist-info$/.test(name));
  if (info === undefined) throw new Error(`${place} has no uv-….dist-info: uv is packaged without its licence`);
  const text = textsIn(join(place, info, 'licenses'));
  return [{ name: info.replace('-', ' ').replace('.dist-info', ''), licence: 'MIT OR Apache-2.0', text }];
}

/** The texts of a folder's licence files, one after the other. */
function textsIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .filter(text => text !== '')
    .join('\n\n');
}
