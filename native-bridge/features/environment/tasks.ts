import type { z } from 'zod';
import type { EnvironmentTask, environment, TaskProgress, TaskStep, WorkProgress } from '../../contract/index.ts';
import { type ErrorPayload, LuthierError, TimeLeft } from '../../contract/index.ts';
import type { Emit } from '../../core/router.ts';

type TaskEvent = z.output<typeof environment.watch.event>;
type Ended = Extract<TaskEvent, { kind: 'ended' }>;

/** As much of a terminal's text as is kept for who looks later. */
const KEPT_TEXT = 400_000;
const TELL_MS = 300;
/** A guess from the first per cent is worth nothing. */
const TELL_TIME_FROM = 0.02;

/** What a task says while it works. */
export interface TaskReport {
  readonly signal: AbortSignal;
  text(text: string): void;
  words(words: string): void;
  /** Goes on to a step; `measure` is asked now and then how far it is. */
  step(step: TaskStep, measure?: () => WorkProgress): void;
}

/** One piece of work on the environment: its steps, and the work itself. */
export interface TaskWork {
  readonly steps: readonly TaskStep[];
  run(report: TaskReport): Promise<Ended['packed']>;
}

/**
 * What is done to the environment, one task at a time. A task belongs to the core and not to the page that began it:
 * whoever watches later sees it from its beginning.
 */
export class EnvironmentTasks implements Disposable {
  readonly #workOf: (task: EnvironmentTask) => TaskWork;
  readonly #onBug: (error: unknown) => void;
  readonly #watchers = new Set<(event: TaskEvent) => void>();
  #stop: AbortController | null = null;
  #text = '';
  #progress: TaskProgress | null = null;
  #ended: Ended | null = null;

  constructor(workOf: (task: EnvironmentTask) => TaskWork, onBug: (error: unknown) => void) {
    this.#workOf = workOf;
    this.#onBug = onBug;
  }

  get isRunning(): boolean {
    return this.#stop !== null;
  }

  /** Making a pack leaves the environment as it is. */
  get changesEnvironment(): boolean {
    return this.isRunning && this.#progress?.task.kind !== 'pack';
  }

  start(task: EnvironmentTask): void {
    if (this.isRunning) throw new LuthierError('environment.busy', {});
    const work = this.#workOf(task);
    const stop = new AbortController();
    this.#stop = stop;
    this.#text = '';
    this.#ended = null;
    this.#progress = {
      task,
      steps: [...work.steps],
      step: work.steps[0] as TaskStep,
      done: 0,
      total: 0,
      etaSeconds: null,
      words: '',
    };
    const reporting = this.#reporting(this.#progress, stop.signal);
    void Promise.resolve(reporting.report)
      .then(report => work.run(report))
      .then(
        packed => this.#end({ kind: 'ended', task, error: null, packed }),
        error => this.#end({ kind: 'ended', task, error: this.#payloadOf(error, stop.signal), packed: null }),
      )
      .finally(reporting.stop);
  }

  stop(): void {
    this.#stop?.abort(new LuthierError('environment.stopped', {}));
  }

  watch(emit: Emit<TaskEvent>, end: () => void): Disposable {
    if (this.#text) emit({ kind: 'text', text: this.#text });
    if (!this.isRunning) {
      if (this.#ended !== null) emit(this.#ended);
      end();
      return { [Symbol.dispose]: () => {} };
    }
    if (this.#progress !== null) emit({ kind: 'progress', progress: this.#progress });
    const hear = (event: TaskEvent): void => {
      emit(event);
      if (event.kind === 'ended') end();
    };
    this.#watchers.add(hear);
    return { [Symbol.dispose]: () => void this.#watchers.delete(hear) };
  }

  [Symbol.dispose](): void {
    this.#watchers.clear();
    this.stop();
  }

  #reporting(first: TaskProgress, signal: AbortSignal) {
    let now = first;
    let measure: (() => WorkProgress) | null = null;
    let left = new TimeLeft();
    const tell = (more: Partial<TaskProgress>): void => {
      now = { ...now, ...more };
      this.#progress = now;
      this.#tell({ kind: 'progress', progress: now });
    };
    const timer = setInterval(() => {
      const seen = measure?.();
      if (seen === undefined) return;
      const seconds = left.seconds(seen, performance.now());
      const isTold = seconds !== null && seen.done >= seen.total * TELL_TIME_FROM;
      tell({ ...seen, etaSeconds: isTold ? seconds : null });
    }, TELL_MS);
    const report: TaskReport = {
      signal,
      text: text => {
        this.#text = (this.#text + text).slice(-KEPT_TEXT);
        this.#tell({ kind: 'text', text });
      },
      words: words => tell({ words }),
      step: (step, toMeasure) => {
        measure = toMeasure ?? null;
        left = new TimeLeft();
        tell({ step, words: '', done: 0, total: 0, etaSeconds: null });
      },
    };
    return { report, stop: () => clearInterval(timer) };
  }

  #end(ended: Ended): void {
    this.#stop = null;
    this.#ended = ended;
    this.#tell(ended);
    this.#watchers.clear();
  }

  #tell(event: TaskEvent): void {
    for (const tell of [...this.#watchers]) tell(event);
  }

  #payloadOf(error: unknown, signal: AbortSignal): ErrorPayload {
    const known = signal.aborted ? new LuthierError('environment.stopped', {}) : error;
    if (known instanceof LuthierError) return known.payload;
    this.#onBug(error);
    const reason = error instanceof Error ? error.message : String(error);
    return new LuthierError('environment.build_failed', { reason: reason.slice(0, 300) }).payload;
  }
}
