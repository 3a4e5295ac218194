import { expect, test } from 'vitest';
import { chosenFiles, droppedFiles, packs } from './dropped-files.ts';

type Tree = { readonly [name: string]: Tree | string };

/** Entries as a browser gives them for a dropped tree: a few at a time. */
function entry(name: string, of: Tree | string): FileSystemEntry {
  if (typeof of === 'string') {
    return { name, isFile: true, file: (done: (file: File) => void) => done(new File([of], name)) } as never;
  }
  const waiting = Object.entries(of).map(([inner, content]) => entry(inner, content));
  const readEntries = (done: (some: FileSystemEntry[]) => void) => done(waiting.splice(0, 2));
  return { name, isFile: false, createReader: () => ({ readEntries }) } as never;
}

function dropped(tree: Tree, files: readonly File[] = []) {
  const items = Object.entries(tree).map(([name, of]) => ({ kind: 'file', webkitGetAsEntry: () => entry(name, of) }));
  return droppedFiles({ items: items as never, files: files as never });
}

const paths = async (tree: Tree) => {
  const handed = await dropped(tree);
  return handed?.kind === 'folder' && [handed.name, ...handed.files.map(({ path }) => path)];
};

test('a dropped folder is walked to its end, without what a system hides in it', async () => {
  const ham = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`${at}.txt`, 'x']));

  expect(await paths({ mails: { ham, spam: { 'a.eml': 'x' }, '.DS_Store': 'x', '.git': { config: 'x' } } })).toEqual([
    'mails',
    ...Object.keys(ham).map(name => `mails/ham/${name}`),
    'mails/spam/a.eml',
  ]);
  expect(await paths({ empty: {} })).toBe(false);
});

test('files that are dropped together make a folder, one alone stays a file', async () => {
  expect(await paths({ 'a.txt': 'x', more: { 'b.txt': 'y' } })).toEqual([
    '2 files',
    '2 files/a.txt',
    '2 files/more/b.txt',
  ]);
  const file = new File(['x'], 'a.csv');
  expect(await dropped({ 'a.csv': 'x' }, [file])).toEqual({ kind: 'file', file });
});

test('a chosen folder names its files by their way in it', () => {
  const file = new File(['x'], 'a.txt');
  Object.defineProperty(file, 'webkitRelativePath', { value: 'texts/a.txt' });

  expect(chosenFiles([file])).toEqual({ kind: 'folder', name: 'texts', files: [{ path: 'texts/a.txt', file }] });
  expect(chosenFiles([new File(['x'], 'b.txt')])).toMatchObject({ kind: 'file' });
  expect(chosenFiles([])).toBeNull();
});

test('small files go together, a large one alone, and none is forgotten', () => {
  const sized = (size: number, path: string) => ({ path, file: { size } as File });
  const mebi = 1024 * 1024;
  const files = [sized(3 * mebi, 'a'), sized(mebi, 'b'), sized(90 * mebi, 'c'), sized(0, 'd'), sized(1, 'e')];
  const names = packs(files).map(pack => pack.map(({ path }) => path).join(''));

  expect(names).toEqual(['ab', 'c', 'de']);
  const many = packs(Array.from({ length: 1201 }, (_, at) => sized(10, String(at))));
  expect(many.map(({ length }) => length)).toEqual([500, 500, 201]);
  expect(packs([])).toEqual([]);
});
