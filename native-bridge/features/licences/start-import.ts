import { join, resolve, sep } from 'node:path';
import { type ImportFile, LuthierError } from '../../contract/index.ts';
import { type WorkPlace, workStarter } from '../../store/work.ts';
import type { Imports } from '../dataset/index.ts';
import { type Card, cardNear, readCard } from './card.ts';
import type { DescribeDeps } from './describe-source.ts';
import { readLicence } from './expression.ts';
import type { Said } from './record-import.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

type SayDeps = Pick<DescribeDeps, 'person' | 'now'> & { readonly project: string };

/**
 * Starts imports that complete the ledger too: its line is written together with the dataset, or neither is. A licence
 * that nobody can read is refused before a million rows are read.
 */
export function importStarter(deps: SayDeps & { readonly place: WorkPlace }): Imports {
  return {
    startImport: (file, onProgress, id) => {
      try {
        return start(deps.place, 'import', { file, said: saidOf(deps, file), id }, onProgress);
      } catch (error) {
        return { answer: Promise.reject(error), [Symbol.dispose]: () => {} };
      }
    },
    prepareImport: file => start(deps.place, 'prepare', file).answer,
  };
}

/** What the person who imports a file says of it, or else the card near it. Throws `licence.invalid`. */
export function saidOf(
  deps: SayDeps,
  { file, origin, licence }: Pick<ImportFile, 'file' | 'origin' | 'licence'>,
): Said {
  const place = placeOf(deps.project, file);
  if (origin === undefined && licence === undefined) return { place, entry: entryOfCard(cardNear(file), deps.now()) };
  const reading = licence === undefined ? undefined : readLicence(licence);
  return { place, entry: { origin, reading, entered: { from: 'person', by: deps.person(), atMs: deps.now() } } };
}

/** What the page sent lay nowhere that anybody knows. */
function placeOf(project: string, file: string): string {
  const place = resolve(file);
  return place.startsWith(join(project, '.core') + sep) ? '' : place;
}

/** A card that says nothing leaves the source unknown. */
function entryOfCard(file: string | null, atMs: number): Said['entry'] {
  if (file === null) return null;
  try {
    return entryOf(readCard(file), atMs);
  } catch (error) {
    if (error instanceof LuthierError) return null;
    throw error;
  }
}

function entryOf({ name, licence, origin }: Card, atMs: number): Said['entry'] {
  return { origin: origin || undefined, reading: readLicence(licence), entered: { from: 'card', by: name, atMs } };
}
