import type { SampleState } from '../contract/index.ts';
import type { DatasetTable } from '../store/datasets.ts';
import type { JobTable } from '../store/jobs.ts';
import type { VersionTable } from '../store/versions.ts';
import type { Recorded } from './recorded.ts';

/** What a project holds, by id and hash. */
export interface Held {
  readonly datasets: readonly string[];
  readonly versions: readonly string[];
  readonly jobs: readonly string[];
}

interface Tables {
  readonly datasets: DatasetTable;
  readonly versions: VersionTable;
  readonly jobs: JobTable;
}

export function heldBy({ datasets, versions, jobs }: Tables): Held {
  return {
    datasets: datasets.datasets().map(({ id }) => id),
    versions: versions.versions().map(({ hash }) => hash),
    jobs: jobs.jobs().map(({ id }) => id),
  };
}

/** How a project stands to the sample. One that holds anything else beside a part of it is the person's own. */
export function stateOf(held: Held, { datasetId, versionHash, jobs }: Recorded): SampleState {
  const recorded = jobs.map(({ id }) => id as string);
  const hasAll = held.datasets.includes(datasetId) && recorded.every(id => held.jobs.includes(id));
  if (hasAll) return 'whole';
  const others = [
    ...held.datasets.filter(id => id !== datasetId),
    ...held.versions.filter(hash => hash !== versionHash),
    ...held.jobs.filter(id => !recorded.includes(id)),
  ];
  if (others.length > 0) return 'none';
  return held.datasets.length + held.versions.length + held.jobs.length === 0 ? 'offered' : 'begun';
}
