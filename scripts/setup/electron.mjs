import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson, readText, remove, stagingOf, writeWhole } from '../../python-env/build/files.mjs';
import { run } from './command.mjs';
import { nodeOf } from './packages.mjs';

const SILENT_MS = 15_000;
const POLL_MS = 1_000;
const RETRY_MS = 24 * 3600 * 1000;

/**
 * The desktop shell. Its binary is a download of its own, so this step asks for it and lives without: the page is then
 * served for the browser. A download that brings no byte for 15 seconds is given up, and tried again after a day.
 */
export const electron = {
  title: 'Electron',
  download: 'useful',
  isReady: ({ root, home }) => electronPath(root) !== null || triedLately(root, home),
  run: async ({ root, home }, say) => {
    const folder = join(root, 'node_modules', 'electron');
    const scratch = stagingOf(join(tmpdir(), 'luthier-electron'));
    mkdirSync(scratch, { recursive: true });
    const giveUp = new AbortController();
    const watch = watchGrowth([scratch, join(folder, 'dist')], bytes => say(`${(bytes / 1e6).toFixed(0)} MB`), giveUp);
    try {
      await run(nodeOf(root), [join(folder, 'install.js')], {
        cwd: folder,
        env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
        signal: giveUp.signal,
      });
      remove(triedFile(home));
      return undefined;
    } catch {
      remove(join(folder, 'dist'));
      writeWhole(triedFile(home), JSON.stringify({ version: versionOf(root), atMs: Date.now() }));
      return 'out of reach (the page serves a browser instead)';
    } finally {
      clearInterval(watch);
      remove(scratch);
    }
  },
};

/** Electron's executable, or null when its download is not there. */
export function electronPath(root) {
  const folder = join(root, 'node_modules', 'electron');
  const inside = readText(join(folder, 'path.txt'));
  const path = inside && join(folder, 'dist', inside);
  return path && existsSync(path) ? path : null;
}

function triedLately(root, home) {
  const tried = readJson(triedFile(home));
  return tried?.version === versionOf(root) && Date.now() - tried.atMs < RETRY_MS;
}

/** Calls `grown` with the size of the folders while they grow, and aborts when they have not for a while. */
function watchGrowth(folders, grown, giveUp) {
  let size = 0;
  let since = Date.now();
  return setInterval(() => {
    const now = folders.reduce((sum, folder) => sum + sizeOfFolder(folder), 0);
    if (now !== size) {
      size = now;
      since = Date.now();
      grown(size);
    } else if (Date.now() - since > SILENT_MS) giveUp.abort();
  }, POLL_MS);
}

function sizeOfFolder(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true }).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

const triedFile = home => join(home, 'electron-out-of-reach.json');
const versionOf = root => readJson(join(root, 'node_modules', 'electron', 'package.json'))?.version;
