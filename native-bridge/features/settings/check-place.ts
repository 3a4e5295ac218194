import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { because, LuthierError } from '../../contract/index.ts';

/** Tries whether environments can stand in a folder, by writing there. What did not exist before is gone again. */
export function checkPlace(folder: string): void {
  if (!isAbsolute(folder))
    throw new LuthierError('settings.place_unusable', { folder, ...because('place.not_absolute', {}) });
  const made = firstMissing(folder);
  try {
    mkdirSync(folder, { recursive: true });
    const trial = join(folder, `.luthier-${process.pid}.trial`);
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    throw new LuthierError('settings.place_unusable', { folder, ...reasonOf(error) });
  } finally {
    if (made !== null) rmSync(made, { recursive: true, force: true });
  }
}

function firstMissing(folder: string): string | null {
  if (existsSync(folder)) return null;
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(dirname(path)) || dirname(path) === path) return path;
  }
}

function reasonOf(error: unknown) {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return because('place.read_only', {});
  if (['ENOTDIR', 'EEXIST'].includes(code)) return because('place.is_file', {});
  return because('place.unreachable', { words: code || String(error) });
}
