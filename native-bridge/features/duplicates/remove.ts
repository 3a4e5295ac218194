import type { Database } from 'better-sqlite3';
import {
  type ChangeName,
  type CountDuplicates,
  cellIn,
  type Dataset,
  type DuplicateCounts,
  type KeepRule,
  LuthierError,
  type RemoveDuplicates,
  type RemovedDuplicates,
  titled,
  type WorkProgress,
} from '../../contract/index.ts';
import { changeLog, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { duplicateTable, type GroupMember } from '../../store/duplicates.ts';
import { tries } from '../../store/tries.ts';
import type { WorkTools } from '../../store/work.ts';
import { comparedText } from './compared.ts';
import { KEEP_RULES, type Rule } from './keep/index.ts';
import { alikeTo } from './near-duplicates.ts';

const TOLD_EVERY = 1000;

const TITLE = {
  first: 'keepFirst',
  longest: 'keepLongest',
  newest: 'keepNewest',
  labelled: 'keepLabelled',
} as const satisfies Record<KeepRule, ChangeName>;

/** Ranks a member of a group. Throws where the dataset lacks the column that the rule goes by. */
export function ranking(dataset: Dataset, keep: KeepRule, column: string | null): (member: GroupMember) => number {
  const { name, roles } = dataset;
  const rule = KEEP_RULES.find(({ id }) => id === keep) as Rule;
  if (rule.needs === 'time' && roles.time === undefined)
    throw new LuthierError('duplicates.no_time', { dataset: name });
  if (rule.needs === 'label' && roles.label === undefined)
    throw new LuthierError('dataset.no_label', { dataset: name });
  const compared = comparedText(column, roles);
  return ({ cells, label }) => rule.rank({ text: compared(cells), label, time: cellIn(cells, roles.time) });
}

/** How many rows of the groups are as alike to the one that stays as was asked for, and how many are not. */
export function countDuplicates(
  db: Database,
  request: CountDuplicates,
  progress: WorkTools['progress'],
): DuplicateCounts {
  const count = db.transaction((): DuplicateCounts => {
    const counts = { alike: 0, chained: 0 };
    for (const { isAlike } of othersOf(db, request, progress)) counts[isAlike ? 'alike' : 'chained'] += 1;
    return counts;
  });
  return count();
}

/**
 * Removes the rows of the groups that are alike to the one that stays, or all but that one, as one change. They are looked
 * for before the lock is taken: others wait only while rows are written.
 */
export function removeDuplicates(
  db: Database,
  request: RemoveDuplicates,
  progress: WorkTools['progress'],
  now: () => number,
): RemovedDuplicates {
  const key = datasetTable(db).key(request.datasetId);
  const log = changeLog(db);
  for (const _ of tries()) {
    const { stamp, groups, rows, changes } = surplusOf(db, request, progress);
    if (rows === 0) return { groups, removed: 0, changeId: null };
    const write = db.transaction((): number | null => {
      if (log.stamp(key) !== stamp) return null;
      const changeId = log.apply(key, titled(TITLE[request.keep], {}), now(), changes());
      duplicateTable(db).addHarmless(key, changeId);
      return changeId;
    });
    const changeId = write.immediate();
    if (changeId !== null) return { groups, removed: rows, changeId };
  }
  throw new LuthierError('dataset.rows_changed', { dataset: datasetTable(db).dataset(request.datasetId).name });
}

interface Surplus {
  /** Of the rows as they were looked at. */
  readonly stamp: string;
  readonly groups: number;
  readonly rows: number;
  readonly changes: () => Iterable<RowChange>;
}

/** What is to be removed. */
function surplusOf(db: Database, request: RemoveDuplicates, progress: WorkTools['progress']): Surplus {
  const rows: number[] = [];
  const groups = new Set<number>();
  let looked = 0;
  const look = ({ done, total }: WorkProgress): void => {
    looked = total;
    progress({ done, total: total + total / 2 });
  };
  const find = db.transaction((): string => {
    for (const { row, place, isAlike } of othersOf(db, request, look)) {
      if (!isAlike && !request.chained) continue;
      rows.push(row);
      groups.add(place);
    }
    return changeLog(db).stamp(datasetTable(db).key(request.datasetId));
  });
  const changes = function* (): Generator<RowChange> {
    for (const [done, row] of rows.entries()) {
      if (done % TOLD_EVERY === 0) progress({ done: looked + done, total: looked + rows.length });
      yield { row, before: { removed: 0 }, after: { removed: 1 } };
    }
  };
  return { stamp: find(), groups: groups.size, rows: rows.length, changes };
}

interface Other {
  readonly place: number;
  readonly row: number;
  /** Whether it is as alike to the row of its group that stays as the search asked of a pair. */
  readonly isAlike: boolean;
}

type Wanted = CountDuplicates & Pick<Partial<RemoveDuplicates>, 'groups'>;

/**
 * The rows of the groups that do not stay. Their members are read twice, so that little of them is in memory: which
 * row stays is known only once all of its group were seen. Whoever asks reads in one transaction: with rows that change
 * between the two, none of a group might stay.
 */
function* othersOf(db: Database, wanted: Wanted, progress: WorkTools['progress']): Generator<Other> {
  const dataset = datasetTable(db).dataset(wanted.datasetId);
  const key = datasetTable(db).key(wanted.datasetId);
  const table = duplicateTable(db);
  const search = table.search(key);
  if (search === null) throw new LuthierError('duplicates.not_searched', { dataset: dataset.name });
  const total = 2 * (search.groups + search.duplicates);
  const isWanted = placeFilter(wanted);
  let done = 0;
  const members = function* (): Generator<GroupMember> {
    for (const member of table.members(key, ...wantedPlaces(wanted))) {
      if (done++ % TOLD_EVERY === 0) progress({ done, total });
      if (isWanted(member)) yield member;
    }
  };
  const staying = stayingOf(members(), wanted, ranking(dataset, wanted.keep, search.column));

  const textOf = comparedText(search.column, dataset.roles);
  let stays = { place: 0, row: 0, isAlike: (_: string): boolean => true };
  for (const member of members()) {
    const { place, row } = member;
    if (stays.place !== place) {
      const row = staying.get(place) as number;
      const text = textOf(table.cellsOf(key, row));
      stays = { place, row, isAlike: alikeTo(text, search.threshold) };
    }
    if (row !== stays.row) yield { place, row, isAlike: stays.isAlike(textOf(member.cells)) };
  }
}

function placeFilter({ groups, except = [] }: Wanted): (member: GroupMember) => boolean {
  const only = groups && new Set(groups);
  const skipped = new Set(except);
  return ({ place }) => !skipped.has(place) && (only?.has(place) ?? true);
}

function wantedPlaces({ groups }: Wanted): [first: number, last: number] {
  if (groups === undefined) return [1, Number.MAX_SAFE_INTEGER];
  return [groups.reduce((a, b) => Math.min(a, b)), groups.reduce((a, b) => Math.max(a, b))];
}

/** The row of each group that stays: of the highest rank, the first of them. */
function stayingOf(
  members: Iterable<GroupMember>,
  { kept = [] }: Wanted,
  rank: (member: GroupMember) => number,
): Map<number, number> {
  const chosen = new Set(kept);
  const staying = new Map<number, number>();
  let best = { place: 0, rank: 0 };
  for (const member of members) {
    const { place, row } = member;
    const own = { place, rank: chosen.has(row) ? Number.POSITIVE_INFINITY : rank(member) };
    if (best.place === place && own.rank <= best.rank) continue;
    best = own;
    staying.set(place, row);
  }
  return staying;
}
