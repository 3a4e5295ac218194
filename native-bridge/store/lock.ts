import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { LuthierError } from '../contract/index.ts';
import { asDiskError, readJson } from '../core/files.ts';
import { isBusy } from './busy.ts';

/** Who holds a project, and how to reach it. Readable by its owner only, since it holds the token. */
export const Holder = z.object({ pid: z.int(), sinceMs: z.int(), address: z.string(), token: z.string() });
export type Holder = z.infer<typeof Holder>;

const folderOf = (project: string) => join(project, '.core');
const holderFile = (project: string) => join(folderOf(project), 'holder.json');

/**
 * One project, one core. The lock is SQLite's own exclusive lock on a small file: the system lets go of it when the
 * process ends in whatever way, so a killed core leaves nothing stale.
 */
export class ProjectLock implements Disposable {
  readonly #project: string;
  readonly #lock: Sqlite.Database;

  constructor(project: string) {
    this.#project = project;
    try {
      mkdirSync(folderOf(project), { recursive: true });
      this.#lock = new Sqlite(join(folderOf(project), 'lock'), { timeout: 200 });
      this.#lock.pragma('locking_mode = EXCLUSIVE');
      this.#lock.exec('BEGIN EXCLUSIVE');
      // What a killed core left names an address that is somebody else's by now.
      rmSync(holderFile(project), { force: true });
    } catch (error) {
      if (isBusy(error)) throw busy(project);
      if ((error as { code?: string }).code === 'SQLITE_CANTOPEN')
        throw new LuthierError('project.read_only', { folder: project });
      throw asDiskError(error, project);
    }
  }

  /** Tells later openers where this core answers. */
  announce(address: string, token: string): void {
    const holder: Holder = { pid: process.pid, sinceMs: Date.now(), address, token };
    writeFileSync(holderFile(this.#project), JSON.stringify(holder), { mode: 0o600 });
    chmodSync(holderFile(this.#project), 0o600);
  }

  [Symbol.dispose](): void {
    rmSync(holderFile(this.#project), { force: true });
    this.#lock.close();
  }
}

/** The core that holds the project right now, if it has said where it answers. */
export function holderOf(project: string): Holder | null {
  return Holder.safeParse(readJson(holderFile(project))).data ?? null;
}

function busy(project: string): LuthierError {
  const holder = holderOf(project);
  return new LuthierError('project.busy', {
    pid: holder?.pid ?? 'unknown',
    since: holder ? new Date(holder.sinceMs).toLocaleString() : 'unknown',
    address: holder?.address ?? 'its own address',
  });
}
