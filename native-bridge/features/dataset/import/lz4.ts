/**
 * Unpacks an LZ4 frame, as Feather files have them. Source: the LZ4 frame and block format descriptions, lz4.org.
 * Checksums are stepped over; a block that leads outside the text is refused.
 */
export function decodeLz4Frame(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== 0x184d2204) throw new Error('not an LZ4 frame');
  const flags = frame[4] as number;
  const [hasBlockSums, hasSize, hasSum, hasDictionary] = [flags & 16, flags & 8, flags & 4, flags & 1];
  let at = 6 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1;
  const output = new Output(hasSize ? Number(view.getBigUint64(6, true)) : frame.length * 4);

  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) break;
    const size = word & 0x7fffffff;
    const block = frame.subarray(at, at + size);
    if (word & 0x80000000) output.write(block, 0, block.length);
    else decodeBlock(block, output);
    at += size + (hasBlockSums ? 4 : 0);
  }
  if (hasSum && at + 4 > frame.length) throw new Error('the LZ4 frame is cut short');
  return output.bytes();
}

/** Unpacks one block that stands for itself, as Parquet's LZ4_RAW. */
export function decodeLz4Block(block: Uint8Array, expected: number): Uint8Array {
  const output = new Output(expected);
  decodeBlock(block, output);
  return output.bytes();
}

function decodeBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const more = (short: number): number => {
    let length = short;
    if (short !== 15) return length;
    for (let byte = 255; byte === 255; length += byte) byte = block[at++] ?? fail();
    return length;
  };
  while (at < block.length) {
    const token = block[at++] as number;
    const literals = more(token >> 4);
    output.write(block, at, literals);
    at += literals;
    if (at >= block.length) return;
    const back = (block[at] ?? fail()) | ((block[at + 1] ?? fail()) << 8);
    at += 2;
    output.repeat(back, more(token & 15) + 4);
  }
}

function fail(): never {
  throw new Error('the LZ4 block is damaged');
}

const MOST = 2 ** 31;

/** Bytes that grow as they come: the size that a frame names is not trusted. */
class Output {
  #bytes: Uint8Array;
  #length = 0;

  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.min(Math.max(expected, 64), 64 * 1024 * 1024));
  }

  write(from: Uint8Array, start: number, length: number): void {
    if (start + length > from.length) fail();
    this.#need(length);
    this.#bytes.set(from.subarray(start, start + length), this.#length);
    this.#length += length;
  }

  repeat(back: number, length: number): void {
    const start = this.#length - back;
    if (back === 0 || start < 0) fail();
    this.#need(length);
    // Byte by byte where it overlaps itself: that is how a run is written.
    if (back >= length) this.#bytes.copyWithin(this.#length, start, start + length);
    else for (let i = 0; i < length; i += 1) this.#bytes[this.#length + i] = this.#bytes[start + i] as number;
    this.#length += length;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #need(length: number): void {
    const wanted = this.#length + length;
    if (wanted <= this.#bytes.length) return;
    if (wanted > MOST) fail();
    const grown = new Uint8Array(Math.max(wanted, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
