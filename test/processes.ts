import { readdirSync, readFileSync } from 'node:fs';
import { startTokenOf } from '../python-env/build/processes.mjs';

/** Processes in whose command line, or in the environment they were started with, these words stand. */
export function processesWith(words: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid !== process.pid && startTokenOf(pid) !== null)
    .filter(pid => ['cmdline', 'environ'].some(file => textOf(`/proc/${pid}/${file}`).includes(words)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended.
    return '';
  }
}
