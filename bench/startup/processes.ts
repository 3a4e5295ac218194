import { readdirSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** A process and all that descend from it. */
export function processTree(root: number): RunningProcess[] {
  const all = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .flatMap(pid => {
      const parent = parentOf(pid);
      return parent === null ? [] : [{ pid, parent }];
    });
  const found = new Set([root]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return [...found].map(pid => ({ pid, command: read(`/proc/${pid}/cmdline`)?.split('\0').join(' ').trim() ?? '' }));
}

/** Memory of a process, where what it shares with others counts in parts. */
export function proportionalBytes(pid: number): number {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1];
  return Number(kibibytes ?? 0) * 1024;
}

/** The part of that memory which is a file, by its path: the program itself. */
export function proportionalBytesOf(pid: number, path: string): number {
  let isOfFile = false;
  let kibibytes = 0;
  for (const line of read(`/proc/${pid}/smaps`)?.split('\n') ?? []) {
    if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) isOfFile = line.endsWith(` ${path}`);
    else if (isOfFile) kibibytes += Number(/^Pss:\s+(\d+) kB$/.exec(line)?.[1] ?? 0);
  }
  return kibibytes * 1024;
}

function parentOf(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`);
  // The name of a program may hold spaces and brackets: what counts stands behind the last one.
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
