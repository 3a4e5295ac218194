import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginUse, type HeldUse } from '../../python-env/build/in-use.mjs';
import { type ErrorPayload, type JobEvent, type JobId, type JobState, LuthierError } from '../contract/index.ts';
import { ClockJump } from '../core/clock-jump.ts';
import { readJson } from '../core/files.ts';
import type { Log } from '../core/log.ts';
import type { JobPatch, JobRecord } from '../store/jobs.ts';
import { isEnded } from './job-record.ts';
import { type Ending, LiveJob } from './live-job.ts';
import { type Python, runJob } from './run-job.ts';
import { removeUnfinished } from './unfinished-files.ts';

export interface AttemptsDeps {
  readonly project: string;
  readonly log: Log;
  /** Luthier's folder, where it is said for every project of this person that a job runs on the environment. */
  readonly home: string;
  /** Throws `environment.missing`. */
  python(): Python;
  now(): number;
}

/** The queue, as attempts know it. */
export interface AttemptsQueue {
  record(id: JobId): JobRecord;
  /** Writes a change down, however long other writers take; jobs that wait may begin with it. */
  change(change: () => void): Promise<void>;
  patch(id: JobId, patch: JobPatch): JobRecord;
  /** The place before all that wait. */
  firstPlace(): number;
  notify(): void;
  ended(job: JobRecord): void;
}

interface Live {
  readonly job: LiveJob;
  /** Since it is followed. */
  readonly jump: ClockJump;
  /** Of one that was started here. What an earlier core said of its jobs counts as long as they run. */
  use: HeldUse | null;
  /** Whether it is written down that it runs, or on its way. */
  isSaid: boolean;
  done: number;
  total: number;
  etaSeconds: number | null;
  memoryBytes: number;
}

const OUT_OF_MEMORY = 74;
const MEMORY_TRIES = 3;

/** Runs the attempts of jobs and follows them to their end; after out of memory a job is tried again in halves. */
export class Attempts implements Disposable {
  readonly #deps: AttemptsDeps;
  readonly #queue: AttemptsQueue;
  readonly #live = new Map<JobId, Live>();
  readonly #cancelling = new Set<JobId>();
  #disposed = false;

  constructor(deps: AttemptsDeps, queue: AttemptsQueue) {
    this.#deps = deps;
    this.#queue = queue;
  }

  /** How far the attempt of a job is; undefined where none is followed. */
  of(id: JobId): Pick<Live, 'done' | 'total' | 'etaSeconds' | 'memoryBytes'> | undefined {
    return this.#live.get(id);
  }

