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
import { attemptsOf, type Ending, LiveJob } from './live-job.ts';
import { type Python, runJob } from './run-job.ts';

export interface JobQueueDeps {
  readonly project: string;
  readonly store: JobTable;
  readonly log: Log;
  /** Throws `environment.missing`. */
  python(): Python;
  /** The devices there are, best first: GPU UUIDs, then `cpu`. */
  devices(): readonly string[];
  now(): number;
}

interface Live {
  readonly job: LiveJob;
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

  /** Writes the job down and starts it as soon as its device is free. */
  add(spec: JobSpec): JobRecord {
    const folder = folderOf(spec);
    mkdirSync(join(this.#deps.project, folder), { recursive: true });
    writeAtomically(join(this.#deps.project, folder, 'job.json'), `${JSON.stringify(spec, null, 2)}\n`);
    const record = recordOf(spec, this.#deps.store.lastPlace());
    this.#deps.store.insert(record);
    this.#schedule();
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
  cancel(id: JobId): Job {
    const record = this.record(id);
    if (isEnded(record.state)) throw wrongState(record, 'be cancelled');
    const live = this.#live.get(id);
    if (live) {
      this.#cancelling.add(id);
      live.job.cancel();
    } else {
      this.#patch(record, { state: 'cancelled', endedAtMs: this.#deps.now() });
      this.#schedule();
    }
    return this.job(id);
  }

  /** Asks a job that can go on later to keep what it has and free the device. */
  pause(id: JobId): Job {
    const record = this.record(id);
    if (record.state !== 'running' || !PAUSABLE.includes(record.kind)) throw wrongState(record, 'be paused');
    writeFileSync(join(this.#deps.project, record.folder, 'pause'), '');
    this.#patch(record, { state: 'pausing' });
    return this.job(id);
  }

  /** Puts a job that stopped before its end back into the queue; a training goes on from its last whole checkpoint. */
  resume(id: JobId): Job {
    const record = this.record(id);
    if (!['paused', 'interrupted', 'failed', 'cancelled'].includes(record.state))
      throw wrongState(record, 'be resumed');
    rmSync(join(this.#deps.project, record.folder, 'pause'), { force: true });
    this.#patch(record, {
      state: 'queued',
      place: this.#deps.store.lastPlace(),
      error: null,
      exitCode: null,
      endedAtMs: null,
    });
    this.#schedule();
    return this.job(id);
  }

  moveFirst(id: JobId): Job {
    const record = this.record(id);
    if (record.state !== 'queued') throw wrongState(record, 'be moved');
    this.#patch(record, { place: this.#deps.store.firstPlace() });
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
    this.#schedule();
  }

  /** Lets go of everything but the jobs: they run on and are found again. */
  [Symbol.dispose](): void {
    this.#disposed = true;
    for (const { job } of this.#live.values()) job[Symbol.dispose]();
    this.#live.clear();
    if (this.#notifyTimer) clearTimeout(this.#notifyTimer);
  }

  #schedule(): void {
    const queued = this.#deps.store
      .jobs()
      .filter(({ state }) => state === 'queued')
      .sort((a, b) => a.place - b.place);
    for (const record of queued) {
      const device = this.#freeDevice(record);
      if (device !== null) this.#start(record, device);
    }
    this.#notify();
  }

  #freeDevice(record: JobRecord): string | null {
    const taken = new Set([...this.#live.keys()].map(id => this.record(id).device));
    const wanted = record.spec.device;
    const candidates = wanted === 'auto' ? this.#deps.devices().slice(0, 1) : [wanted];
    return candidates.find(device => !taken.has(device)) ?? null;
  }

  #start(record: JobRecord, device: string): void {
    const folder = join(this.#deps.project, record.folder);
    const attempt = attemptsOf(folder) + 1;
    const started = this.#patch(record, {
      state: 'preparing',
      attempt,
      device,
      startedAtMs: record.startedAtMs ?? this.#deps.now(),
    });
    try {
      const python = this.#deps.python();
      const live = this.#follow(started);
      const process = runJob(python, this.#deps.project, folder, exit => live.job.exited(exit));
      live.job.started(process);
      this.#deps.log.info(`job ${record.id} attempt ${attempt} started pid ${process.pid} device ${device}`);
    } catch (error) {
      this.#live.get(record.id)?.job[Symbol.dispose]();
      this.#live.delete(record.id);
      const payload = error instanceof LuthierError ? error.payload : died(record.id, String(error));
      this.#finish(started, { state: 'failed', error: payload });
    }
  }

  #follow(record: JobRecord): Live {
    const folder = join(this.#deps.project, record.folder);
    const job = new LiveJob(folder, record.attempt, {
      onEvents: events => this.#take(record.id, events),
      onEnd: ending => this.#end(record.id, ending),
      onTrouble: error => this.#deps.log.bug(`job ${record.id}`, error),
      onBrokenLine: line => this.#deps.log.info(`job ${record.id} broken event line of ${line.length} characters`),
    });
    const live: Live = { job, done: 0, total: 0, etaSeconds: null, memoryBytes: 0 };
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
    const record = this.record(id);
    if (record.state === 'preparing') this.#patch(record, { state: 'running' });
    this.#notify();
  }

  #end(id: JobId, { status, exitCode, cause }: Ending): void {
    if (this.#disposed) return;
    const record = this.record(id);
    this.#deps.log.info(`job ${id} attempt ${record.attempt} ended ${status?.state ?? 'without a status'} (${cause})`);

    const isOutOfMemory = exitCode === OUT_OF_MEMORY || status?.error?.code === 'training.out_of_memory';
    const halvings = this.#halvingsOf(record);
    if (isOutOfMemory && halvings < MEMORY_TRIES && !this.#cancelling.has(id)) {
      this.#retryInHalves(record, halvings + 1);
      return;
    }
    const cancelled = this.#cancelling.delete(id);
    const end: { state: JobState; error: ErrorPayload | null } = status
      ? { state: status.state, error: status.error ?? (status.bug === null ? null : died(id, status.bug)) }
      : cancelled
        ? { state: 'cancelled', error: null }
        : { state: 'interrupted', error: died(id, cause) };
    this.#finish(record, { ...end, exitCode });
  }

  /** After out of memory: a new process from the last checkpoint, half as many rows at a time, as many steps. */
  #retryInHalves(record: JobRecord, halvings: number): void {
    writeFileSync(join(this.#deps.project, record.folder, 'halvings'), String(halvings));
    this.#deps.log.info(`job ${record.id} out of memory, halving the micro-batch (${halvings} of ${MEMORY_TRIES})`);
    this.#patch(record, { state: 'queued', place: this.#deps.store.firstPlace() });
    this.#live.delete(record.id);
    this.#schedule();
  }

  #halvingsOf(record: JobRecord): number {
    return Number(readJson(join(this.#deps.project, record.folder, 'halvings')) ?? 0);
  }

  #finish(record: JobRecord, patch: JobPatch): void {
    const ended = this.#patch(record, { ...patch, endedAtMs: this.#deps.now() });
    // Only now: while the end could not be written down, the job is still followed and tried again.
    this.#live.delete(record.id);
    if (isEnded(ended.state)) for (const listener of this.#endListeners) listener(ended);
    if (!this.#disposed) this.#schedule();
  }

  #patch(record: JobRecord, patch: JobPatch): JobRecord {
    const next = this.#deps.store.patch(record, patch);
    this.#notify();
    return next;
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
    const wanted = record.spec.device === 'auto' ? this.#deps.devices()[0] : record.spec.device;
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
