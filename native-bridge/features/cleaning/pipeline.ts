import type { Database } from 'better-sqlite3';
import { type CleaningReport, type CleaningStep, type DatasetId, LuthierError } from '../../contract/index.ts';
import { eachWithin } from '../../core/time-limit.ts';
import type { RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { type Cells, rowTable, type StoredRow } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { cellText } from '../dataset/index.ts';
import { changedChat, saidIn } from './chat-text.ts';
import { changedExample, droppedExample } from './examples.ts';
import { prepare, type ReadyStep } from './prepare.ts';
import { scoreReader } from './score-reader.ts';
import { tokenCounter } from './token-counter.ts';

const BATCH = 256;
const EXAMPLES = 5;
/** What one step may take for one row. A person's regular expression can ask for more than the age of the world. */
const ROW_MS = 1000;
/** What a whole batch may take before it is done row by row, to find the one that takes so long. */
const BATCH_MS = 1500;

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
  /** Whether its changes will be asked for: for the share that is done. */
  readonly writes: boolean;
}

type StepReport = CleaningReport['steps'][number];

const STAYS = 0;
const GONE = 1;
const CHANGED = 2;

/**
 * A list of steps over the rows of a dataset. A step that must see all rows before it decides ends a walk and begins
 * the next, so that each step sees exactly what the ones before it left. From walk to walk only a byte a row is kept;
 * texts are made anew, so that a million rows need no memory.
 */
export class Pipeline {
  readonly #rows;
  readonly #key: number;
  readonly #labelColumn: string | undefined;
  readonly #rowCount: number;
  readonly #steps: readonly ReadyStep[];
  readonly #reports: readonly StepReport[];
  readonly #fates: Uint8Array;
  readonly #tell: WorkTools['progress'];
  readonly #total: number;
  #done = 0;

  constructor(db: Database, { datasetId, project, steps, writes }: PipelineRequest, tell: WorkTools['progress']) {
    const datasets = datasetTable(db);
    const dataset = datasets.dataset(datasetId);
    this.#rows = rowTable(db);
    this.#key = datasets.key(datasetId);
    this.#labelColumn = dataset.roles.label;
    this.#rowCount = dataset.rowCount;
    const toolsOf = (place: number) => ({
      textAt: (row: number) => this.#textAt(place, row),
      tokensBy: (model: string) => tokenCounter(db, project, model, place),
      scoresBy: (model: string) =>
        scoreReader(db, { dataset, column: steps[place - 1]?.column ?? dataset.roles.text, model, place }),
    });
    this.#steps = prepare(dataset, steps, toolsOf).filter(step => step !== null);
    this.#reports = steps.map(({ step }) => ({ step, removed: 0, changed: 0, unjudged: 0, examples: [] }));
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
      for (const { stored, cells } of this.#pass(batch, begin, this.#steps.length)) {
        if (cells === stored.cells || isSame(stored.cells, cells)) continue;
        this.#fates[stored.row] = CHANGED;
        rowsChanged += 1;
      }
    }
    const removed = this.#reports.reduce((sum, step) => sum + step.removed, 0);
    const [rowsBefore, rowsAfter] = [this.#rowCount, this.#rowCount - removed];
    return { steps: [...this.#reports], rowsBefore, rowsAfter, rowsChanged };
  }

  /** What `run` found out, as changes of rows. The rows must be as they were then. */
  *changes(): Generator<RowChange> {
    let waiting: number[] = [];
    for (const [row, fate] of this.#fates.entries()) {
      if (fate === STAYS) continue;
      if (fate === GONE) yield { row, before: { removed: 0 }, after: { removed: 1 } };
      else if (waiting.push(row) === BATCH) {
        yield* this.#changesOf(waiting);
        waiting = [];
      }
    }
    yield* this.#changesOf(waiting);
  }

  *#changesOf(rows: readonly number[]): Generator<RowChange> {
    this.#progress(rows.length);
    const stored = rows.map(row => this.#rows.stored(this.#key, row)).filter(row => row !== undefined);
    for (const { stored: was, cells, label } of this.#pass(stored.map(going), this.#steps.length, this.#steps.length)) {
      const labels = label !== was.label;
      yield {
        row: was.row,
        before: { cells: was.cells, ...(labels && { label: was.label }) },
        after: { cells, ...(labels && { label }) },
      };
    }
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
    const before = there.map(row => cellText(row.cells[step.column]));
    const changed = step.isChat ? (cell: string) => changedChat(cell, change) : change;
    const after = this.#limited(there, step, before, changed);
    for (const [index, row] of there.entries()) {
      const [was, is] = [before[index] ?? '', after[index] ?? ''];
      if (was === is) continue;
      row.cells = { ...row.cells, [step.column]: is };
      if (step.column === this.#labelColumn) row.label = is === '' ? null : is;
      if (!counted) continue;
      report.changed += 1;
      if (report.examples.length < EXAMPLES) report.examples.push(changedExample(row.stored.row, was, is));
    }
  }

  #drop(there: readonly Going[], step: ReadyStep): void {
    const report = this.#reportOf(step);
    const texts = there.map(row => textFor(step, row.cells));
    const doomed = step.dooms && this.#limited(there, step, texts, step.dooms);
    for (const [index, row] of there.entries()) {
      const text = texts[index] ?? '';
      const verdict = doomed?.[index] ?? step.drops?.({ row: row.stored.row, text, label: row.label }) ?? false;
      if (verdict === false) continue;
      row.gone = true;
      this.#fates[row.stored.row] = GONE;
      report.removed += 1;
      if (report.examples.length === EXAMPLES) continue;
      const other = typeof verdict === 'number' ? { row: verdict, text: this.#textAt(step.place, verdict) } : null;
      const value = step.measureOf?.(row.stored.row) ?? null;
      report.examples.push({ ...droppedExample(row.stored.row, text, other), value });
    }
  }

  /** The text that the step at this place sees of a row. */
  #textAt(place: number, row: number): string {
    const end = this.#steps.findIndex(step => step.place === place);
    const stored = this.#rows.stored(this.#key, row);
    if (stored === undefined) return '';
    const [left] = this.#pass([going(stored)], end, end);
    return left === undefined ? '' : textFor(this.#steps[end] as ReadyStep, left.cells);
  }

  #teach(there: readonly Going[], step: ReadyStep): void {
    for (const { stored, cells, label } of there) {
      step.learn?.({ row: stored.row, text: textFor(step, cells), label });
    }
  }

  #limited<Value extends string | boolean>(
    there: readonly Going[],
    step: ReadyStep,
    texts: readonly string[],
    work: (text: string) => Value,
  ): Value[] {
    return eachWithin(texts, work, {
      togetherMs: BATCH_MS,
      aloneMs: ROW_MS,
      between: () => this.#progress(0),
      tooSlow: index => {
        const row = there[index]?.stored.row ?? 0;
        const facts = { place: step.place, step: step.kind.id, row, seconds: ROW_MS / 1000 };
        return new LuthierError('cleaning.too_slow', facts, { row });
      },
    });
  }

  #reportOf({ place }: ReadyStep): StepReport {
    return this.#reports[place - 1] as StepReport;
  }
}

/** What a step judges a row by. */
function textFor({ column, isChat }: ReadyStep, cells: Cells): string {
  const text = cellText(cells[column]);
  return isChat ? saidIn(text) : text;
}

/** Steps may take back what others did. */
function isSame(before: Cells, after: Cells): boolean {
  return Object.entries(after).every(([name, cell]) => cell === before[name]);
}

function going(stored: StoredRow): Going {
  return { stored, cells: stored.cells, label: stored.label, gone: false };
}
