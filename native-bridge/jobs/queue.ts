import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ErrorPayload,
  type Job,
  type JobEvent,
  type JobId,
  type JobKind,
  type JobSpec,
  type JobState,
  LuthierError,
} from '../contract/index.ts';
import { readJson, writeAtomically } from '../core/files.ts';
import type { Log } from '../core/log.ts';
import type { JobPatch, JobRecord, JobTable } from '../store/jobs.ts';
import type { WriteOptions, Writes } from '../store/writes.ts';
import { attemptsOf, type Ending, LiveJob } from './live-job.ts';
import { type Python, runJob } from './run-job.ts';

export interface JobQueueDeps {
  readonly project: string;
  readonly store: JobTable;
  readonly writes: Writes;
  readonly log: Log;
  /** Throws `environment.missing`. */
  python(): Python;
  /** The devices there are, best first: GPU UUIDs, then `cpu`. */
  devices(): readonly string[];
  now(): number;
}

interface Live {
  readonly job: LiveJob;
  /** Whether it is written down that it runs, or on its way. */
  isSaid: boolean;
  done: number;
  total: number;
  etaSeconds: number | null;
  memoryBytes: number;
}

type Listener = () => void;

/** Where the folders of jobs lie in a project, by kind. */
export const FOLDERS = {
  train: 'runs',
  evaluate: 'evaluations',
  attention: 'attention',
  export: 'exports',
  perplexity: 'perplexity',
  names: 'names',
} as const;
const OUT_OF_MEMORY = 74;
const MEMORY_TRIES = 3;
const NOTIFY_MS = 150;
/** What the queue itself writes waits for other writers without end. */
const UNTIL_DONE = { patienceMs: Number.POSITIVE_INFINITY };

/** States in which a process holds the device of its job. */
const ACTIVE: readonly JobState[] = ['preparing', 'running', 'pausing'];
/** Kinds that keep what they have done in pieces. */
const PAUSABLE: readonly JobKind[] = ['train', 'perplexity', 'names'];
const ENDED: readonly JobState[] = ['finished', 'failed', 'cancelled', 'interrupted'];

export function isEnded(state: JobState): boolean {
  return ENDED.includes(state);
}

/** Folder of a job, relative to the project. */
export function folderOf(spec: Pick<JobSpec, 'kind' | 'id'>): string {
  return `${FOLDERS[spec.kind]}/${spec.id}`;
}

/**
 * Runs jobs, one on each device at a time, in the order of the queue. What it knows it can lose: folders are the
 * truth, and `reattach` finds running jobs of an earlier core again.
 */
export class JobQueue implements Disposable {
  readonly #deps: JobQueueDeps;
  readonly #live = new Map<JobId, Live>();
  readonly #listeners = new Set<Listener>();
  readonly #endListeners = new Set<(job: JobRecord) => void>();
  readonly #cancelling = new Set<JobId>();
  #notifyTimer: NodeJS.Timeout | null = null;
  #disposed = false;

  constructor(deps: JobQueueDeps) {
    this.#deps = deps;
  }

