import type { z } from 'zod';
import type { EnvironmentTask, environment, TaskProgress, TaskStep, WorkProgress } from '../../contract/index.ts';
import { type ErrorPayload, LuthierError, TimeLeft } from '../../contract/index.ts';
import { offlineSignal } from '../../core/offline.ts';
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

export interface TasksDeps {
  workOf(task: EnvironmentTask): TaskWork;
  isOffline(): boolean;
  onBug(error: unknown): void;
}

/** One piece of work on the environment: its steps, and the work itself. */
export interface TaskWork {
  readonly steps: readonly TaskStep[];
  /** Whether it may download, in the first steps; it ends when Luthier goes offline meanwhile. */
  readonly reachesOut: boolean;
  run(report: TaskReport): Promise<Ended['packed']>;
}

/** The steps in which something comes from the outside. */
const REACHING: readonly TaskStep[] = ['prepare', 'download'];

/**
 * What is done to the environment, one task at a time. A task belongs to the core and not to the page that began it:
 * whoever watches later sees it from its beginning.
 */
export class EnvironmentTasks implements Disposable {
  readonly #deps: TasksDeps;
  readonly #watchers = new Set<(event: TaskEvent) => void>();
  #stop: AbortController | null = null;
  #text = '';
  #progress: TaskProgress | null = null;
  #ended: Ended | null = null;

  constructor(deps: TasksDeps) {
    this.#deps = deps;
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
    const work = this.#deps.workOf(task);
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
    void this.#do(work, this.#progress, stop.signal).then(ended => this.#end({ kind: 'ended', task, ...ended }));
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

  async #do(work: TaskWork, first: TaskProgress, stopped: AbortSignal): Promise<Pick<Ended, 'error' | 'packed'>> {
    const isReaching = (): boolean => work.reachesOut && REACHING.includes((this.#progress ?? first).step);
    using offline = offlineSignal(() => isReaching() && this.#deps.isOffline());
    const signal = AbortSignal.any([stopped, offline.signal]);
    using reporting = this.#reporting(first, signal);
    try {
      // In a later turn: who starts it may still be on the way to watch it.
      await null;
      return { error: null, packed: await work.run(reporting.report) };
    } catch (error) {
      return { error: this.#payloadOf(error, signal), packed: null };
    }
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
    return { report, [Symbol.dispose]: () => clearInterval(timer) };
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
    const known = signal.aborted ? signal.reason : error;
    if (known instanceof LuthierError) return known.payload;
    this.#deps.onBug(error);
    const reason = error instanceof Error ? error.message : String(error);
    return new LuthierError('environment.build_failed', { reason: reason.slice(0, 300) }).payload;
  }
}
