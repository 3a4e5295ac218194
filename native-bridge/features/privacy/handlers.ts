import {
  CONTRACT_VERSION,
  cellIn,
  type DatasetId,
  type NamesId,
  type NamesJob,
  type PrivacyScan,
  type PrivacyType,
  type privacy,
} from '../../contract/index.ts';
import { newId } from '../../core/ids.ts';
import type { Handlers } from '../../core/router.ts';
import { folderOf } from '../../jobs/job-record.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { ResultIntake } from '../../jobs/result-intake.ts';
import { openJobs, startTextJob } from '../../jobs/text-job.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { JobTable } from '../../store/jobs.ts';
import type { NameTable } from '../../store/row-names.ts';
import type { RowTable } from '../../store/rows.ts';
import { type RunningWork, tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import { cellText, rowOf } from '../dataset/index.ts';
import { columnsOf } from './columns.ts';
import { KINDS } from './detectors/index.ts';
import { findIn } from './find.ts';
import { namesIn, namesTitle } from './names.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface PrivacyDeps {
  readonly place: WorkPlace;
  readonly datasets: DatasetTable;
  readonly rows: RowTable;
  readonly names: NameTable;
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly intake: Pick<ResultIntake<'names'>, 'settled'>;
  now(): number;
  checkEnvironment(): void;
  /** Keeps a bug of a worker thread in the log. */
  onBug(where: string, error: unknown): void;
}

/** Finds and masks personal data, all of it on this machine. */
export function privacyHandlers(deps: PrivacyDeps): Handlers<typeof privacy> {
  const { place, datasets, intake, queue } = deps;
  /** Names that a job has found are known before anything looks for them. */
  const settledFirst = <Answer>(begin: () => RunningWork<Answer>): RunningWork<Answer> => {
    const running = intake.settled().then(begin);
    return {
      answer: running.then(({ answer }) => answer),
      [Symbol.dispose]: () => void running.then(work => work[Symbol.dispose]()),
    };
  };
  return {
    types: privacyTypes,
    scan: (input, emit, end) =>
      tellWork(
        onProgress => settledFirst(() => start(place, 'scan', input, onProgress)),
        emit,
        end,
        error => deps.onBug('privacy/scan', error),
      ),
    mask: (input, emit, end) =>
      tellWork(
        onProgress => settledFirst(() => start(place, 'mask', input, onProgress)),
        emit,
        end,
        error => deps.onBug('privacy/mask', error),
      ),
    names: input => {
      columnsOf(datasets.dataset(input.datasetId), input.columns);
      return settledFirst(() => start(place, 'namesState', input)).answer;
    },
    namesJobs: ({ datasetId }) => {
      datasets.key(datasetId);
      return jobsOf(deps, datasetId).map(({ spec: { id, columns } }) => ({ jobId: id, columns }));
    },
    findNames: (input, emit, end) =>
      tellWork(
        onProgress =>
          startTextJob(() => ({
            ...planOf(deps, input),
            project: place.project,
            queue,
            settled: () => intake.settled(),
            write: job => start(place, 'writeNamesTexts', job, onProgress),
          })),
        emit,
        end,
        error => deps.onBug('privacy/findNames', error),
      ),
    reveal: ({ datasetId, row, column, type, start }) => {
      const cell = cellIn(rowOf(deps, datasetId, row).cells, column);
      const text = cellText(cell);
      const names = namesIn(deps.names, datasets.key(datasetId), [column])(column, row, cell) ?? [];
      // What a sample shows may stand inside something longer, as where that was chosen to be kept.
      const found = findIn(text, names, id => id === type).find(finding => finding.start === start);
      return { value: found ? text.slice(found.start, found.end) : null };
    },
  };
}

/** The kinds that are looked for, in the words of the page. */
export function privacyTypes(): PrivacyType[] {
  return KINDS.map(({ id, title, says }) => ({ id, title, says }));
}

function jobsOf({ jobs, place }: PrivacyDeps, datasetId: DatasetId) {
  return openJobs({ jobs, project: place.project }, 'names', datasetId);
}

/** The job as it would be, and one for the same that is on its way or was stopped. */
function planOf(deps: PrivacyDeps, { datasetId, ...where }: PrivacyScan) {
  const dataset = deps.datasets.dataset(datasetId);
  const columns = columnsOf(dataset, where.columns);
  deps.checkEnvironment();
  const id = newId('nm') as NamesId;
  const job: NamesJob = {
    kind: 'names',
    id,
    contractVersion: CONTRACT_VERSION,
    title: namesTitle(dataset, columns),
    createdAtMs: deps.now(),
    device: 'cpu',
    seed: 0,
    datasetId,
    columns: [...columns],
    textsPath: `${folderOf({ kind: 'names', id })}/texts.jsonl`,
    rows: dataset.rowCount * columns.length,
  };
  const same = columns.toSorted().join('\n');
  const begun = jobsOf(deps, datasetId).find(({ spec }) => spec.columns.toSorted().join('\n') === same);
  return { job, begun };
}