  /**
   * Writes the job down and starts it as soon as its device is free. It may wait to be written: `still` throws when it
   * is not wanted any more by then.
   */
  async add(spec: JobSpec, still: () => void = () => {}): Promise<JobRecord> {
    const folder = join(this.#deps.project, folderOf(spec));
    await this.#change(() => {
      still();
      mkdirSync(folder, { recursive: true });
      writeAtomically(join(folder, 'job.json'), `${JSON.stringify(spec, null, 2)}\n`);
      this.#deps.store.insert(recordOf(spec, this.#deps.store.lastPlace()));
    });
    return this.record(spec.id);
  }

  record(id: JobId): JobRecord {
    const record = this.#deps.store.find(id);
    if (record === undefined) throw new LuthierError('job.not_found', { id });
    return record;
  }

  job(id: JobId): Job {
    return this.#toJob(this.record(id));
  }

  jobs(): Job[] {
    return this.#deps.store.jobs().map(record => this.#toJob(record));
  }

  /** Stops the job for good: a running one at its next step, a waiting one at once. */
  async cancel(id: JobId): Promise<Job> {
    if (!this.#stop(id)) {
      await this.#change(() => {
        // While this waited to be written, the job may have begun.
        if (!this.#stop(id)) this.#patch(id, { state: 'cancelled', endedAtMs: this.#deps.now() });
      });
    }
    return this.job(id);
  }

  /** Asks a job that can go on later to keep what it has and free the device. */
  async pause(id: JobId): Promise<Job> {
    await this.#change(() => {
      const record = this.record(id);
      if (record.state !== 'running' || !PAUSABLE.includes(record.kind)) throw wrongState(record, 'be paused');
      this.#patch(id, { state: 'pausing' });
      writeFileSync(join(this.#deps.project, record.folder, 'pause'), '');
    });
    return this.job(id);
  }

  /** Puts a job that stopped before its end back into the queue; a training goes on from its last whole checkpoint. */
  async resume(id: JobId, still: () => void = () => {}): Promise<Job> {
    await this.#change(() => {
      still();
      const record = this.record(id);
      if (!['paused', 'interrupted', 'failed', 'cancelled'].includes(record.state))
        throw wrongState(record, 'be resumed');
      rmSync(join(this.#deps.project, record.folder, 'pause'), { force: true });
      const place = this.#deps.store.lastPlace();
      this.#patch(id, { state: 'queued', place, error: null, exitCode: null, endedAtMs: null });
    });
    return this.job(id);
  }

  async moveFirst(id: JobId): Promise<Job> {
    await this.#change(() => {
      const record = this.record(id);
      if (record.state !== 'queued') throw wrongState(record, 'be moved');
      this.#patch(id, { place: this.#deps.store.firstPlace() });
    });
    return this.job(id);
  }

  resize(id: JobId, columns: number, rows: number): void {
    this.#live.get(this.record(id).id)?.job.resize(columns, rows);
  }

  /** Called whenever any job changes, at most a few times a second. */
  onChange(listener: Listener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** Called once for each job that finished, failed, was cancelled or interrupted. */
  onEnd(listener: (job: JobRecord) => void): Disposable {
    this.#endListeners.add(listener);
    return { [Symbol.dispose]: () => void this.#endListeners.delete(listener) };
  }

  /** Takes up what an earlier core left: follows jobs that still run, closes those that ended, starts the waiting. */
  reattach(): void {
    for (const record of this.#deps.store.jobs()) {
      if (ACTIVE.includes(record.state)) this.#follow(record);
    }
    this.#change(() => {}, UNTIL_DONE).catch(error => this.#trouble('queue', error));
  }

  /** Lets go of everything but the jobs: they run on and are found again. */
  [Symbol.dispose](): void {
    this.#disposed = true;
    for (const { job } of this.#live.values()) job[Symbol.dispose]();
    this.#live.clear();
    if (this.#notifyTimer) clearTimeout(this.#notifyTimer);
  }

  /**
   * Writes a change of the queue down and, with it, which waiting jobs go on; these are started when that is written,
   * before anything else is. What is no wish of a person's waits for as long as another writer takes.
   */
  async #change(change: () => void, options?: WriteOptions): Promise<void> {
    const write = (): JobRecord[] => {
      change();
      return this.#claim();
    };
    await this.#deps.writes.writeThen(
      write,
      claimed => {
        this.#notify();
        for (const record of claimed) this.#start(record);
      },
      options,
    );
  }

  #trouble(what: string, error: unknown): void {
    // After the end of the core nobody reads its log.
    if (!this.#disposed) this.#deps.log.bug(what, error);
  }

  /** Gives each waiting job whose device is free that device, in the order of the queue. */
  #claim(): JobRecord[] {
    const jobs = this.#deps.store.jobs();
    const taken = new Set(jobs.filter(({ state }) => ACTIVE.includes(state)).map(({ device }) => device));
    const claimed: JobRecord[] = [];
    for (const record of jobs.filter(({ state }) => state === 'queued').sort((a, b) => a.place - b.place)) {
      const device = this.#wanted(record);
      if (device === undefined || taken.has(device)) continue;
      taken.add(device);
      const attempt = attemptsOf(join(this.#deps.project, record.folder)) + 1;
      const startedAtMs = record.startedAtMs ?? this.#deps.now();
      claimed.push(this.#patch(record.id, { state: 'preparing', attempt, device, startedAtMs }));
    }
    return claimed;
  }

  #wanted({ spec }: JobRecord): string | undefined {
    return spec.device === 'auto' ? this.#deps.devices()[0] : spec.device;
  }

  #start(record: JobRecord): void {
    if (this.#disposed) return;
    const folder = join(this.#deps.project, record.folder);
    try {
      const python = this.#deps.python();
      const live = this.#follow(record);
      const process = runJob(python, this.#deps.project, folder, exit => live.job.exited(exit));
      live.job.started(process);
      const { attempt, device } = record;
      this.#deps.log.info(`job ${record.id} attempt ${attempt} started pid ${process.pid} device ${device}`);
    } catch (error) {
      this.#live.get(record.id)?.job[Symbol.dispose]();
      this.#live.delete(record.id);
      const payload = error instanceof LuthierError ? error.payload : died(record.id, String(error));
      const failed = () => ({ state: 'failed' as const, error: payload });
      this.#finish(record.id, failed).catch(error => this.#trouble(record.id, error));
    }
  }

  #follow(record: JobRecord): Live {
    const folder = join(this.#deps.project, record.folder);
    const job = new LiveJob(folder, record.attempt, {
      onEvents: events => this.#take(record.id, events),
      onEnd: ending => this.#end(record.id, ending),
      onTrouble: error => this.#trouble(`job ${record.id}`, error),
      onBrokenLine: line => this.#deps.log.info(`job ${record.id} broken event line of ${line.length} characters`),
    });
    const live: Live = { job, isSaid: false, done: 0, total: 0, etaSeconds: null, memoryBytes: 0 };
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
        if (this.record(id).state === 'preparing') this.#patch(id, { state: 'running' });
      };
      this.#change(say, UNTIL_DONE).catch(error => {
        live.isSaid = false;
        this.#trouble(`job ${id}`, error);
      });
    }
    this.#notify();
  }

  /** Tells a running job to end. False for one that waits; throws for one that has ended. */
  #stop(id: JobId): boolean {
    const record = this.record(id);
    if (isEnded(record.state)) throw wrongState(record, 'be cancelled');
    const live = this.#live.get(id);
    if (live === undefined) return false;
    this.#cancelling.add(id);
    live.job.cancel();
    return true;
  }

  async #end(id: JobId, { status, exitCode, cause }: Ending): Promise<void> {
    if (this.#disposed) return;
    const record = this.record(id);
    this.#deps.log.info(`job ${id} attempt ${record.attempt} ended ${status?.state ?? 'without a status'} (${cause})`);

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
      return { state: 'queued', place: this.#deps.store.firstPlace() };
    });
  }

  #halvingsOf(record: JobRecord): number {
    return Number(readJson(join(this.#deps.project, record.folder, 'halvings')) ?? 0);
  }

  /** The end of an attempt. While it could not be written down, the attempt is still followed. */
  async #finish(id: JobId, end: () => JobPatch & { readonly state: JobState }): Promise<void> {
    const live = this.#live.get(id);
    await this.#change(() => {
      const patch = end();
      // While this waited to be written, somebody may have cancelled a job that would go on.
      const state = this.#cancelling.has(id) && !isEnded(patch.state) ? 'cancelled' : patch.state;
      this.#patch(id, { ...patch, state, ...(state !== 'queued' && { endedAtMs: this.#deps.now() }) });
    }, UNTIL_DONE);
    this.#cancelling.delete(id);
    // Another attempt may have begun with the same change.
    if (this.#live.get(id) === live) this.#live.delete(id);
    const ended = this.record(id);
    if (isEnded(ended.state)) for (const listener of this.#endListeners) listener(ended);
  }

  #patch(id: JobId, patch: JobPatch): JobRecord {
    return this.#deps.store.patch(this.record(id), patch);
  }

  #notify(): void {
    if (this.#notifyTimer !== null || this.#disposed) return;
    this.#notifyTimer = setTimeout(() => {
      this.#notifyTimer = null;
      for (const listener of this.#listeners) listener();
    }, NOTIFY_MS);
  }

  #toJob(record: JobRecord): Job {
    const live = this.#live.get(record.id);
    return {
      id: record.id,
      kind: record.kind,
      title: record.spec.title,
      datasetId: 'datasetId' in record.spec ? record.spec.datasetId : null,
      folder: record.folder,
      state: record.state,
      waitsFor: record.state === 'queued' ? this.#holderOf(record) : null,
      device: record.device,
      attempt: record.attempt,
      exitCode: record.exitCode,
      error: record.error,
      done: live?.done ?? 0,
      total: live?.total ?? 0,
      etaSeconds: live?.etaSeconds ?? null,
      memoryBytes: live?.memoryBytes ?? 0,
      createdAtMs: record.createdAtMs,
      startedAtMs: record.startedAtMs,
      endedAtMs: record.endedAtMs,
    };
  }

  #holderOf(record: JobRecord): string | null {
    const wanted = this.#wanted(record);
    const holder = [...this.#live.keys()].map(id => this.record(id)).find(({ device }) => device === wanted);
    return holder ? `${holder.spec.title} (${holder.device})` : null;
  }
}

/** The index line of a job as it is before its first attempt. */
export function recordOf(spec: JobSpec, place: number): JobRecord {
  return {
    id: spec.id,
    kind: spec.kind,
    folder: folderOf(spec),
    spec,
    runId: runOf(spec),
    state: 'queued',
    place,
    device: spec.device,
    attempt: 0,
    exitCode: null,
    error: null,
    createdAtMs: spec.createdAtMs,
    startedAtMs: null,
    endedAtMs: null,
  };
}

/** The training a job belongs to. */
function runOf(spec: JobSpec): string | null {
  if (spec.kind === 'train') return spec.id;
  return 'runId' in spec ? spec.runId : null;
}

function wrongState(record: JobRecord, verb: string): LuthierError {
  return new LuthierError('job.wrong_state', { id: record.id, state: record.state, verb });
}

function died(id: JobId, cause: string): ErrorPayload {
  return new LuthierError('job.died', { id, cause }).payload;
}
