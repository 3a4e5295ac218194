/**
 * `node scripts/package/collect-release.mjs <made> <release>`: puts what the systems made into `release/files`, with one
 * signed feed a system, the hash of every file in SHA256SUMS, and what is new in `release/notes.md`.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../checks.mjs';
import { signFeed } from './sign-feed.mjs';

const [made, release] = process.argv.slice(2);
if (!made || !release) throw new Error('usage: node scripts/package/collect-release.mjs <made> <release>');
const files = join(release, 'files');
mkdirSync(files, { recursive: true });

const paths = readdirSync(made, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath, entry.name))
  .sort();
const isFeed = path => /^latest.*\.yml$/.test(basename(path));

for (const path of paths.filter(path => !isFeed(path))) copyFileSync(path, join(files, basename(path)));
for (const [name, feeds] of Object.entries(Object.groupBy(paths.filter(isFeed), path => basename(path)))) {
  writeFileSync(join(files, name), signFeed(merged(feeds.map(path => parse(readFileSync(path, 'utf8'))))));
}
const sums = readdirSync(files)
  .sort()
  .map(
    name =>
      `${createHash('sha256')
        .update(readFileSync(join(files, name)))
        .digest('hex')}  ${name}\n`,
  );
writeFileSync(join(files, 'SHA256SUMS'), sums.join(''));
writeFileSync(join(release, 'notes.md'), notes(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')));

/** Both processors of a Mac ask the same feed: it names the files of both. */
function merged([first, ...others]) {
  if (others.some(({ version }) => version !== first.version)) throw new Error('feeds of two versions');
  return { ...first, files: [first, ...others].flatMap(feed => feed.files) };
}

/** The newest part of the changelog. */
function notes(changelog) {
  const [, newest = ''] = changelog.split(/^## /m);
  return newest.slice(newest.indexOf('\n')).trim();
}
