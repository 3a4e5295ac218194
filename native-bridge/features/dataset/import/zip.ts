import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { LuthierError } from '../../../contract/index.ts';
import type { OriginalFile } from './original.ts';

interface ZipEntry {
  readonly name: string;
  readonly entry: Entry;
}

export interface Zip extends Disposable {
  readonly entries: readonly ZipEntry[];
  /** What comes out of it is as long as its entry says, or an error. */
  open(entry: Entry): Promise<Readable>;
}

/**
 * The files in a zip. Throws `import.archive_unsafe` for a name that leaves the archive, `import.damaged` for what is
 * no zip.
 */
export async function openZip(archive: OriginalFile): Promise<Zip> {
  // Loaded when it is needed: most imports see no zip.
  const { default: yauzl } = await import('yauzl');
  const entries: Entry[] = [];
  const zip = await new Promise<ZipFile>((done, fail) => {
    yauzl.open(archive.path, { autoClose: false, decodeStrings: false }, (error, opened) => {
      if (error) return fail(damaged(archive, error.message));
      opened.on('error', problem => {
        opened.close();
        fail(damaged(archive, problem.message));
      });
      opened.on('entry', entry => entries.push(entry));
      opened.on('end', () => done(opened));
    });
  });
  const named = namesOf(entries, yauzl);
  const unsafe = named.find(({ name }) => yauzl.validateFileName(name) !== null);
  if (unsafe !== undefined) {
    zip.close();
    throw new LuthierError('import.archive_unsafe', { file: archive.name, name: unsafe.name });
  }
  return {
    entries: named.filter(({ name }) => isPlainFile(name)),
    open: entry =>
      new Promise((done, fail) => {
        if (entry.isEncrypted()) return fail(damaged(archive, 'it is encrypted'));
        zip.openReadStream(entry, (error, stream) => (error ? fail(damaged(archive, error.message)) : done(stream)));
      }),
    [Symbol.dispose]: () => zip.close(),
  };
}

const UTF8_FLAG = 0x800;
const UNICODE_PATH = 0x7075;
const UTF8 = new TextDecoder('utf-8', { fatal: true });
const GB18030 = new TextDecoder('gb18030', { fatal: true });

/**
 * The entries with their names as people gave them. A name says that it is UTF-8, by a flag or in a field of its own, or
 * it is in the code page of the program that wrote it: on Chinese systems GBK, elsewhere often UTF-8 all the same, and
 * else that of the first PCs.
 */
function namesOf(entries: readonly Entry[], yauzl: typeof import('yauzl')): ZipEntry[] {
  const legacy = entries.filter(saysNothing).map(({ fileNameRaw }) => fileNameRaw);
  const decoder = legacy.every(name => decoded(UTF8, name) !== null) ? UTF8 : isChinese(legacy) ? GB18030 : null;
  return entries.map(entry => {
    const own = decoder !== null && saysNothing(entry) ? decoded(decoder, entry.fileNameRaw) : null;
    const { generalPurposeBitFlag: flags, fileNameRaw: raw, extraFields } = entry;
    const name = own ?? yauzl.getFileNameLowLevel(flags, raw, extraFields, false);
    return { entry, name: name.replaceAll('\\', '/') };
  });
}

function saysNothing({ generalPurposeBitFlag, extraFields }: Entry): boolean {
  return (generalPurposeBitFlag & UTF8_FLAG) === 0 && !extraFields.some(({ id }) => id === UNICODE_PATH);
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Whether names can be GBK, and most of their characters are of the part of it that is in daily use. */
function isChinese(names: readonly Buffer[]): boolean {
  if (names.some(name => decoded(GB18030, name) === null)) return false;
  const pairs = names.flatMap(name => name.toString('latin1').match(/[\x81-\xfe][\x40-\xfe]/g) ?? []);
  return pairs.filter(pair => /[\xa1-\xf7][\xa1-\xfe]/.test(pair)).length * 2 > pairs.length;
}

function isPlainFile(name: string): boolean {
  return !name.endsWith('/') && !name.split('/').some(part => /^\.|^__MACOSX$/.test(part));
}

function damaged({ name: file }: OriginalFile, reason: string): LuthierError {
  return new LuthierError('import.damaged', { file, format: 'a zip', reason });
}
