import type { PrivacyType, privacy } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { RowTable } from '../../store/rows.ts';
import { tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import { cellText, rowOf } from '../dataset/index.ts';
import { DETECTORS } from './detectors/index.ts';
import { findIn } from './find.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface PrivacyDeps {
  readonly place: WorkPlace;
  readonly datasets: DatasetTable;
  readonly rows: RowTable;
  /** Keeps a bug of a worker thread in the log. */
  onBug(where: string, error: unknown): void;
}

/** Finds and masks personal data, all of it on this machine. */
export function privacyHandlers(deps: PrivacyDeps): Handlers<typeof privacy> {
  const { place } = deps;
  return {
    types: privacyTypes,
    scan: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'scan', input, onProgress),
        emit,
        end,
        error => deps.onBug('privacy/scan', error),
      ),
    mask: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'mask', input, onProgress),
        emit,
        end,
        error => deps.onBug('privacy/mask', error),
      ),
    reveal: ({ datasetId, row, column, type, start }) => {
      const text = cellText(rowOf(deps, datasetId, row).cells[column]);
      const found = findIn(text).find(finding => finding.start === start && finding.detector.id === type);
      return { value: found ? text.slice(found.start, found.end) : null };
    },
  };
}

/** The kinds that are looked for, in the words of the page. */
export function privacyTypes(): PrivacyType[] {
  return DETECTORS.map(({ id, title, says }) => ({ id, title, says }));
}
