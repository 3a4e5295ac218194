import { resolve } from 'node:path';
import type { DatasetId, licences } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { VersionTable } from '../../store/versions.ts';
import type { Writes } from '../../store/writes.ts';
import { readCard } from './card.ts';
import { type DescribeDeps, describeSource } from './describe-source.ts';
import { readLicence } from './expression.ts';
import { unconfirmedSources } from './gate.ts';
import { KNOWN_LICENCES } from './known-licences.ts';

export interface LicencesDeps extends DescribeDeps {
  readonly datasets: DatasetTable;
  readonly versions: VersionTable;
  readonly writes: Writes;
}

/** The licences slice: where rows came from, what may be done with them, and what people answered. */
export function licencesHandlers(deps: LicencesDeps): Handlers<typeof licences> {
  const { sources, writes } = deps;
  const known = (datasetId: DatasetId): DatasetId => deps.datasets.dataset(datasetId).id;
  return {
    sources: ({ datasetId }) => sources.ofDataset(known(datasetId)),
    describe: request => writes.write(() => describeSource(deps, request)),
    readCard: ({ sha256, card }) => {
      const { name, origin, licence: said } = readCard(resolve(card));
      const { licence, allowed } = readLicence(said);
      return writes.write(() => {
        const source = sources.source(sha256);
        const entered = { from: 'card' as const, by: name, atMs: deps.now() };
        return sources.describe({ ...source, origin: origin || source.origin, licence, allowed, entered });
      });
    },
    reading: ({ licence }) => readLicence(licence),
    known: () => [...KNOWN_LICENCES],
    unconfirmed: wanted => {
      const datasetId = 'datasetId' in wanted ? wanted.datasetId : deps.versions.version(wanted.versionHash).datasetId;
      return unconfirmedSources(sources, datasetId, wanted.use);
    },
    confirm: ({ sources: hashes, use, words }) =>
      writes.write(() =>
        hashes
          .map(sha256 => sources.source(sha256))
          .flatMap(({ sha256, licence, allowed }) => {
            const answer = allowed[use];
            const given = { sha256, use, licence, words, by: deps.person(), atMs: deps.now() };
            return answer === 'yes' ? [] : [sources.answer({ ...given, allowed: answer })];
          }),
      ),
    answers: ({ datasetId }) => sources.answers(known(datasetId)),
  };
}
