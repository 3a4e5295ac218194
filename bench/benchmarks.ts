import { measureDuplicates } from './duplicates/measure-duplicates.ts';
import { measureGrid } from './grid/measure-grid.ts';
import { measureImport } from './import/measure-import.ts';
import type { Outcome } from './outcome.ts';
import { measureSearch } from './search/measure-search.ts';
import { measureStartup } from './startup/measure-startup.ts';
import { measureTraining } from './training/measure-training.ts';
import { measureWorkbench } from './workbench/measure-workbench.ts';

export interface Options {
  /** Rounds, each with ours and every peer once. */
  readonly pairs: number;
  /** Less work in fewer rounds: for a look, not for the record. */
  readonly isShort: boolean;
  readonly signal: AbortSignal;
  /** Tells the person what is going on. */
  readonly say: (text: string) => void;
}

/** One comparison; it may answer several benchmarks at once. */
export type Measurement = (options: Options) => Promise<Outcome[]>;

/** Every benchmark, by id. */
export const BENCHMARKS: Readonly<Record<string, Measurement>> = {
  B1: measureTraining,
  B2: measureTraining,
  B5: measureImport,
  B6: measureGrid,
  B7: measureSearch,
  B8: measureDuplicates,
  B11: measureStartup,
  B13: measureWorkbench,
};
