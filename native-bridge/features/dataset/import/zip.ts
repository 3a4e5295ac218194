import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { LuthierError } from '../../../contract/index.ts';
import type { OriginalFile } from './original.ts';

export interface Zip extends Disposable {
  readonly entries: readonly { readonly name: string; readonly entry: Entry }[];
  open(entry: Entry): Promise<Readable>;
}

/**
 * The files in a zip. Throws `import.archive_unsafe` for a name that leaves the archive, `import.damaged` for what is
 * no zip.
 */
export async function openZip(archive: OriginalFile): Promise<Zip> {
  const entries: Entry[] = [];
  const zip = await new Promise<ZipFile>((done, fail) => {
    yauzl.open(archive.path, { autoClose: false }, (error, opened) => {
      if (error) return fail(asZipError(archive, error));
      opened.on('error', problem => {
        opened.close();
        fail(asZipError(archive, problem));
      });
      opened.on('entry', entry => entries.push(entry));
      opened.on('end', () => done(opened));
    });
  });
  return {
    entries: entries.map(entry => ({ name: entry.fileName, entry })).filter(({ name }) => isPlainFile(name)),
    open: entry => {
      if (entry.isEncrypted()) throw damaged(archive, `${entry.fileName} is encrypted`);
      return new Promise((done, fail) =>
        zip.openReadStream(entry, (error, stream) => (error ? fail(asZipError(archive, error)) : done(stream))),
      );
    },
    [Symbol.dispose]: () => zip.close(),
  };
}

function isPlainFile(name: string): boolean {
  return !name.endsWith('/') && !name.split('/').some(part => /^\.|^__MACOSX$/.test(part));
}

export function asZipError(archive: OriginalFile, error: unknown): unknown {
  if (error instanceof LuthierError || !(error instanceof Error)) return error;
  const [, name] =
    /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)$/.exec(error.message) ?? [];
  if (name !== undefined) return new LuthierError('import.archive_unsafe', { file: archive.name, name });
  return damaged(archive, error.message);
}

function damaged({ name: file }: OriginalFile, reason: string): LuthierError {
  return new LuthierError('import.damaged', { file, format: 'a zip', reason });
}
