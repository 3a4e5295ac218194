import { parentPort, workerData } from 'node:worker_threads';
import {
  type CleanReport,
  type DatasetId,
  type DatasetVersion,
  type ImportFile,
  type ImportProgress,
  type ImportReport,
  type LeakReport,
  LuthierError,
  type SplitReport,
  type SplitRequest,
  type Where,
} from '../../contract/index.ts';
import { asDiskError } from '../../core/files.ts';
import { openInWorker } from '../../store/open.ts';
import { clean } from './clean.ts';
import { type FreezeRequest, freeze } from './freeze.ts';
import { importFile } from './import/import-file.ts';
import type { WorkPlace } from './long-work.ts';
import { leaksOf, splitDataset } from './split-dataset.ts';

export type WorkRequest =
  | { readonly work: 'import'; readonly file: ImportFile }
  | { readonly work: 'clean'; readonly datasetId: DatasetId }
  | { readonly work: 'split'; readonly split: SplitRequest }
  | { readonly work: 'leaks'; readonly datasetId: DatasetId }
  | { readonly work: 'freeze'; readonly freeze: FreezeRequest };

interface Answers {
  import: ImportReport;
  clean: CleanReport;
  split: SplitReport;
  leaks: LeakReport;
  freeze: DatasetVersion;
}
export type WorkAnswer<Work extends WorkRequest['work']> = Answers[Work];

export type WorkMessage =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'answer'; readonly value: Answers[keyof Answers] }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly facts: Readonly<Record<string, string | number>>;
      readonly where: Where | undefined;
    };

const PROGRESS_MS = 100;

if (parentPort !== null) await answerParent(parentPort, workerData as { place: WorkPlace; request: WorkRequest });

async function answerParent(
  parent: NonNullable<typeof parentPort>,
  { place, request }: { place: WorkPlace; request: WorkRequest },
): Promise<void> {
  let stopped = false;
  parent.on('message', () => {
    stopped = true;
  });
  const db = openInWorker(place.database);
  let told = 0;
  const progress = (progress: ImportProgress): void => {
    if (stopped) throw new LuthierError('job.cancelled', { id: 'import' });
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    parent.postMessage({ kind: 'progress', progress } satisfies WorkMessage);
  };
  try {
    const value = await work(db, place, request, progress);
    parent.postMessage({ kind: 'answer', value } satisfies WorkMessage);
  } catch (caught) {
    const error = asDiskError(caught, place.project);
    if (!(error instanceof LuthierError)) throw error;
    const { code, facts, where } = error;
    parent.postMessage({ kind: 'error', code, facts, where } satisfies WorkMessage);
  } finally {
    db.close();
    parent.close();
  }
}

function work(
  db: ReturnType<typeof openInWorker>,
  place: WorkPlace,
  request: WorkRequest,
  progress: (progress: ImportProgress) => void,
): Answers[keyof Answers] | Promise<ImportReport> {
  switch (request.work) {
    case 'import':
      return importFile(db, place.project, request.file, progress);
    case 'clean':
      return clean(db, request.datasetId, Date.now());
    case 'split':
      return splitDataset(db, request.split, Date.now());
    case 'leaks':
      return leaksOf(db, request.datasetId);
    case 'freeze':
      return freeze(db, place.project, request.freeze, Date.now());
  }
}
