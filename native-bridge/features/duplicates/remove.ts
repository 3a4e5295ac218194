import type { Database } from 'better-sqlite3';
import {
  type ChangeName,
  type Dataset,
  type KeepRule,
  LuthierError,
  type RemoveDuplicates,
  type RemovedDuplicates,
  titled,
} from '../../contract/index.ts';
import { changeLog, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { duplicateTable, type GroupMember } from '../../store/duplicates.ts';
import type { WorkTools } from '../../store/work.ts';
import { cellText } from '../dataset/index.ts';
import { KEEP_RULES, type Rule } from './keep/index.ts';

const TOLD_EVERY = 1000;

const TITLE = {
  first: 'keepFirst',
  longest: 'keepLongest',
  newest: 'keepNewest',
  labelled: 'keepLabelled',
} as const satisfies Record<KeepRule, ChangeName>;

/** Ranks a member of a group. Throws where the dataset lacks the column that the rule goes by. */
export function ranking(dataset: Dataset, keep: KeepRule, column: string): (member: GroupMember) => number {
  const { name, roles } = dataset;
  const rule = KEEP_RULES.find(({ id }) => id === keep) as Rule;
  if (rule.needs === 'time' && roles.time === undefined)
    throw new LuthierError('duplicates.no_time', { dataset: name });
  if (rule.needs === 'label' && roles.label === undefined)
    throw new LuthierError('dataset.no_label', { dataset: name });
  return ({ cells, label }) =>
    rule.rank({ text: cellText(cells[column]), label, time: cells[roles.time ?? ''] ?? null });
}

/** Removes all rows of the groups but those that stay, as one change. */
export function removeDuplicates(
  db: Database,
  request: RemoveDuplicates,
  progress: WorkTools['progress'],
  now: () => number,
): RemovedDuplicates {
  const dataset = datasetTable(db).dataset(request.datasetId);
  const key = datasetTable(db).key(request.datasetId);
  const table = duplicateTable(db);
  const search = table.search(key);
  if (search === null) throw new LuthierError('duplicates.not_searched', { dataset: dataset.name });

  const rank = ranking(dataset, request.keep, search.column);
  const rest = restOf(table.members(key, ...wantedPlaces(request)), request, rank, done =>
    progress({ done, total: search.groups + search.duplicates }),
  );
  if (rest.rows.length === 0) return { groups: 0, removed: 0, changeId: null };
  const changes = function* (): Generator<RowChange> {
    for (const [done, row] of rest.rows.entries()) {
      if (done % TOLD_EVERY === 0) progress({ done, total: rest.rows.length });
      yield { row, before: { removed: 0 }, after: { removed: 1 } };
    }
  };
  return db.transaction(() => {
    const changeId = changeLog(db).apply(key, titled(TITLE[request.keep], {}), now(), changes());
    table.addHarmless(key, changeId);
    return { groups: rest.groups, removed: rest.rows.length, changeId };
  })();
}

function wantedPlaces({ groups }: RemoveDuplicates): [first: number, last: number] {
  if (groups === undefined) return [1, Number.MAX_SAFE_INTEGER];
  return [groups.reduce((a, b) => Math.min(a, b)), groups.reduce((a, b) => Math.max(a, b))];
}

/** Rows that go. Members come group by group, so that only one row of a group need be remembered. */
function restOf(
  members: Iterable<GroupMember>,
  { groups, kept = [], except = [] }: RemoveDuplicates,
  rank: (member: GroupMember) => number,
  onProgress: (done: number) => void,
): { rows: number[]; groups: number } {
  const only = groups && new Set(groups);
  const chosen = new Set(kept);
  const skipped = new Set(except);
  const rows: number[] = [];
  const touched = new Set<number>();
  let best = { place: 0, row: 0, rank: 0 };
  let done = 0;
  for (const member of members) {
    if (++done % TOLD_EVERY === 0) onProgress(done);
    const { place, row } = member;
    if (skipped.has(place) || (only && !only.has(place))) continue;
    const own = { place, row, rank: chosen.has(row) ? Number.POSITIVE_INFINITY : rank(member) };
    if (best.place !== place) {
      best = own;
      continue;
    }
    touched.add(place);
    rows.push(own.rank > best.rank ? best.row : row);
    if (own.rank > best.rank) best = own;
  }
  return { rows, groups: touched.size };
}
