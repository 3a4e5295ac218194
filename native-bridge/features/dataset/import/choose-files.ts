import { LuthierError } from '../../../contract/index.ts';
import { endingOf } from './format.ts';
import { FORMATS } from './formats/index.ts';

interface Named {
  readonly name: string;
}

/** What Hugging Face, and an export of ours, write beside the data. */
const ABOUT_DATA = /(^|\/)(dataset_infos?|dataset_dict|state|.*\.luthier)\.json$/i;
const READ_ME = /(^|\/)(readme|licen[cs]e|notice|changelog|citation)(\.[a-z]+)?$/i;

/**
 * The files of a folder or an archive that hold its rows: those of one format, the first of the list below that there
 * is. A folder of tables beside a read-me gives the tables.
 */
export function chooseFiles<File extends Named>(place: string, files: readonly File[], format?: string): File[] {
  const data = files.filter(({ name }) => !ABOUT_DATA.test(name) && !READ_ME.test(name));
  const order = format === undefined ? FORMATS : FORMATS.filter(({ id }) => id === format);
  for (const { endings } of order) {
    const those = data.filter(({ name }) => endings.includes(endingOf(name)));
    if (those.length > 0) return those;
  }
  throw new LuthierError('import.nothing_known', { file: place, known: FORMATS.map(({ id }) => id).join(', ') });
}

const SPLIT_NAMES: readonly (readonly [string, RegExp])[] = [
  ['train', /(^|[-_./ ])(train|training)(?=[-_./ \d]|$)/i],
  ['validation', /(^|[-_./ ])(validation|valid|val|dev)(?=[-_./ \d]|$)/i],
  ['test', /(^|[-_./ ])(test|testing|eval|evaluation)(?=[-_./ \d]|$)/i],
];

/** The split that a file's path names, as the Hugging Face hub reads it: `data/train-00000-of-00001.parquet`. */
export function splitOf(path: string): string | null {
  return SPLIT_NAMES.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}
