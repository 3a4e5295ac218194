import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { ElectronApplication } from 'playwright-core';
import { holderOf } from '../../native-bridge/store/lock.ts';
import { addressOf, coreOf, type Desktop, hasEnded, inPage, isAlive, openDesktop } from '../electron/desktop.ts';
import { processesWith } from '../processes.ts';
import { until } from '../temporary.ts';

/** The process of the page. */
export function rendererOf(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
}

/** A pid of 0 would be everybody here. */
export function kill(pid: number): void {
  if (pid <= 1) throw new Error(`${pid} is nobody to kill`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // A job may have ended in this very moment.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The desktop once it has come back: by itself, by the link of the page that stands in, or by another start, which opens what was open. */
export async function recovered(desktop: Desktop, victim: string, killed: number): Promise<Desktop> {
  const { app, project, memory } = desktop;
  if (victim === 'core') await coreOf(project, killed);
  if (victim === 'renderer') {
    await until('another page stands in', async () => (await addressOf(app)).startsWith('luthier://app/stopped?'));
    await inPage(app, "document.querySelector('a').click()");
  }
  if (victim !== 'main') return desktop;

  await until('the shell is gone', () => hasEnded(desktop.process));
  await until('nothing of it is left', () => processesWith(`--user-data-dir=${memory}`).length === 0, 5000);
  await until(
    'its core is gone',
    () => {
      const { pid = 0 } = holderOf(project) ?? {};
      return pid === 0 || !isAlive(pid);
    },
    5000,
  );
  const next = await openDesktop({ args: [], memory });
  return { ...next, project };
}

/** Waits until the page shows what it is about, and its core. */
export async function wholePage({ app }: Desktop): Promise<void> {
  const look = "JSON.stringify([document.querySelector('h1')?.innerText ?? '', document.body.innerText])";
  await until('the page shows its heading and Connected', async () => {
    const seen = await inPage(app, look).catch(() => null);
    const [heading, text] = JSON.parse(seen ?? '["", ""]') as [string, string];
    return heading.includes('project') && text.includes('Connected');
  });
}

/** What SQLite says of the file of a project that nobody holds. */
export function integrityOf(project: string): unknown {
  const db = new Sqlite(join(project, 'luthier.db'), { readonly: true });
  try {
    return db.pragma('integrity_check', { simple: true });
  } finally {
    db.close();
  }
}
