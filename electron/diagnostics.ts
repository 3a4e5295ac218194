import { readFileSync } from 'node:fs';
import { homedir, release, totalmem } from 'node:os';
import { app } from 'electron';
import { hasSandbox } from './sandbox.ts';

const LINES = 60;

/**
 * What a bug report needs of the shell: versions, devices, its last lines. No data, no names, no secrets: `folders` are
 * projects whose names may stand in a line.
 */
export function shellDiagnostics(log: string, windows: number, folders: readonly string[]): string {
  const { electron, chrome, node } = process.versions;
  const graphics = app.getGPUFeatureStatus() as unknown as Record<string, string>;
  return [
    `Luthier ${app.getVersion()} · Electron ${electron} · Chromium ${chrome} · Node ${node}`,
    `${process.platform} ${release()} ${process.arch} · ${(totalmem() / 1024 ** 3).toFixed(1)} GiB · ${app.getLocale()}`,
    `Graphics: ${Object.entries(graphics)
      .map(([name, state]) => `${name} ${state}`)
      .join(', ')}`,
    `Sandbox of pages: ${hasSandbox() ? 'on' : 'OFF, by --no-sandbox'}`,
    `Windows: ${windows}`,
    'Log of the shell, its last lines:',
    ...lastLines(log).map(line => withoutPersonal(line, folders)),
    '',
  ].join('\n');
}

function lastLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LINES);
  } catch {
    return [];
  }
}

/** Paths, long numbers that may be tokens, and what stands in quotes may say who somebody is and what they work on. */
export function withoutPersonal(line: string, folders: readonly string[] = []): string {
  return [...folders, homedir()]
    .reduce((text, folder) => text.replaceAll(folder, '<path>'), line)
    .replace(/[0-9a-f]{32,}/gi, '<secret>')
    .replace(/"[^"]{1,4096}"|'[^']{1,400}'|“[^”]{1,400}”/g, '“…”')
    .replace(/(file:\/\/)?((?<![A-Za-z])[A-Za-z]:)?[\\/][^\s:]+/g, '<path>');
}
