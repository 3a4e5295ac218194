import {
  cellIn,
  type DatasetId,
  type Leak,
  type Split,
  type splits,
  type WorkEvent,
  type WorkProgress,
} from '../../contract/index.ts';
import type { Emit, Handlers } from '../../core/router.ts';
import type { changeLog } from '../../store/changes.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { leakTable, StoredLeak } from '../../store/leaks.ts';
import type { RowTable } from '../../store/rows.ts';
import type { SplitPlanTable } from '../../store/split-plans.ts';
import { type RunningWork, tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import { cellText, inputText, type TestTables, testUsesOf } from '../dataset/index.ts';
import { foundWith } from './find-leaks.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface SplitsDeps extends TestTables {
  readonly place: WorkPlace;
  readonly datasets: DatasetTable;
  readonly rows: RowTable;
  readonly changes: ReturnType<typeof changeLog>;
  readonly leaks: ReturnType<typeof leakTable>;
  readonly plans: SplitPlanTable;
  /** Keeps a bug of a worker thread in the log. */
  onBug(where: string, error: unknown): void;
}

const SHOWN_CHARACTERS = 4000;
const ROWS_AT_ONCE = 5000;

/** The splits slice: what stands is told at once, what walks over all rows works in a thread of its own. */
export function splitsHandlers(deps: SplitsDeps): Handlers<typeof splits> {
  const { place, datasets, changes, leaks } = deps;
  const tell = <Answer>(
    name: string,
    emit: Emit<WorkEvent<Answer>>,
    end: () => void,
    begin: (onProgress: (progress: WorkProgress) => void) => RunningWork<Answer>,
  ) => tellWork(begin, emit, end, error => deps.onBug(`splits/${name}`, error));

  return {
    state: async ({ datasetId }) => {
      const key = datasets.key(datasetId);
      const check = leaks.check(key);
      return {
        testUses: testUsesOf(deps, datasetId),
        testChanged: await testChanged(deps, datasetId, key),
        lastSplit: deps.plans.last(key),
        lastPlan: deps.plans.lastUsed(key),
        leakCheck: check && { report: check.report, atMs: check.atMs, stale: check.stamp !== changes.stamp(key) },
      };
    },
    preview: (input, emit, end) => tell('preview', emit, end, told => start(place, 'preview', input, told)),
    split: (input, emit, end) => tell('split', emit, end, told => start(place, 'split', input, told)),
    checkLeaks: (input, emit, end) => tell('checkLeaks', emit, end, told => start(place, 'checkLeaks', input, told)),
    leaks: ({ datasetId, reason, ...page }) => {
      const key = datasets.key(datasetId);
      const found = leaks.page(key, { ...page, reason: reason ?? null }).map(leak => toLeak(deps, datasetId, leak));
      const report = leaks.check(key)?.report;
      return { leaks: found, listed: leaks.count(key, reason), total: report ? foundWith(reason, report) : 0 };
    },
    mendLeaks: (input, emit, end) => tell('mendLeaks', emit, end, told => start(place, 'mendLeaks', input, told)),
  };
}

/** How many rows of the test have changed: looked at in a thread where they may be many. */
function testChanged({ place, testSplit }: SplitsDeps, datasetId: DatasetId, key: number): number | Promise<number> {
  return testSplit.hasMore(key, ROWS_AT_ONCE)
    ? start(place, 'testChanged', { datasetId }).answer
    : testSplit.changed(key);
}

/** A kept leak with what its rows say now. Rows that are gone, or have left their split, are not shown. */
function toLeak(
  { datasets, rows }: SplitsDeps,
  datasetId: DatasetId,
  { reason, sizes, rows: numbers }: StoredLeak,
): Leak {
  const { roles } = datasets.dataset(datasetId);
  const found = rows.ofNumbers(datasets.key(datasetId), numbers);
  return {
    reason,
    sizes,
    group: reason === 'group' ? cellIn(found[0]?.cells ?? {}, roles.group) : null,
    rows: found
      .filter(row => row.split !== null)
      .map(({ row, split, cells }) => ({
        row,
        split: split as Split,
        label: roles.label === undefined ? null : cellText(cellIn(cells, roles.label)),
        text: inputText(cells, roles).slice(0, SHOWN_CHARACTERS),
      })),
  };
}
