import { extname } from 'node:path';
import { LuthierError } from '../../../../contract/index.ts';
import type { ImportFormat } from '../format.ts';
import { csv } from './csv.ts';
import { jsonl } from './jsonl.ts';

/** To add a format: one file beside this one, and one name here. */
export const FORMATS: readonly ImportFormat[] = [jsonl, csv];

/** The format a person named, or the one the ending (in any case) tells. */
export function formatOf(file: string, named: string | undefined): ImportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = FORMATS.find(({ id, endings }) => (named === undefined ? endings.includes(ending) : id === named));
  if (format === undefined) {
    throw new LuthierError('import.format_unknown', { file, known: FORMATS.map(({ id }) => id).join(', ') });
  }
  return format;
}
