import { LuthierError } from '../../../native-bridge/contract/index.ts';

/** A file of the browser, and where it stands in the folder that was dropped or chosen. */
export interface FolderFile {
  readonly path: string;
  readonly file: File;
}

/** What a person hands over at once: one file, or a folder with its files. */
export type Handed =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly FolderFile[] };

/** More than this is a mistake, such as a whole disk. */
const MOST_FILES = 20_000;

/**
 * What was dropped. The entries are only there during the event: call it in its handler, before anything waits.
 *
 * Throws `import.too_many_files`.
 */
export async function droppedFiles(data: Pick<DataTransfer, 'items' | 'files'>): Promise<Handed | null> {
  const entries = Array.from(data.items, item => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const there = entries.filter(entry => entry !== null);
  const [first] = data.files;
  if (there.length === 0 || (there.length === 1 && there[0]?.isFile))
    return first ? { kind: 'file', file: first } : null;

  const files: FolderFile[] = [];
  for (const entry of there) await gather(entry, '', files);
  return handed(files);
}

/** What was chosen by a field for folders, or by one for files. */
export function chosenFiles(list: FileList | readonly File[]): Handed | null {
  const files = Array.from(list, file => ({ path: file.webkitRelativePath || file.name, file }));
  const [first] = files;
  if (files.length === 1 && first?.path === first?.file.name) return first ? { kind: 'file', file: first.file } : null;
  return handed(files.filter(({ path }) => !isHidden(path)));
}

/** Files of several folders, or without one, come into a folder of their own. */
function handed(files: readonly FolderFile[]): Handed | null {
  if (files.length > MOST_FILES) throw new LuthierError('import.too_many_files', { most: MOST_FILES });
  const tops = new Set(files.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : null)));
  const [top] = tops;
  if (files.length === 0 || top === undefined) return null;
  if (tops.size === 1 && top !== null) return { kind: 'folder', name: top, files };
  const name = `${files.length} files`;
  return { kind: 'folder', name, files: files.map(({ path, file }) => ({ path: `${name}/${path}`, file })) };
}

async function gather(entry: FileSystemEntry, above: string, into: FolderFile[]): Promise<void> {
  const path = above + entry.name;
  if (isHidden(entry.name) || into.length > MOST_FILES) return;
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    into.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred entries at a time, and none when it is done.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return;
    for (const inner of some) await gather(inner, `${path}/`, into);
  }
}

/** What systems put beside a person's files. */
function isHidden(path: string): boolean {
  return /(^|\/)\./.test(path);
}

const PACK_BYTES = 4 * 1024 * 1024;
const PACK_FILES = 500;

/** Small files together, large ones alone: a request for each would take longer than what is in it. */
export function packs(files: readonly FolderFile[]): readonly (readonly FolderFile[])[] {
  const all: FolderFile[][] = [];
  let room = 0;
  for (const file of files) {
    const last = all.at(-1);
    if (last === undefined || file.file.size > room || last.length === PACK_FILES) {
      all.push([file]);
      room = PACK_BYTES - file.file.size;
    } else {
      last.push(file);
      room -= file.file.size;
    }
  }
  return all;
}
