import { type FileRecord, type ImportFormat, MAX_ROW_BYTES, tooLong } from '../format.ts';
import { regionsOf } from '../lines.ts';
import { mailRecord } from '../mail.ts';
import type { Source } from '../source.ts';

const NEWLINE = 0x0a;

/** Many mails in one file, each begun by a line `From ...` after an empty one. */
export const mbox: ImportFormat = {
  id: 'mbox',
  endings: ['mbox', 'mbx'],
  isBinary: true,
  async *read(source, { onBytes }) {
    const mails = new MailParts();
    // Each mail says itself how its parts are encoded: its bytes stay as they are.
    for await (const region of regionsOf({ ...source, encoding: 'utf-8' }, MAX_ROW_BYTES, onBytes)) {
      if ('bytes' in region) yield await records(source, mails.add(region.line, region.bytes));
      else yield [tooLong(source, region.line, region.tooLongBytes)];
    }
    yield await records(source, mails.end());
  },
};

interface MailBytes {
  readonly line: number;
  readonly bytes: Buffer;
}

async function records(source: Source, mails: readonly MailBytes[]): Promise<FileRecord[]> {
  const rows: FileRecord[] = [];
  for (const { line, bytes } of mails) {
    if (bytes.length > MAX_ROW_BYTES) rows.push(tooLong(source, line, bytes.length));
    else rows.push(await mailRecord(source, line, bytes));
  }
  return rows;
}

/** Cuts whole lines into mails. */
class MailParts {
  #lines: Buffer[] = [];
  #start = 1;
  #wasEmpty = true;

  add(first: number, bytes: Buffer): MailBytes[] {
    const mails: MailBytes[] = [];
    let line = first;
    for (let at = 0; at <= bytes.length; line += 1) {
      const found = bytes.indexOf(NEWLINE, at);
      const end = found === -1 ? bytes.length : found;
      const text = bytes.subarray(at, end);
      if (this.#wasEmpty && startsWith(text, 'From ')) {
        mails.push(...this.end());
        this.#start = line;
      } else this.#lines.push(Buffer.from(unquoted(text)));
      this.#wasEmpty = text.length === 0 || (text.length === 1 && text[0] === 0x0d);
      at = end + 1;
    }
    return mails;
  }

  end(): MailBytes[] {
    const lines = this.#lines;
    this.#lines = [];
    if (lines.every(({ length }) => length <= 1)) return [];
    return [{ line: this.#start, bytes: Buffer.concat(lines.flatMap(line => [line, Buffer.from('\n')])) }];
  }
}

/** A line of the body that looks like the begin of a mail stands there with a `>`. */
function unquoted(line: Buffer): Buffer {
  if (line[0] !== 0x3e) return line;
  let at = 0;
  while (line[at] === 0x3e) at += 1;
  return startsWith(line.subarray(at), 'From ') ? line.subarray(1) : line;
}

function startsWith(line: Buffer, text: string): boolean {
  return line.length >= text.length && line.toString('latin1', 0, text.length) === text;
}
