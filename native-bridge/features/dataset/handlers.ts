import { type DatasetId, type dataset, type ImportEvent, LuthierError } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import type { changeLog } from '../../store/changes.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { RowTable } from '../../store/rows.ts';
import type { VersionTable } from '../../store/versions.ts';
import { type WorkPlace, workStarter } from '../../store/work.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface DatasetDeps {
  readonly place: WorkPlace;
  readonly datasets: DatasetTable;
  readonly rows: RowTable;
  readonly changes: ReturnType<typeof changeLog>;
  readonly versions: VersionTable;
  /** Keeps a bug of a worker thread in the log. */
  onBug(where: string, error: unknown): void;
}

/** The dataset slice: reads answer at once, what walks over all rows works in a thread of its own. */
export function datasetHandlers(deps: DatasetDeps): Handlers<typeof dataset> {
  const { datasets, rows, changes, versions } = deps;
  return {
    importFile: (file, emit, end) => {
      const work = start(deps.place, 'import', file, progress => emit({ kind: 'progress', ...progress }));
      work.answer
        .then<ImportEvent>(report => ({ kind: 'finished', report }))
        .catch(error => asFailure(deps, error))
        .then(event => {
          emit(event);
          end();
        });
      return work;
    },
    datasets: () => datasets.datasets(),
    dataset: ({ datasetId }) => datasets.dataset(datasetId),
    rows: ({ datasetId, after, limit, split, label }) => {
      const page = rows.page({ dataset: datasets.key(datasetId), after, limit: limit + 1, split, label });
      return { rows: page.slice(0, limit), more: page.length > limit };
    },
    rowsAt: ({ datasetId, start, limit }) => {
      const key = datasets.key(datasetId);
      return { rows: rows.at(key, start, limit), total: rows.count(key) };
    },
    row: ({ datasetId, row }) => rowOf(deps, datasetId, row),
    clean: ({ datasetId }) => start(deps.place, 'clean', { datasetId }).answer,
    split: split => start(deps.place, 'split', split).answer,
    leaks: ({ datasetId }) => start(deps.place, 'leaks', { datasetId }).answer,
    freeze: freeze => start(deps.place, 'freeze', freeze).answer,
    versions: () => versions.versions(),
    history: ({ datasetId }) => changes.history(datasets.key(datasetId)),
    undo: ({ datasetId }) => changes.undo(datasets.key(datasetId), datasetId),
    redo: ({ datasetId }) => changes.redo(datasets.key(datasetId), datasetId),
  };
}

export function rowOf(deps: Pick<DatasetDeps, 'datasets' | 'rows'>, datasetId: DatasetId, row: number) {
  const key = deps.datasets.key(datasetId);
  const found = deps.rows.row(key, row);
  if (found === undefined) {
    const { name } = deps.datasets.dataset(datasetId);
    throw new LuthierError('dataset.row_not_found', { row, dataset: name, last: deps.rows.last(key) });
  }
  return found;
}

function asFailure(deps: DatasetDeps, error: unknown): ImportEvent {
  if (error instanceof LuthierError) return { kind: 'failed', error: error.payload };
  deps.onBug('dataset/importFile', error);
  const reason = 'Luthier itself made a mistake, see its log';
  return { kind: 'failed', error: new LuthierError('request.invalid', { reason }).payload };
}
