import { readdirSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { type dataset, type ImportFile, LuthierError, type Source } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import type { Writes } from '../../store/writes.ts';
import { type Card, cardNear, readCard } from './card.ts';
import { type DescribeDeps, describeSource } from './describe-source.ts';
import { readLicence } from './expression.ts';

type DatasetHandlers = Handlers<typeof dataset>;

export interface LedgerDeps extends DescribeDeps {
  readonly project: string;
}

type Said = Pick<ImportFile, 'file' | 'origin' | 'licence'>;

/**
 * Completes the ledger's line of a file that was just imported: its size, where it lay, and what the person who imported
 * it says, or else the card near it. A line that somebody has filled in already is no card's to change, and a card that
 * says nothing leaves the source unknown.
 */
function recordImport(deps: LedgerDeps, { file, origin, licence }: Said, sha256: string): void {
  measureSources(deps);
  keepPlace(deps, file, sha256);
  if (origin !== undefined || licence !== undefined) {
    describeSource(deps, {
      sha256,
      ...(origin !== undefined && { origin }),
      ...(licence !== undefined && { licence }),
    });
    return;
  }
  const source = deps.sources.source(sha256);
  const card = source.entered === null ? cardNear(file) : null;
  if (card === null) return;
  try {
    takeCard(deps, source, readCard(card));
  } catch (error) {
    if (!(error instanceof LuthierError)) throw error;
  }
}

/** Where a file lay is its origin until somebody says more. What the page sent lay nowhere that anybody knows. */
function keepPlace({ project, sources }: LedgerDeps, file: string, sha256: string): void {
  const source = sources.source(sha256);
  const place = resolve(file);
  if (source.origin !== '' || place.startsWith(join(project, '.core') + sep)) return;
  sources.describe({ ...source, origin: place });
}

export function takeCard({ sources, now }: LedgerDeps, source: Source, card: Card): Source {
  const { licence, allowed } = readLicence(card.licence);
  return sources.describe({
    ...source,
    origin: card.origin || source.origin,
    licence,
    allowed,
    entered: { from: 'card', by: card.name, atMs: now() },
  });
}

/** Sizes of originals that came in without one, as long as the project still keeps them. */
export function measureSources({ project, sources }: Pick<LedgerDeps, 'project' | 'sources'>): void {
  for (const sha256 of sources.withoutSize()) {
    const size = sizeOf(join(project, 'sources', sha256));
    if (size !== null) sources.setSize(sha256, size);
  }
}

/** Of a file, or of all files of an imported folder. */
function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? null;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((total, { parentPath, name }) => total + statSync(join(parentPath, name)).size, 0);
}

/**
 * The dataset slice with an import that also completes the ledger, before anyone hears that it is done, and that
 * refuses a licence that nobody can read.
 */
export function withLedger(
  deps: LedgerDeps & { readonly writes: Writes; onBug(where: string, error: unknown): void },
  handlers: DatasetHandlers,
): DatasetHandlers {
  const importFile: DatasetHandlers['importFile'] = (request, emit, end) => {
    const refusal = licenceRefusal(request.licence);
    if (refusal !== null) {
      emit({ kind: 'failed', error: refusal.payload });
      end();
      return { [Symbol.dispose]: () => {} };
    }
    let told = Promise.resolve();
    const tell: typeof emit = event => {
      if (event.kind !== 'finished') return emit(event);
      told = deps.writes
        .write(() => recordImport(deps, request, event.report.dataset.sourceSha256), { patienceMs: Infinity })
        .catch(error => deps.onBug('licences/recordImport', error))
        .then(() => emit(event));
    };
    return handlers.importFile(request, tell, () => void told.then(end));
  };
  return { ...handlers, importFile };
}

/** Why a licence cannot be read: said before a million rows are read. */
function licenceRefusal(licence: string | undefined): LuthierError | null {
  if (licence === undefined) return null;
  try {
    readLicence(licence);
    return null;
  } catch (error) {
    if (error instanceof LuthierError) return error;
    throw error;
  }
}
