import type { DatasetId, duplicates } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import { tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import { type DuplicateStore, groupsOf, searchOf } from './read.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface DuplicatesDeps extends DuplicateStore {
  readonly place: WorkPlace;
  /** Keeps a bug of a worker thread in the log. */
  onBug(where: string, error: unknown): void;
}

/** What is told of more rows than this is worked out in a thread: some 20 ms. */
const ROWS_AT_ONCE = 5000;

/** The duplicates slice: searching and removing work in a thread, and so is a large search told. */
export function duplicatesHandlers(deps: DuplicatesDeps): Handlers<typeof duplicates> {
  const { place } = deps;
  const isLarge = (datasetId: DatasetId) => deps.duplicates.hasMore(deps.datasets.key(datasetId), ROWS_AT_ONCE);
  return {
    find: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'find', input, onProgress),
        emit,
        end,
        error => deps.onBug('duplicates/find', error),
      ),
    search: input =>
      isLarge(input.datasetId) ? start(place, 'search', input).answer : searchOf(deps, input.datasetId),
    groups: query => (isLarge(query.datasetId) ? start(place, 'groups', query).answer : groupsOf(deps, query)),
    count: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'count', input, onProgress),
        emit,
        end,
        error => deps.onBug('duplicates/count', error),
      ),
    remove: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'remove', input, onProgress),
        emit,
        end,
        error => deps.onBug('duplicates/remove', error),
      ),
  };
}
