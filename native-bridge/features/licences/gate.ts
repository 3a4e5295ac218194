import { type DatasetId, type LicenceUse, LuthierError, type Source } from '../../contract/index.ts';
import type { SourceTable } from '../../store/sources.ts';

/** How a sentence names a use. */
const USE_WORDS: Record<LicenceUse, string> = {
  training: 'training',
  shareData: 'sharing the data',
  shareModel: 'sharing the model',
  commercial: 'commercial use',
};

/** Sources of a dataset that are unknown or forbid the use, and for which no standing answer says otherwise. */
export function unconfirmedSources(sources: SourceTable, datasetId: DatasetId, use: LicenceUse): Source[] {
  return sources
    .ofDataset(datasetId)
    .filter(({ sha256, allowed }) => allowed[use] !== 'yes' && !sources.isConfirmed(sha256, use));
}

/** Throws `licence.unconfirmed`, which names the first such source, how many there are, and the way out. */
export function requireLicences(sources: SourceTable, datasetId: DatasetId, use: LicenceUse): void {
  const unconfirmed = unconfirmedSources(sources, datasetId, use);
  const [first] = unconfirmed;
  if (first === undefined) return;
  throw new LuthierError('licence.unconfirmed', {
    source: first.name,
    licence: first.licence,
    use: USE_WORDS[use],
    count: unconfirmed.length,
  });
}
