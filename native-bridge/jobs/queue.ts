import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Job, type JobId, type JobKind, type JobSpec, type JobState, LuthierError } from '../contract/index.ts';
import { writeAtomically } from '../core/files.ts';
import type { JobPatch, JobRecord, JobTable } from '../store/jobs.ts';
import type { WriteOptions, Writes } from '../store/writes.ts';
import { Attempts, type AttemptsDeps } from './attempts.ts';
import { folderOf, isEnded, recordOf } from './job-record.ts';
import { lastProgress, type Progress } from './last-progress.ts';
import { attemptsOf } from './live-job.ts';
import { rebuildIndex } from './rebuild-index.ts';

export interface JobQueueDeps extends AttemptsDeps {
  readonly store: JobTable;
  readonly writes: Writes;
  /** The devices there are, best first: GPU UUIDs, then `cpu`. */
  devices(): readonly string[];
}

type Listener = () => void;

const NOTIFY_MS = 150;
/** What the queue itself writes waits for other writers without end. */
const UNTIL_DONE = { patienceMs: Number.POSITIVE_INFINITY };

/** States in which a process holds the device of its job. */
const ACTIVE: readonly JobState[] = ['preparing', 'running', 'pausing'];
/** Kinds that keep what they have done in pieces. */
export const PAUSABLE: readonly JobKind[] = ['train', 'perplexity', 'names'];

/**
 * Runs jobs, one on each device at a time, in the order of the queue. What it knows it can lose: folders are the
 * truth, and `reattach` finds running jobs of an earlier core again.
 */
export class JobQueue implements Disposable {
  readonly #deps: JobQueueDeps;
  readonly #listeners = new Set<Listener>();
  readonly #endListeners = new Set<(job: JobRecord) => void>();
  readonly #attempts: Attempts;
  #notifyTimer: NodeJS.Timeout | null = null;
  /** How far paused jobs came: what they wrote does not change any more. */
  readonly #paused = new Map<JobId, Progress>();
  #isHeld = false;
  #disposed = false;

  constructor(deps: JobQueueDeps) {
    this.#deps = deps;
    this.#attempts = new Attempts(deps, {
      record: id => this.record(id),
      change: change => this.#change(change, UNTIL_DONE),
      patch: (id, patch) => this.#patch(id, patch),
      firstPlace: () => deps.store.firstPlace(),
      notify: () => this.#notify(),
      ended: job => {
        for (const listener of this.#endListeners) listener(job);
      },
    });
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

  /** Takes into the index what was put into the project as whole folders of jobs. Returns how many they were. */
  async takeIn(): Promise<number> {
    let found = 0;
    await this.#change(() => {
      found = rebuildIndex(this.#deps.project, this.#deps.store);
    });
    return found;
  }

  /** Stops the job for good: a running one at its next step, a waiting one at once. */
  async cancel(id: JobId): Promise<Job> {
    if (!this.#stop(id)) {
      await this.#change(() => {
        // While this waited to be written, the job may have begun.
        if (!this.#stop(id))
          this.#patch(id, {
            state: 'cancelled',
            endedAtMs: Math.max(this.#deps.now(), this.record(id).startedAtMs ?? 0),
          });
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

  /** No waiting job begins any more: the project is about to be closed. They begin when it is open again. */
  hold(): void {
    this.#isHeld = true;
  }

  resize(id: JobId, columns: number, rows: number): void {
    this.#attempts.resize(this.record(id).id, columns, rows);
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
      if (ACTIVE.includes(record.state)) this.#attempts.follow(record);
    }
    this.#change(() => {}, UNTIL_DONE).catch(error => this.#attempts.trouble('queue', error));
  }

  /** Lets go of everything but the jobs: they run on and are found again. */
  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#attempts[Symbol.dispose]();
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
        for (const record of claimed) this.#attempts.start(record);
      },
      options,
    );
  }

  /** Gives each waiting job whose device is free that device, in the order of the queue. */
  #claim(): JobRecord[] {
    if (this.#isHeld) return [];
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

  /** Tells a running job to end. False for one that waits; throws for one that has ended. */
  #stop(id: JobId): boolean {
    const record = this.record(id);
    if (isEnded(record.state)) throw wrongState(record, 'be cancelled');
    return this.#attempts.cancel(id);
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
    const live = this.#attempts.of(record.id);
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
      ...this.#progressOf(record, live),
      etaSeconds: live?.etaSeconds ?? null,
      memoryBytes: live?.memoryBytes ?? 0,
      createdAtMs: record.createdAtMs,
      startedAtMs: this.#attempts.startOf(record),
      endedAtMs: record.endedAtMs,
    };
  }

  /** While a job is paused, nothing but its events knows how far it is. */
  #progressOf(record: JobRecord, live: Progress | undefined): Progress {
    const isPaused = record.state === 'paused';
    if (!isPaused) this.#paused.delete(record.id);
    if (live || !isPaused) return { done: live?.done ?? 0, total: live?.total ?? 0 };
    const known = this.#paused.get(record.id);
    const progress = known ?? lastProgress(join(this.#deps.project, record.folder, 'events.jsonl'));
    this.#paused.set(record.id, progress);
    return progress;
  }

  #holderOf(record: JobRecord): string | null {
    const wanted = this.#wanted(record);
    const holder = this.#attempts
      .ids()
      .map(id => this.record(id))
      .find(({ device }) => device === wanted);
    return holder ? `${holder.spec.title} (${holder.device})` : null;
  }
}

function wrongState(record: JobRecord, verb: string): LuthierError {
  return new LuthierError('job.wrong_state', { id: record.id, state: record.state, verb });
}
