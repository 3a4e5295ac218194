import { rmSync } from 'node:fs';
import type { ImportFile } from '../../../contract/index.ts';
import { chooseRoles } from '../roles.ts';
import { countMembers, membersOf } from './members.ts';
import { hashOriginal, isPacked, type Original } from './original.ts';
import type { OwnParts } from './own-parts.ts';
import { type Packed, type PackedEnd, Packer } from './pack.ts';
import { checkSaid, shapeOf } from './shape.ts';
import { Speakers } from './speakers.ts';

export interface PackedReading {
  readonly original: Original;
  readonly request: ImportFile;
  readonly own?: OwnParts | null;
  /** A folder of its own for what is unpacked; gone at the end. */
  readonly scratch: string;
  /** Is told how many bytes of the original count as done while one of its files is unpacked. */
  readonly onUnpacked?: (bytesDone: number) => void;
}

export interface ReadEnd extends PackedEnd {
  readonly format: string;
  readonly encoding: string;
  readonly sha256: string;
}

/** Everything there is in an original, ready for the database. Returns what is known at the end. */
export async function* readPacked({
  original,
  request,
  own = null,
  scratch,
  onUnpacked = () => {},
}: PackedReading): AsyncGenerator<Packed, ReadEnd> {
  const packer = new Packer(original.name, request.roles, own);
  const formats = new Set<string>();
  const encodings = new Set<string>();
  const { encoding, delimiter, quotes, textUnit } = request;
  const shape = shapeOf({ ...request, types: { ...own?.types, ...request.types } });
  const speakers = request.chat === undefined ? new Speakers() : null;
  const members = isPacked(original) ? await countMembers(original, request.format) : 0;
  // What comes out of an archive is more than the archive: there each file counts alike, and unpacking it as its half.
  const each = members === 0 ? 0 : original.sizeBytes / members;
  const isOne = (isPacked(original) ? members : original.files.length) === 1;
  let [before, place, isChecked] = [0, 0, false];
  const unpacking = {
    scratch,
    format: request.format,
    encoding,
    textUnit,
    onUnpacked: (part: number) => onUnpacked(before + Math.floor((each * part) / 2)),
  };
  // Goes on between the chunks that are read, mostly while the rows wait to be written.
  const hashing = hashOriginal(original);
  hashing.catch(() => {});
  try {
    for await (const member of membersOf(original, unpacking)) {
      formats.add(member.format.id);
      encodings.add(member.source.encoding);
      const { sizeBytes } = member.source;
      const share = members === 0 ? sizeBytes : each / 2;
      let done = each / 2;
      const onBytes = (bytes: number) => {
        done = Math.floor(each / 2 + (share * bytes) / Math.max(1, sizeBytes));
      };
      for await (const records of member.format.read(member.source, {
        delimiter,
        quotes,
        textUnit: member.textUnit,
        takesPlain: () => (shape === null && Object.keys(member.extra).length === 0 ? packer.takesPlain : null),
        onBytes,
      })) {
        const { name } = member.source;
        const shaped = shape?.(records, name) ?? records;
        packer.add(speakers?.noted(shaped, name) ?? shaped, name, member.extra);
        // Of one file with a header the first row shows all columns: what is not there is refused before all is read.
        if (isOne && member.format.hasHeader && !isChecked) isChecked = hasColumns(packer, original.name, request);
        if (packer.isFull) yield packer.take(before + done);
      }
      place += 1;
      before = members === 0 ? before + sizeBytes : Math.floor(each * place);
    }
    yield packer.takeLast(before);
    const format = [...formats].join(', ');
    return { ...packer.end(), format, encoding: [...encodings].join(', '), sha256: await hashing };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Whether there are columns yet. Throws `import.column_missing` when they are not those that were said, or none of them
 * can be the text.
 */
function hasColumns(packer: Packer, file: string, request: ImportFile): boolean {
  const { columns, named } = packer.end();
  if (columns.length === 0) return false;
  chooseRoles(file, columns, named);
  checkSaid(file, columns, request);
  return true;
}
