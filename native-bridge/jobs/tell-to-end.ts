import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { killTree } from '../../python-env/build/system-processes.mjs';
import { type ProcessName, signalTree } from './process.ts';

/** How urgently a job is told to end: asked, told, or made to. */
export type Urgency = 'SIGINT' | 'SIGTERM' | 'SIGKILL';

/** Where the job looks whether it is asked to end, on systems without signals. */
export function cancelFile(folder: string): string {
  return join(folder, 'cancel');
}

/** A job to be told to end. */
export interface Told {
  readonly folder: string;
  /** Its process; null where there is none that is certainly the job's. */
  pid(): number | null;
}

/**
 * Tells the process of a job, and all that it started, to end. Returns who was told, as far as that is known. Windows
 * has no signals: there the job is asked by a file, as it is for a pause, and at last ended.
 */
export function tellToEnd(job: Told, urgency: Urgency, platform: NodeJS.Platform = process.platform): ProcessName[] {
  if (platform === 'win32') {
    if (urgency === 'SIGINT') writeFileSync(cancelFile(job.folder), '');
    if (urgency === 'SIGKILL') endTree(job.pid());
    return [];
  }
  const pid = job.pid();
  return pid === null ? [] : signalTree(pid, urgency);
}

function endTree(pid: number | null): void {
  if (pid === null) return;
  const { file, args } = killTree(pid, process.env);
  // It fails where the job has ended by itself.
  execFile(file, args, { windowsHide: true }, () => {});
}
