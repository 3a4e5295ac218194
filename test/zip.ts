import { constants, crc32, deflateRawSync } from 'node:zlib';

/** One file of a zip, deflated already, and what its head says of it: also what is not true. */
export interface ZipPart {
  readonly name: string | Uint8Array;
  readonly packed: Uint8Array;
  readonly sizeBytes: number;
  readonly crc?: number;
  /** That its name is UTF-8; by default it is said. */
  readonly flags?: number;
  readonly extra?: Uint8Array;
}

/** A zip of these files, deflated, under exactly these names: also names that no program would write. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return zipOfParts(Object.entries(files).map(([name, content]) => partOf(name, content)));
}

export function partOf(name: string | Uint8Array, content: string | Uint8Array): ZipPart {
  const plain = Buffer.from(content);
  return { name, packed: deflateRawSync(plain), sizeBytes: plain.length, crc: crc32(plain) };
}

export function zipOfParts(files: readonly ZipPart[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, packed, sizeBytes, crc = 0, flags = 0x0800, extra = Buffer.alloc(0) } of files) {
    const bytes = Buffer.from(name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(flags, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc, 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(sizeBytes, 18);
    about.writeUInt16LE(bytes.length, 22);
    about.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, bytes, extra, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, place, bytes, extra]));
    parts.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const MEBIBYTE = 1024 * 1024;

/** What unpacks to that many MiB of spaces, and takes a thousandth of it. */
export function bombOf(mebibytes: number): Uint8Array {
  const one = deflateRawSync(Buffer.alloc(MEBIBYTE, ' '), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: mebibytes }, () => one), deflateRawSync('')]);
}
