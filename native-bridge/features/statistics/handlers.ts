import type { statistics } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import type { changeLog } from '../../store/changes.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { ModelTable } from '../../store/models.ts';
import type { RowTable } from '../../store/rows.ts';
import { tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import { columnSummaries } from './column-summaries.ts';
import { knownStatistics, knownTokens } from './known.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface StatisticsDeps {
  readonly place: WorkPlace;
  readonly datasets: DatasetTable;
  readonly rows: RowTable;
  readonly models: ModelTable;
  readonly changes: ReturnType<typeof changeLog>;
  /** Keeps a bug of a worker thread in the log. */
  onBug(where: string, error: unknown): void;
}

/** The statistics slice: what is known is read, what is not is counted in a thread of its own. */
export function statisticsHandlers(deps: StatisticsDeps): Handlers<typeof statistics> {
  return {
    known: ({ datasetId }) => knownStatistics(deps, deps.place.project, datasetId),
    compute: (input, emit, end) =>
      tellWork(
        onProgress => start(deps.place, 'compute', input, onProgress),
        emit,
        end,
        error => deps.onBug('statistics/compute', error),
      ),
    knownTokens: input => {
      deps.models.model(input.modelId);
      return knownTokens(deps, deps.place.project, input);
    },
    computeTokens: (input, emit, end) =>
      tellWork(
        onProgress => start(deps.place, 'computeTokens', input, onProgress),
        emit,
        end,
        error => deps.onBug('statistics/computeTokens', error),
      ),
    columns: ({ datasetId }) => columnSummaries(deps, datasetId),
  };
}
