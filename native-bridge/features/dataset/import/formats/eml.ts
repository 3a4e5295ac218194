import { readFileSync } from 'node:fs';
import { type ImportFormat, MAX_ROW_BYTES, tooLong } from '../format.ts';
import { mailRecord } from '../mail.ts';

/** One mail a file: date, from, subject, body. What is attached is not read. */
export const eml: ImportFormat = {
  id: 'eml',
  endings: ['eml'],
  isBinary: true,
  async *read(source, { onBytes }) {
    if (source.sizeBytes > MAX_ROW_BYTES) yield [tooLong(source, 1, source.sizeBytes)];
    else yield [await mailRecord(source, 1, readFileSync(source.path))];
    onBytes(source.sizeBytes);
  },
};
