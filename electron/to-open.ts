import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** A project, and where in it to begin. */
export interface Place {
  readonly folder: string;
  /** Route of the page to show first. */
  readonly route: string;
  /** Only a project that is there is opened; none is made. */
  readonly mustExist: boolean;
}

/** What a start, a double click or a link asks to open. */
export interface ToOpen extends Place {
  /** It came by a link, from whoever wrote that: a person is asked first. */
  readonly isLink: boolean;
}

/**
 * The word that Windows puts before a link. There a link becomes part of a command line, and one that breaks out of its
 * quotes becomes more words than one: behind this word stands a link alone, or nothing is opened.
 */
export const LINK_FENCE = '--link';

/**
 * What the words of a start ask for: `--project <folder>`, a folder, a `.luthier` file or a `luthier:` link; null when
 * they ask for nothing. Beside a link no other word counts, since whoever wrote it may have written them too. `app` is
 * the word that names the app itself, where it is not packaged.
 */
export function toOpen(words: readonly string[], cwd: string, app: string | null): ToOpen | null {
  const fence = words.indexOf(LINK_FENCE);
  if (fence >= 0) return words.length === fence + 2 ? linkToOpen(words[fence + 1] ?? '') : null;
  const link = words.find(isLink);
  if (link !== undefined) return linkToOpen(link);

  const named = words.findIndex(word => word === '--project' || word.startsWith('--project='));
  const value = words[named]?.includes('=') ? words[named]?.slice('--project='.length) : words[named + 1];
  if (named >= 0 && value && !value.startsWith('-')) return { ...anyProjectAt(resolve(cwd, value)), isLink: false };

  for (const word of words.filter(word => !word.startsWith('-'))) {
    const path = resolve(cwd, word);
    if (path === app) continue;
    const folder = projectOf(path);
    if (folder !== null) return { ...projectAt(folder), isLink: false };
  }
  return null;
}

/** However its scheme is written. */
const isLink = (word: string): boolean => /^luthier:/i.test(word);

/** The words of a start as they mean the same from whatever folder: every path in them is whole. */
export function fromAnywhere(words: readonly string[], cwd: string): string[] {
  const named = '--project=';
  return words.map(word => {
    if (word.startsWith(named)) return `${named}${resolve(cwd, word.slice(named.length))}`;
    return word.startsWith('-') || isLink(word) ? word : resolve(cwd, word);
  });
}

/** A project that is there, at its first page. */
export const projectAt = (folder: string): Place => ({ folder, route: '/', mustExist: true });
/** The same, or a new one where none is. */
export const anyProjectAt = (folder: string): Place => ({ folder, route: '/', mustExist: false });

/** The folder of a project that a path stands for: itself, or the folder of a `.luthier` file. */
export function projectOf(path: string): string | null {
  if (!existsSync(path)) return null;
  if (statSync(path).isDirectory()) return path;
  return basename(path).endsWith('.luthier') ? dirname(path) : null;
}

/**
 * `luthier://open/runs/run_…?project=/home/me/spam`. Only a project that is there already and lies on this machine is
 * opened: a link of a web page must not make folders, nor reach another computer by the name of one.
 */
export function linkToOpen(link: string): ToOpen | null {
  let url: URL;
  try {
    url = new URL(link);
  } catch {
    return null;
  }
  const project = url.searchParams.get('project') ?? '';
  const isShare = /^[\\/]{2}/.test(project);
  if (url.protocol !== 'luthier:' || url.host !== 'open' || !isAbsolute(project) || isShare) return null;
  const route = /^(\/[\w-]+)+$/.test(url.pathname) ? url.pathname : '/';
  return { folder: resolve(project), route, mustExist: true, isLink: true };
}

/** Whether a folder holds a project. */
export function isProject(folder: string): boolean {
  return existsSync(join(folder, 'luthier.db'));
}

/**
 * One name for a folder, however it was reached and written: a project that is open is found again by it. Of one that is
 * not there yet it is the name that it will have.
 */
export function trueName(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    const parent = dirname(resolve(folder));
    return parent === resolve(folder) ? parent : join(trueName(parent), basename(folder));
  }
}
