import type { duplicates } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import { tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import { type DuplicateStore, groupsOf, rowsBehind, searchOf } from './read.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface DuplicatesDeps extends DuplicateStore {
  readonly place: WorkPlace;
  /** Keeps a bug of a worker thread in the log. */
  onBug(where: string, error: unknown): void;
}

/** Pages of groups with more rows than this are made in a thread of their own. */
const ROWS_AT_ONCE = 5000;

/** The duplicates slice: searching and removing work in a thread, pages of groups are read at once. */
export function duplicatesHandlers(deps: DuplicatesDeps): Handlers<typeof duplicates> {
  const { place } = deps;
  return {
    find: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'find', input, onProgress),
        emit,
        end,
        error => deps.onBug('duplicates/find', error),
      ),
    search: ({ datasetId }) => searchOf(deps, datasetId),
    groups: query =>
      rowsBehind(deps, query) > ROWS_AT_ONCE ? start(place, 'groups', query).answer : groupsOf(deps, query),
    remove: (input, emit, end) =>
      tellWork(
        onProgress => start(place, 'remove', input, onProgress),
        emit,
        end,
        error => deps.onBug('duplicates/remove', error),
      ),
  };
}
