import {
  type DatasetId,
  type dataset,
  type ImportEvent,
  type ImportFile,
  type ImportProgress,
  type ImportReport,
  LuthierError,
} from '../../contract/index.ts';
import { actor } from '../../core/actor.ts';
import type { Handlers } from '../../core/router.ts';
import { removeUpload } from '../../core/uploads.ts';
import type { DraftTable } from '../../store/drafts.ts';
import { failureOf, type RunningWork } from '../../store/work.ts';
import { exportLedger } from './import/ledger-file.ts';
import { previewAside } from './import/preview-thread.ts';
import { type RowDeps, rowHandlers } from './rows/row-handlers.ts';

export interface Imports {
  /** Starts an import in a thread of its own. The id is a new one unless results name the dataset already. */
  readonly startImport: (
    file: ImportFile,
    onProgress: (progress: ImportProgress) => void,
    id?: DatasetId,
  ) => RunningWork<ImportReport>;
  /** Has ready what an import of this file will need. */
  readonly prepareImport: (file: Pick<ImportFile, 'file' | 'format'>) => Promise<void>;
}

export interface DatasetDeps extends RowDeps, Imports {
  readonly drafts: DraftTable;
}

/** The dataset slice: reads answer at once, what walks over all rows works in a thread of its own. */
export function datasetHandlers(deps: DatasetDeps): Handlers<typeof dataset> {
  const { datasets, rows, changes, drafts, writes } = deps;
  return {
    ...rowHandlers(deps),
    importFile: (file, emit, end) => {
      const work = deps.startImport(file, progress => emit({ kind: 'progress', ...progress }));
      work.answer
        .then<ImportEvent>(report => ({ kind: 'finished', report }))
        .catch(
          (error): ImportEvent => ({
            kind: 'failed',
            error: failureOf(error, bug => deps.onBug('dataset/importFile', bug)),
          }),
        )
        .then(event => {
          emit(event);
          end();
        });
      return work;
    },
    previewImport: async request => {
      const preview = await previewAside(deps.place.project, request);
      // On the page a person looks at it now, and then imports it. What is wrong with it the import itself will say.
      if (actor()?.through === 'page') deps.prepareImport(request).catch(() => {});
      return preview;
    },
    dropUpload: ({ file }) => {
      removeUpload(deps.place.project, file);
      return {};
    },
    ledger: ({ datasetId, after, limit }) => datasets.ledger(datasetId, after, limit),
    exportLedger: request => exportLedger({ project: deps.place.project, datasets }, request),
    datasets: () => datasets.datasets(),
    dataset: ({ datasetId }) => datasets.dataset(datasetId),
    rows: ({ datasetId, after, limit, split, label }) => {
      const page = rows.page({ dataset: datasets.key(datasetId), after, limit: limit + 1, split, label });
      return { rows: page.slice(0, limit), more: page.length > limit };
    },
    row: ({ datasetId, row }) => rowOf(deps, datasetId, row),
    drafts: ({ datasetId }) => drafts.ofDataset(datasets.key(datasetId)),
    keepDraft: async ({ datasetId, draft }) => {
      await writes.write(() => drafts.keep(datasets.key(datasetId), draft));
      return {};
    },
    dropDraft: async ({ datasetId, place }) => {
      await writes.write(() => drafts.drop(datasets.key(datasetId), place));
      return {};
    },
    history: ({ datasetId }) => changes.history(datasets.key(datasetId)),
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
