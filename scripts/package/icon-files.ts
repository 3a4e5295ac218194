/** Pictures by their width in pixels, as PNG. */
type Pictures = ReadonlyMap<number, Buffer>;

const ICO_SIZES = [16, 24, 32, 48, 64, 256];
/** What macOS calls each size; those ending in 2x are drawn at half of it. */
const ICNS_TYPES = {
  icp4: 16,
  icp5: 32,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
};

/** A Windows icon: a table of pictures, then the pictures. */
export function ico(pictures: Pictures): Buffer {
  const chosen = ICO_SIZES.map(size => ({ size, png: pictureOf(pictures, size) }));
  const head = Buffer.alloc(6 + 16 * chosen.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(chosen.length, 4);
  let at = head.length;
  for (const [index, { size, png }] of chosen.entries()) {
    const entry = 6 + 16 * index;
    // One byte each, in which 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  }
  return Buffer.concat([head, ...chosen.map(({ png }) => png)]);
}

/** A macOS icon: pictures one after the other, each behind its type and length. */
export function icns(pictures: Pictures): Buffer {
  const parts = Object.entries(ICNS_TYPES).map(([type, size]) => part(type, pictureOf(pictures, size)));
  return part('icns', Buffer.concat(parts));
}

function part(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'ascii');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}

function pictureOf(pictures: Pictures, size: number): Buffer {
  const png = pictures.get(size);
  if (png === undefined) throw new Error(`there is no picture of ${size} pixels`);
  return png;
}
