import { hash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../core/files.ts';

const BUFFER_CHARACTERS = 1_000_000;

/** Names a text. */
export function stampOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}

/**
 * Writes the texts of a job as JSON lines, whole or not at all, and returns how many. Without any there is no file, and
 * no folder of the job either.
 */
export function writeTexts(file: string, texts: Iterable<object>): { rows: number } {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  try {
    const handle = openSync(unfinished, 'w');
    let rows = 0;
    try {
      rows = writeLines(handle, texts);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (rows === 0) rmSync(dirname(file), { recursive: true });
    else {
      renameSync(unfinished, file);
      syncFolder(dirname(file));
    }
    return { rows };
  } catch (error) {
    rmSync(dirname(file), { recursive: true, force: true });
    throw error;
  }
}

function writeLines(handle: number, texts: Iterable<object>): number {
  let [written, lines] = [0, ''];
  for (const text of texts) {
    written += 1;
    lines += `${JSON.stringify(text)}\n`;
    if (lines.length < BUFFER_CHARACTERS) continue;
    writeAll(handle, lines);
    lines = '';
  }
  writeAll(handle, lines);
  return written;
}

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}
