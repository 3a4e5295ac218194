import { LuthierError } from '../../../../contract/index.ts';
import { endingOf, type ImportFormat } from '../format.ts';
import { arrow } from './arrow.ts';
import { csv } from './csv.ts';
import { eml } from './eml.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { mbox } from './mbox.ts';
import { parquet } from './parquet.ts';
import { txt } from './txt.ts';
import { xlsx } from './xlsx.ts';

/** To add a format: one file beside this one, and one name here. Of a folder with several the first is taken. */
export const FORMATS: readonly ImportFormat[] = [parquet, jsonl, csv, arrow, json, xlsx, mbox, eml, txt];

/** The format a person named, or the one the ending (in any case) tells. */
export function formatOf(file: string, named: string | undefined): ImportFormat {
  const ending = endingOf(file);
  const format = FORMATS.find(({ id, endings }) => (named === undefined ? endings.includes(ending) : id === named));
  if (format === undefined) {
    throw new LuthierError('import.format_unknown', { file, known: FORMATS.map(({ id }) => id).join(', ') });
  }
  return format;
}
