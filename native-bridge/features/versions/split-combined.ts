import type { Database } from 'better-sqlite3';
import { type DatasetId, type ErrorPayload, LuthierError, type SplitAmounts, titled } from '../../contract/index.ts';
import { changeLog, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable } from '../../store/rows.ts';
import { testSplitTable } from '../../store/test-split.ts';
import type { WorkTools } from '../../store/work.ts';
import { mendLeaks, splitDataset, usualPlan } from '../splits/index.ts';

export interface WantedSplit {
  readonly amounts: SplitAmounts;
  readonly seed: number;
}

interface Splitting {
  readonly datasetId: DatasetId;
  /** Numbers of the rows that stand in the test of a dataset they come from. */
  readonly tested: Uint32Array;
  readonly wanted: WantedSplit | undefined;
  readonly atMs: number;
}

/**
 * Splits a combined dataset. Rows that some test holds already stay in the test, and what is tied to them comes along,
 * so that nothing that is to be unseen is trained on. Returns why it could not be done, and leaves the rows then.
 */
export function splitCombined(splitting: Splitting, { db, progress }: WorkTools): ErrorPayload | null {
  const { datasetId, tested, wanted, atMs } = splitting;
  const dataset = datasetTable(db).dataset(datasetId);
  const usual = usualPlan(dataset);
  const { amounts, seed } = wanted ?? usual;
  const plan = { ...usual, amounts: beside(amounts, dataset.rowCount, tested.length), seed };
  try {
    splitDataset(db, { datasetId, plan, unlockTest: true }, atMs, progress);
  } catch (error) {
    // Anything else than rows that do not fill the sizes is no reason to go on.
    if (!(error instanceof LuthierError) || !/^(splits|dataset)\./.test(error.code)) throw error;
    return error.payload;
  }
  if (keepInTest(db, datasetId, tested, atMs) > 0) {
    mendLeaks(db, { datasetId, way: 'toTest', unlockTest: true }, atMs, progress);
  }
  return null;
}

/** Puts rows into the test of their dataset, and returns how many were not there yet. */
export function keepInTest(db: Database, datasetId: DatasetId, tested: Uint32Array, atMs: number): number {
  const key = datasetTable(db).key(datasetId);
  const rows = rowTable(db);
  const write = db.transaction((): number => {
    const changes = [...tested].flatMap((number): RowChange[] => {
      const split = rows.stored(key, number)?.split;
      return split === undefined || split === 'test'
        ? []
        : [{ row: number, before: { split }, after: { split: 'test' } }];
    });
    if (changes.length === 0) return 0;
    changeLog(db).apply(key, titled('toTest', { count: changes.length }), atMs, changes);
    testSplitTable(db).lock(key);
    return changes.length;
  });
  return write.immediate();
}

/** Amounts to deal all rows out by so that, with the rows that go to the test anyway, those that are wanted come out. */
function beside(amounts: SplitAmounts, all: number, tested: number): SplitAmounts {
  if (tested === 0 || tested === all) return amounts;
  if (amounts.unit === 'rows') return { ...amounts, test: Math.max(1, amounts.test - tested) };
  const test = (100 * Math.max(1, (amounts.test / 100) * all - tested)) / (all - tested);
  const rest = amounts.train + amounts.validation;
  const share = Math.min(rest, 100 - test) / rest;
  return { unit: 'percent', train: amounts.train * share, validation: amounts.validation * share, test };
}
