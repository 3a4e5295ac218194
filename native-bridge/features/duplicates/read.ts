import {
  cellIn,
  type Dataset,
  type DatasetId,
  type DuplicateGroup,
  type DuplicateSearch,
  type KeepRule,
  LuthierError,
  type Row,
} from '../../contract/index.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { DuplicateTable, GroupMember } from '../../store/duplicates.ts';
import type { RowTable } from '../../store/rows.ts';
import { cellText } from '../dataset/index.ts';
import { comparedText } from './compared.ts';
import { alikeTo, similarityTo } from './near-duplicates.ts';
import { ranking } from './remove.ts';

export interface DuplicateStore {
  readonly datasets: DatasetTable;
  readonly rows: RowTable;
  readonly duplicates: DuplicateTable;
}

export interface GroupsQuery {
  readonly datasetId: DatasetId;
  readonly keep: KeepRule;
  readonly kept?: readonly number[] | undefined;
  readonly after: number;
  readonly limit: number;
}

/** Rows of one group that are shown; the size says how many there are. */
const SHOWN = 20;

/** The last search through a dataset, null when there was none. */
export function searchOf(
  { datasets, duplicates }: Omit<DuplicateStore, 'rows'>,
  id: DatasetId,
): DuplicateSearch | null {
  const search = duplicates.search(datasets.key(id));
  return search && { datasetId: id, ...search };
}

/** A page of groups, each with the row first that stays. */
export function groupsOf(store: DuplicateStore, query: GroupsQuery): { groups: DuplicateGroup[]; more: boolean } {
  const dataset = store.datasets.dataset(query.datasetId);
  const key = store.datasets.key(query.datasetId);
  const search = store.duplicates.found(key);
  if (search === null) throw new LuthierError('duplicates.not_searched', { dataset: dataset.name });

  const { column, threshold } = search;
  const chosen = new Set(query.kept);
  const rank = ranking(dataset, query.keep, column);
  const places = store.duplicates.places(key, query.after, query.limit + 1);
  return {
    groups: places.slice(0, query.limit).map(({ place, size }) => {
      const numbers = shownOf(store.duplicates.members(key, place, place), member =>
        chosen.has(member.row) ? Number.POSITIVE_INFINITY : rank(member),
      );
      return {
        group: place,
        size,
        members: membersOf(dataset, { column, threshold }, store.rows.ofNumbers(key, numbers)),
      };
    }),
    more: places.length > query.limit,
  };
}

/** One cell may hold a book; more is not compared by eye. */
const SHOWN_CHARACTERS = 10_000;

function membersOf(
  { roles }: Dataset,
  { column, threshold }: Pick<DuplicateSearch, 'column' | 'threshold'>,
  rows: readonly Row[],
): DuplicateGroup['members'] {
  const compared = comparedText(column, roles);
  const texts = rows.map(({ cells }) => compared(cells));
  const similarity = similarityTo(texts[0] ?? '');
  const isAlike = alikeTo(texts[0] ?? '', threshold);
  return rows.map(({ row, split, cells }, place) => {
    const text = texts[place] ?? '';
    return {
      row,
      split,
      label: cellText(cellIn(cells, roles.label)) || null,
      time: cellIn(cells, roles.time),
      text: text.slice(0, SHOWN_CHARACTERS),
      length: text.length,
      similarity: similarity(text),
      chained: !isAlike(text),
    };
  });
}

/** The row of the highest rank, then the others in order. */
function shownOf(members: Iterable<GroupMember>, rank: (member: GroupMember) => number): number[] {
  const shown: number[] = [];
  let best = { row: 0, rank: Number.NEGATIVE_INFINITY };
  for (const member of members) {
    const own = rank(member);
    if (best.row === 0 || own > best.rank) best = { row: member.row, rank: own };
    if (shown.length < SHOWN) shown.push(member.row);
  }
  return [best.row, ...shown.filter(row => row !== best.row)].slice(0, SHOWN);
}
