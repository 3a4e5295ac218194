import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asDiskError, syncFolder } from './files.ts';

const GATHERED_BYTES = 1024 * 1024;

/** Name of what is being written: whoever finds one later knows that nobody will finish it. */
export const UNFINISHED = '.unfinished-';

/**
 * A file that is written piece by piece and hashed on the way. It stands under its name when all of it is on the disk;
 * disposed before that, nothing of it is left.
 */
export class WholeFile implements Disposable {
  readonly #folder: string;
  readonly #temporary: string;
  readonly #handle: number;
  readonly #hash: Hash = createHash('sha256');
  #gathered: string[] = [];
  #gatheredLength = 0;
  #sizeBytes = 0;
  #open = true;
  #committed = false;

  constructor(folder: string) {
    this.#folder = folder;
    try {
      mkdirSync(folder, { recursive: true });
      this.#temporary = join(folder, `${UNFINISHED}${process.pid}-${process.hrtime.bigint()}`);
      this.#handle = openSync(this.#temporary, 'wx', 0o644);
    } catch (error) {
      throw asDiskError(error, folder);
    }
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  write(bytes: Uint8Array): void {
    this.#flush();
    this.#put(bytes);
  }

  /** Short texts are gathered, so that a line costs no call of the system. */
  writeText(text: string): void {
    this.#gathered.push(text);
    this.#gatheredLength += text.length;
    if (this.#gatheredLength > GATHERED_BYTES) this.#flush();
  }

  /** Ends the writing and returns the hash of all of it. */
  end(): string {
    this.#flush();
    try {
      fsyncSync(this.#handle);
    } catch (error) {
      throw asDiskError(error, this.#folder);
    }
    closeSync(this.#handle);
    this.#open = false;
    return this.#hash.digest('hex');
  }

  /** Gives the ended file its name, in place of one that may be there. */
  commit(path: string): void {
    try {
      renameSync(this.#temporary, path);
      this.#committed = true;
      syncFolder(dirname(path));
    } catch (error) {
      throw asDiskError(error, dirname(path));
    }
  }

  [Symbol.dispose](): void {
    if (this.#open) closeSync(this.#handle);
    this.#open = false;
    if (!this.#committed) rmSync(this.#temporary, { force: true });
  }

  #flush(): void {
    if (this.#gathered.length === 0) return;
    const text = this.#gathered.join('');
    this.#gathered = [];
    this.#gatheredLength = 0;
    this.#put(Buffer.from(text));
  }

  #put(bytes: Uint8Array): void {
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#handle, bytes, written);
    } catch (error) {
      throw asDiskError(error, this.#folder);
    }
    this.#hash.update(bytes);
    this.#sizeBytes += bytes.length;
  }
}
