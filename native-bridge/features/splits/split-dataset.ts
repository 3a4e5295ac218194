import type { Database } from 'better-sqlite3';
import {
  type ChangeName,
  type Dataset,
  type DatasetId,
  type LastSplit,
  type Split,
  type SplitPlan,
  type SplitPreview,
  type SplitReport,
  type SplitSizes,
  titled,
  type WorkProgress,
} from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { splitPlanTable } from '../../store/split-plans.ts';
import { testSplitTable } from '../../store/test-split.ts';
import { checkUnlocked } from '../dataset/index.ts';
import { labelShiftOf } from './label-shift.ts';
import { leaksOf } from './leaks.ts';
import { knownNear, nearOf } from './near.ts';
import { changesOf, NONE, readRows, SPLITS, type SplitRows } from './split-rows.ts';
import { inStages } from './stages.ts';
import { wayOf } from './ways/index.ts';

export interface SplitRequest {
  readonly datasetId: DatasetId;
  readonly plan: SplitPlan;
}

const TITLES = {
  random: 'splitRandom',
  stratified: 'splitStratified',
  group: 'splitGroup',
  time: 'splitTime',
  column: 'splitColumn',
} as const satisfies Record<SplitPlan['way'], ChangeName>;

type Tell = (progress: WorkProgress) => void;

/** Up to here near duplicates are found in a second. */
const PREVIEWED_ROWS = 100_000;

/**
 * What a plan would make of the rows, asked at every change of the plan: exactly where near duplicates do not matter, are
 * known or are soon found, else as if there were none.
 */
export function previewSplit(db: Database, request: SplitRequest, progress: Tell, most = PREVIEWED_ROWS): SplitPreview {
  return dealPlan(db, request, { searched: most, progress }).preview;
}

/**
 * Gives each row of a dataset its split, as one change that can be undone and keeps its plan, and says what the splits
 * look like. A test split is locked from here on.
 *
 * Throws `splits.test_locked` when there is a test split that was not unlocked.
 */
export function splitDataset(
  db: Database,
  request: SplitRequest & { readonly unlockTest: boolean },
  atMs: number,
  progress: Tell = () => {},
): SplitReport {
  checkUnlocked(db, request.datasetId, request.unlockTest);
  const log = changeLog(db);
  const stamp = log.stamp(datasetTable(db).key(request.datasetId));
  const stages = inStages(progress, datasetTable(db).dataset(request.datasetId).rowCount, 5);
  const { key, rows, dealt, preview } = dealPlan(db, request, { progress: stages(0, 2) });
  const { train, validation, test } = preview.sizes;
  const title = titled(TITLES[request.plan.way], { train, validation, test });
  const write = db.transaction(() => {
    if (log.stamp(key) !== stamp) return null;
    const changeId = log.apply(key, title, atMs, changesOf(rows, dealt, stages(2)));
    splitPlanTable(db).insert(changeId, request.plan);
    testSplitTable(db).lock(key);
    return changeId;
  });
  const changeId = write.immediate();
  // Somebody changed rows meanwhile: they are dealt out as they are now.
  if (changeId === null) return splitDataset(db, request, atMs, progress);
  return { ...preview, plan: request.plan, leaks: leaksOf(db, request.datasetId, stages(3, 2)), changeId };
}

/** How the splits of a dataset came about, for whoever keeps them; null when it is not known. */
export function lastSplitOf(db: Database, datasetId: DatasetId): LastSplit | null {
  return splitPlanTable(db).last(datasetTable(db).key(datasetId));
}

interface Dealing {
  /** Up to how many rows are searched for near duplicates that are not known. */
  readonly searched?: number;
  readonly progress: Tell;
}

function dealPlan(db: Database, { datasetId, plan }: SplitRequest, { searched = Infinity, progress }: Dealing) {
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(datasetId);
  const key = datasets.key(datasetId);
  const way = wayOf(plan);
  way.check(dataset, plan);

  const keepsNear = 'nearTogether' in plan && plan.nearTogether;
  const parts = keepsNear ? 2 : 1;
  const rows = readRows(db, key, dataset, {
    ...(plan.way === 'column' && { valueColumn: plan.column }),
    progress: ({ done, total }) => progress({ done, total: total * parts }),
  });
  // A row without its label can be neither learned nor scored.
  const eligible = Uint8Array.from(rows.labels, label => Number(dataset.roles.label === undefined || label !== NONE));
  const search = (): Int32Array =>
    nearOf(db, key, dataset, rows, ({ done, total }) => progress({ done: total + done, total: total * 2 }));
  const isSearched = keepsNear && rows.count <= searched;
  const near = isSearched ? search() : keepsNear ? knownNear(db, key, rows) : null;
  const dealt = way.deal({ dataset, plan, rows, eligible, near });
  return { key, rows, dealt, preview: describe(dataset, plan, rows, dealt, !keepsNear || near !== null) };
}

const LABELS_TOLD = 50;

/** The labels without a row in a split, though other rows of them were dealt out. */
function lackingIn(
  split: Split,
  sizes: SplitSizes,
  told: readonly (SplitSizes & { readonly label: string })[],
): SplitPreview['lacking'][number] {
  const labels = told.filter(of => sizes[split] > 0 && of[split] === 0 && of.train + of.validation + of.test > 0);
  return { split, labels: labels.slice(0, LABELS_TOLD).map(({ label }) => label), count: labels.length };
}

function describe(
  { roles }: Dataset,
  plan: SplitPlan,
  rows: SplitRows,
  dealt: Uint8Array,
  isExact: boolean,
): SplitPreview {
  const sizes = { train: 0, validation: 0, test: 0 };
  const leftOut = { noLabel: 0, noDate: 0, noValue: 0, notNeeded: 0 };
  const labels: SplitSizes[] = rows.labelNames.map(() => ({ train: 0, validation: 0, test: 0 }));
  let [trainUntilMs, testFromMs] = [-Infinity, Infinity];
  for (let at = 0; at < rows.count; at++) {
    const label = rows.labels[at] as number;
    const split = SPLITS[(dealt[at] as number) - 1];
    const moment = rows.atMs[at] as number;
    if (split === undefined) {
      if (roles.label !== undefined && label === NONE) leftOut.noLabel += 1;
      else if (plan.way === 'time' && Number.isNaN(moment)) leftOut.noDate += 1;
      else if (plan.way === 'column') leftOut.noValue += 1;
      else leftOut.notNeeded += 1;
      continue;
    }
    sizes[split] += 1;
    if (label !== NONE) (labels[label] as SplitSizes)[split] += 1;
    if (split === 'train' && moment > trainUntilMs) trainUntilMs = moment;
    if (split === 'test' && moment < testFromMs) testFromMs = moment;
  }
  const told = labels
    .map((of, at) => ({ label: rows.labelNames[at] as string, ...of }))
    .sort(
      (a, b) => b.train + b.validation + b.test - (a.train + a.validation + a.test) || (a.label < b.label ? -1 : 1),
    );
  return {
    sizes,
    isExact,
    labels: told.slice(0, LABELS_TOLD),
    labelCount: told.length,
    lacking: SPLITS.map(split => lackingIn(split, sizes, told)).filter(({ count }) => count > 0),
    leftOut,
    times: plan.way === 'time' && Number.isFinite(trainUntilMs + testFromMs) ? { trainUntilMs, testFromMs } : null,
    labelShift: labelShiftOf(rows),
  };
}
