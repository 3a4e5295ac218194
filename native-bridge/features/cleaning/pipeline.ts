import type { Database } from 'better-sqlite3';
import { type CleaningReport, type CleaningStep, cellIn, type DatasetId, type Roles } from '../../contract/index.ts';
import type { RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { type Cells, rowTable, type StoredRow } from '../../store/rows.ts';
import { stagedChanges } from '../../store/staged-changes.ts';
import type { WorkTools } from '../../store/work.ts';
import { cellText } from '../dataset/index.ts';
import { changedExample, droppedExample } from './examples.ts';
import { Guard, LIMITS } from './guard.ts';
import { prepare, type ReadyStep } from './prepare.ts';
import { scoreReader } from './score-reader.ts';
import type { Seen } from './step.ts';
import { tokenCounter } from './token-counter.ts';

const BATCH = 256;
const EXAMPLES = 5;

interface Going {
  readonly stored: StoredRow;
  cells: Cells;
  label: string | null;
  gone: boolean;
}

export interface PipelineRequest {
  readonly datasetId: DatasetId;
  /** The folder of the project, where its models are. */
  readonly project: string;
  readonly steps: readonly CleaningStep[];
  /** Whether its changes will be asked for: they are kept then. */
  readonly writes: boolean;
}

type StepReport = CleaningReport['steps'][number];

const STAYS = 0;
const GONE = 1;

/**
 * A list of steps over the rows of a dataset. A step that must see all rows before it decides ends a walk and begins
 * the next, so that each step sees exactly what the ones before it left. From walk to walk only a byte a row is kept;
 * texts are made anew, so that a million rows need no memory. What the last walk finds out is staged in a file.
 */
export class Pipeline {
  readonly #rows;
  readonly #key: number;
  readonly #roles: Roles;
  readonly #rowCount: number;
  readonly #steps: readonly ReadyStep[];
  readonly #reports: readonly StepReport[];
  readonly #fates: Uint8Array;
  readonly #staged;
  readonly #guard = new Guard(LIMITS, () => this.#progress(0));
  readonly #tell: WorkTools['progress'];
  readonly #total: number;
  #done = 0;

  constructor(db: Database, { datasetId, project, steps, writes }: PipelineRequest, tell: WorkTools['progress']) {
    const datasets = datasetTable(db);
    const dataset = datasets.dataset(datasetId);
    this.#rows = rowTable(db);
    this.#key = datasets.key(datasetId);
    this.#roles = dataset.roles;
    this.#rowCount = dataset.rowCount;
    const toolsOf = (place: number) => ({
      dataset,
      seenAt: (row: number) => this.#seenAt(place, row),
      tokensBy: (model: string) => tokenCounter(db, project, model, place),
      scoresBy: (model: string) =>
        scoreReader(db, { dataset, column: steps[place - 1]?.column ?? dataset.roles.text, model, place }),
    });
    this.#steps = prepare(dataset, steps, toolsOf);
    this.#reports = steps.map(({ step }) => reportOf(step));
    for (const step of this.#steps) this.#reportOf(step).warning = step.warning;
    this.#staged = writes ? stagedChanges(db) : null;
    this.#fates = new Uint8Array(this.#rows.last(this.#key) + 1);
    this.#tell = tell;
    const walks = 1 + this.#steps.filter(({ learn }) => learn).length + Number(writes);
    this.#total = walks * this.#rowCount;
  }

  /** Finds out what happens to each row, and writes nothing. */
  run(): Omit<CleaningReport, 'changeId'> {
    let begin = 0;
    for (const [end, step] of this.#steps.entries()) {
      if (!step.learn) continue;
      for (const batch of this.#batches()) this.#teach(this.#pass(batch, begin, end), step);
      step.decide?.(() => this.#progress(0));
      this.#reportOf(step).unjudged = step.unjudged?.() ?? 0;
      begin = end;
    }
    let rowsChanged = 0;
    for (const batch of this.#batches()) {
      const left = this.#pass(batch, begin, this.#steps.length);
      const changes = left.map(row => this.#changeOf(row)).filter(change => change !== null);
      rowsChanged += changes.length;
      this.#staged?.add(changes);
    }
    const removed = this.#reports.reduce((sum, step) => sum + step.removed, 0);
    const [rowsBefore, rowsAfter] = [this.#rowCount, this.#rowCount - removed];
    return { steps: [...this.#reports], rowsBefore, rowsAfter, rowsChanged };
  }

  /** What `run` found out, as changes of rows. The rows must be as they were then. */
  *changes(): Generator<RowChange> {
    for (const [row, fate] of this.#fates.entries()) {
      if (fate === GONE) yield { row, before: { removed: 0 }, after: { removed: 1 } };
    }
    let done = 0;
    for (const change of this.#staged?.all() ?? []) {
      if (++done % BATCH === 0) this.#progress(BATCH);
      yield change;
    }
    this.#staged?.clear();
  }

  /** What became of a row that stays; null when its texts are what they were, though steps went there and back. */
  #changeOf({ stored, cells, label }: Going): RowChange | null {
    const columns = new Set(this.#steps.map(({ column }) => column));
    const changed = [...columns].filter(
      column => cellText(cellIn(cells, column)) !== cellText(cellIn(stored.cells, column)),
    );
    if (changed.length === 0) return null;
    const after = { ...stored.cells, ...Object.fromEntries(changed.map(column => [column, cellIn(cells, column)])) };
    const labels = label !== stored.label;
    return {
      row: stored.row,
      before: { cells: stored.cells, ...(labels && { label: stored.label }) },
      after: { cells: after, ...(labels && { label }) },
    };
  }

  *#batches(): Generator<Going[]> {
    let after = 0;
    while (true) {
      const stored = this.#rows.batch(this.#key, after, BATCH);
      const last = stored.at(-1);
      if (last === undefined) return;
      after = last.row;
      this.#progress(stored.length);
      yield stored.filter(({ row }) => this.#fates[row] === STAYS).map(going);
    }
  }

  #progress(rows: number): void {
    this.#done += rows;
    this.#tell({ done: Math.min(this.#done, this.#total), total: this.#total });
  }

  /** Steps before `begin` were counted in an earlier walk: what they dropped is known, what they changed is done again. */
  #pass(batch: readonly Going[], begin: number, end: number): Going[] {
    let there = [...batch];
    for (const [index, step] of this.#steps.slice(0, end).entries()) {
      const counted = index >= begin;
      if (step.change) this.#change(there, step, step.change, counted);
      if (!counted || !(step.dooms || step.drops)) continue;
      this.#drop(there, step);
      there = there.filter(({ gone }) => !gone);
    }
    return there;
  }

  #change(there: readonly Going[], step: ReadyStep, change: (text: string) => string, counted: boolean): void {
    const report = this.#reportOf(step);
    const before = there.map(row => cellText(cellIn(row.cells, step.column)));
    const after = this.#guard.each(step, there.map(rowOf), before, change);
    for (const [index, row] of there.entries()) {
      const [was, is] = [before[index] ?? '', after[index]];
      if (is === undefined && counted) leaveAlone(report, row);
      if (is === undefined || was === is) continue;
      const shown = { row: row.stored.row, text: step.read(was), label: row.label };
      row.cells = { ...row.cells, [step.column]: is };
      if (step.column === this.#roles.label) row.label = is === '' ? null : is;
      if (!counted) continue;
      report.changed += 1;
      if (report.examples.length < EXAMPLES) report.examples.push(changedExample(shown, step.read(is)));
    }
  }

  #drop(there: readonly Going[], step: ReadyStep): void {
    const report = this.#reportOf(step);
    const all = there.map(row => this.#seen(row, step));
    const texts = all.map(({ text }) => text);
    const doomed = step.dooms && this.#guard.each(step, there.map(rowOf), texts, step.dooms);
    for (const [index, row] of there.entries()) {
      const seen = all[index] as Seen;
      if (doomed && doomed[index] === undefined) leaveAlone(report, row);
      const verdict = doomed?.[index] ?? step.drops?.(seen) ?? false;
      if (verdict === false) continue;
      row.gone = true;
      this.#fates[seen.row] = GONE;
      report.removed += 1;
      if (report.examples.length === EXAMPLES) continue;
      const other = typeof verdict === 'number' ? this.#seenAt(step.place, verdict) : null;
      const value = step.measureOf?.(seen.row) ?? null;
      report.examples.push({ ...droppedExample(seen, other), value });
    }
  }

  /** A row as the step at this place sees it. */
  #seenAt(place: number, row: number): Seen {
    const end = this.#steps.findIndex(step => step.place === place);
    const stored = this.#rows.stored(this.#key, row);
    if (stored === undefined) return { row, text: '', learned: { input: [], answer: '' }, label: null, time: null };
    const [left] = this.#pass([going(stored)], end, end);
    return this.#seen(left as Going, this.#steps[end] as ReadyStep);
  }

  #seen({ stored, cells, label }: Going, { judged }: ReadyStep): Seen {
    return { row: stored.row, ...judged(cells), label, time: cellIn(cells, this.#roles.time) };
  }

  #teach(there: readonly Going[], step: ReadyStep): void {
    for (const row of there) step.learn?.(this.#seen(row, step));
  }

  #reportOf({ place }: ReadyStep): StepReport {
    return this.#reports[place - 1] as StepReport;
  }
}

function reportOf(step: string): StepReport {
  return { step, removed: 0, changed: 0, unjudged: 0, skipped: 0, skippedRows: [], warning: null, examples: [] };
}

/** The step could not work on the row: it stays as it is, and is told. */
function leaveAlone(report: StepReport, row: Going): void {
  report.skipped += 1;
  if (report.skippedRows.length < EXAMPLES) report.skippedRows.push(rowOf(row));
}

function rowOf({ stored }: Going): number {
  return stored.row;
}

function going(stored: StoredRow): Going {
  return { stored, cells: stored.cells, label: stored.label, gone: false };
}
