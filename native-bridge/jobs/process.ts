import { readFileSync } from 'node:fs';
import { isThere } from '../../python-env/build/processes.mjs';
import { processesOn, type SystemProcesses } from '../../python-env/build/system-processes.mjs';
import type { ProcessFile } from '../contract/index.ts';

const OWN = processesOn(process.platform);

/** A process for good: its pid may be somebody else's later. */
export type ProcessName = Pick<ProcessFile, 'pid' | 'startToken'>;

/**
 * Whether the process that wrote the file still runs: a pid alone could be somebody else's by now. Where the system does
 * not say when a process began, one that is there counts, since a job that runs must not be begun a second time.
 */
export function isAlive({ pid, startToken }: ProcessName, system: SystemProcesses = OWN): boolean {
  if (!isThere(pid)) return false;
  const start = system.startOf(pid);
  if (start !== null) return system.isSameStart(start, startToken);
  return !system.isRead && isThere(pid);
}

/** Whether it is that process for certain, so that it may be told to end. */
export function isItself({ pid, startToken }: ProcessName, system: SystemProcesses = OWN): boolean {
  const start = system.startOf(pid);
  return start !== null && system.isSameStart(start, startToken);
}

/**
 * The same of one that was alive at the last look, a moment ago. Only Linux is asked when it began: elsewhere a program
 * would be started for it at every look, and no pid comes back so soon.
 */
export function isStillAlive(name: ProcessName, system: SystemProcesses = OWN): boolean {
  return system.isRead ? isAlive(name, system) : isThere(name.pid);
}

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
  const left = known.filter(name => isItself(name)).map(({ pid }) => pid);
  for (const pid of new Set([...left, ...bearersOf(mark)])) send(pid, 'SIGKILL');
}

function nameOf(pid: number): ProcessName[] {
  const startToken = OWN.startOf(pid);
  return startToken === null ? [] : [{ pid, startToken }];
}

/** Processes of this person in whose environment the words stand, this one left out. */
function bearersOf(mark: string): number[] {
  if (process.platform !== 'linux') return [];
  return OWN.list()
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
  const children = Map.groupBy(OWN.list(), process => process.parent);
  const below = (parent: number): number[] =>
    (children.get(parent) ?? []).flatMap(child => [child.pid, ...below(child.pid)]);
  return below(pid);
}
