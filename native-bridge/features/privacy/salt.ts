import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { LuthierError } from '../../contract/index.ts';

const BYTES = 32;
const OWNER_ONLY = 0o600;

/** Where the salt lies: with what belongs to the core, which no export and no answer reads. */
export function saltFile(project: string): string {
  return join(project, '.core', 'privacy-salt');
}

/**
 * The salt of a project, made when it is first needed. Hashes and fakes of a project stay the same as long as it does,
 * so one that is damaged is an error and not replaced.
 */
export function projectSalt(project: string): Uint8Array {
  const file = saltFile(project);
  // An empty file is what a power cut leaves before the first use: nothing was hashed with it.
  if (!existsSync(file) || statSync(file).size === 0) makeSalt(file);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ONLY);
  const salt = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (salt.length !== BYTES) throw new LuthierError('privacy.salt_damaged', { file });
  return salt;
}

function makeSalt(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'a', OWNER_ONLY);
  try {
    writeSync(handle, `${randomBytes(BYTES).toString('hex')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
