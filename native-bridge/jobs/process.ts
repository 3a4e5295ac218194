import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isThere, startTokenOf, statOf } from '../../python-env/build/processes.mjs';
import type { ProcessFile } from '../contract/index.ts';

/** Whether the process that wrote the file still runs: a pid alone could be somebody else's by now. */
export function isAlive({ pid, startToken }: ProcessName): boolean {
  // Elsewhere the two halves have no common way to tell a start time: a pid that is there counts.
  return process.platform === 'linux' ? startTokenOf(pid) === startToken : isThere(pid);
}

/** A process for good: its pid may be somebody else's later. */
export type ProcessName = Pick<ProcessFile, 'pid' | 'startToken'>;

/**
 * Sends a signal to a process, to its group, and to every descendant, since one may have left the group. Returns who
 * they were.
 */
export function signalTree(pid: number, signal: NodeJS.Signals): ProcessName[] {
  const targets = [pid, ...descendantsOf(pid)].flatMap(target => nameOf(target));
  send(-pid, signal);
  for (const target of targets) send(target.pid, signal);
  return targets;
}

/**
 * Ends what a job has left behind: those of `known` who are still themselves, and on Linux whoever bears the mark of the
 * job in the environment it was started with, however far it went from its parents.
 */
export function endLeftBehind(known: readonly ProcessName[], mark: string): void {
  const left = known.filter(({ pid, startToken }) => startTokenOf(pid) === startToken).map(({ pid }) => pid);
  for (const pid of new Set([...left, ...bearersOf(mark)])) send(pid, 'SIGKILL');
}

function nameOf(pid: number): ProcessName[] {
  const startToken = startTokenOf(pid);
  return startToken === null ? [] : [{ pid, startToken }];
}

/** Processes of this person in whose environment the words stand, this one left out. */
function bearersOf(mark: string): number[] {
  if (process.platform !== 'linux') return [];
  return allProcesses()
    .map(({ pid }) => pid)
    .filter(pid => pid !== process.pid && environmentOf(pid).includes(mark));
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    // It is somebody else's, or has ended.
    return [];
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function descendantsOf(pid: number): number[] {
  const children = Map.groupBy(allProcesses(), process => process.parent);
  const below = (parent: number): number[] =>
    (children.get(parent) ?? []).flatMap(child => [child.pid, ...below(child.pid)]);
  return below(pid);
}

function allProcesses(): { pid: number; parent: number }[] {
  if (process.platform === 'win32') return [];
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .flatMap(name => {
        const stat = statOf(Number(name));
        return stat ? [{ pid: Number(name), parent: stat.parent }] : [];
      });
  }
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map(line => {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent };
  });
}