  /** When a job began, as the clock that is set now would have named it. */
  startOf({ id, startedAtMs }: Pick<JobRecord, 'id' | 'startedAtMs'>): number | null {
    return startedAtMs === null ? null : startedAtMs + (this.#live.get(id)?.jump.ms ?? 0);
  }

  /** Jobs of which an attempt is followed. */
  ids(): JobId[] {
    return [...this.#live.keys()];
  }

  resize(id: JobId, columns: number, rows: number): void {
    this.#live.get(id)?.job.resize(columns, rows);
  }

  /** Tells the attempt to end; false where none is followed. */
  cancel(id: JobId): boolean {
    const live = this.#live.get(id);
    if (live === undefined) return false;
    this.#cancelling.add(id);
    live.job.cancel();
    return true;
  }

  start(record: JobRecord): void {
    if (this.#disposed) return;
    const { project, home } = this.#deps;
    const folder = join(project, record.folder);
    const beats = join(folder, 'events.jsonl');
    const use = beginUse(home, { job: record.id, title: record.spec.title, project, beats });
    try {
      const python = this.#deps.python();
      const live = this.#follow(record);
      live.use = use;
      const process = runJob(python, project, folder, exit => live.job.exited(exit));
      use.runsAs({ pid: process.pid, interpreter: python.executable });
      live.job.started(process);
      const { attempt, device } = record;
      this.#deps.log.info(`job ${record.id} attempt ${attempt} started pid ${process.pid} device ${device}`);
    } catch (error) {
      use.end();
      this.#live.get(record.id)?.job[Symbol.dispose]();
      this.#live.delete(record.id);
      const payload = error instanceof LuthierError ? error.payload : died(record.id, String(error));
      const failed = () => ({ state: 'failed' as const, error: payload });
      this.#finish(record.id, failed).catch(error => this.trouble(record.id, error));
    }
  }

  /** Takes up an attempt that runs already. */
  follow(record: JobRecord): void {
    this.#follow(record);
  }

  trouble(what: string, error: unknown): void {
    // After the end of the core nobody reads its log.
    if (!this.#disposed) this.#deps.log.bug(what, error);
  }

  /** Lets go of everything but the processes: they run on. */
  [Symbol.dispose](): void {
    this.#disposed = true;
    for (const { job } of this.#live.values()) job[Symbol.dispose]();
    this.#live.clear();
  }

  #follow(record: JobRecord): Live {
    const folder = join(this.#deps.project, record.folder);
    const job = new LiveJob(folder, record.attempt, {
      onEvents: events => this.#take(record.id, events),
      onEnd: ending => this.#end(record.id, ending),
      onTrouble: error => this.trouble(`job ${record.id}`, error),
      onBrokenLine: line => this.#deps.log.info(`job ${record.id} broken event line of ${line.length} characters`),
    });
    const jump = new ClockJump(this.#deps.now);
    const live: Live = { job, jump, use: null, isSaid: false, done: 0, total: 0, etaSeconds: null, memoryBytes: 0 };
    this.#live.set(record.id, live);
    return live;
  }

  #take(id: JobId, events: readonly JobEvent[]): void {
    const live = this.#live.get(id);
    if (!live) return;
    for (const event of events) {
      if (event.kind === 'started') live.total = event.total;
      if (event.kind === 'heartbeat') live.memoryBytes = event.memoryBytes;
      if (event.kind === 'progress') {
        live.done = event.done;
        live.total = event.total;
        live.etaSeconds = event.etaSeconds;
      }
    }
    if (!live.isSaid) {
      live.isSaid = true;
      const say = (): void => {
        if (this.#queue.record(id).state === 'preparing') this.#queue.patch(id, { state: 'running' });
      };
      this.#queue.change(say).catch(error => {
        live.isSaid = false;
        this.trouble(`job ${id}`, error);
      });
    }
    this.#queue.notify();
  }

  async #end(id: JobId, { status, exitCode, cause }: Ending): Promise<void> {
    if (this.#disposed) return;
    const record = this.#queue.record(id);
    this.#deps.log.info(`job ${id} attempt ${record.attempt} ended ${status?.state ?? 'without a status'} (${cause})`);

    this.#live.get(id)?.use?.end();
    removeUnfinished(join(this.#deps.project, record.folder));
    const isOutOfMemory = exitCode === OUT_OF_MEMORY || status?.error?.code === 'training.out_of_memory';
    const halvings = this.#halvingsOf(record);
    const cancelled = this.#cancelling.has(id);
    if (isOutOfMemory && halvings < MEMORY_TRIES && !cancelled) return this.#retryInHalves(record, halvings + 1);
    const end: { state: JobState; error: ErrorPayload | null } = status
      ? { state: status.state, error: status.error ?? (status.bug === null ? null : died(id, status.bug)) }
      : cancelled
        ? { state: 'cancelled', error: null }
        : { state: 'interrupted', error: died(id, cause) };
    await this.#finish(id, () => ({ ...end, exitCode }));
  }

  /** After out of memory: a new process from the last checkpoint, half as many rows at a time, as many steps. */
  async #retryInHalves(record: JobRecord, halvings: number): Promise<void> {
    this.#deps.log.info(`job ${record.id} out of memory, halving the micro-batch (${halvings} of ${MEMORY_TRIES})`);
    await this.#finish(record.id, () => {
      writeFileSync(join(this.#deps.project, record.folder, 'halvings'), String(halvings));
      return { state: 'queued', place: this.#queue.firstPlace() };
    });
  }

  /** The start is written anew where the clock was set meanwhile, so that both ends are of one clock. */
  #timesOf(id: JobId, state: JobState): Pick<JobPatch, 'startedAtMs' | 'endedAtMs'> {
    const startedAtMs = this.startOf(this.#queue.record(id));
    if (state === 'queued') return { startedAtMs };
    return { startedAtMs, endedAtMs: Math.max(this.#deps.now(), startedAtMs ?? 0) };
  }

  #halvingsOf(record: JobRecord): number {
    return Number(readJson(join(this.#deps.project, record.folder, 'halvings')) ?? 0);
  }

  /** The end of an attempt. While it could not be written down, the attempt is still followed. */
  async #finish(id: JobId, end: () => JobPatch & { readonly state: JobState }): Promise<void> {
    const live = this.#live.get(id);
    await this.#queue.change(() => {
      const patch = end();
      // While this waited to be written, somebody may have cancelled a job that would go on.
      const state = this.#cancelling.has(id) && !isEnded(patch.state) ? 'cancelled' : patch.state;
      this.#queue.patch(id, { ...patch, state, ...this.#timesOf(id, state) });
    });
    this.#cancelling.delete(id);
    // Another attempt may have begun with the same change.
    if (this.#live.get(id) === live) this.#live.delete(id);
    const ended = this.#queue.record(id);
    if (isEnded(ended.state)) this.#queue.ended(ended);
  }
}

function died(id: JobId, cause: string): ErrorPayload {
  return new LuthierError('job.died', { id, cause }).payload;
}
