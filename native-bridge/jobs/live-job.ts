import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type JobEvent, ProcessFile, StatusFile } from '../contract/index.ts';
import { readJson } from '../core/files.ts';
import { endLeftBehind, isAlive, isItself, isStillAlive, type ProcessName } from './process.ts';
import { type JobProcess, markOf } from './run-job.ts';
import { EventTail } from './tail-events.ts';
import { cancelFile, tellToEnd, type Urgency } from './tell-to-end.ts';

export interface Ending {
  /** What the job itself said last; null when it was killed before it could. */
  readonly status: StatusFile | null;
  readonly exitCode: number | null;
  readonly cause: string;
}

export interface LiveJobListener {
  onEvents(events: readonly JobEvent[]): void;
  /** Rejects when the end could not be written down: it is told again at the next look. */
  onEnd(ending: Ending): Promise<void>;
  onBrokenLine(line: string): void;
  /** The listener itself could not take something in; it is told again at the next look. */
  onTrouble(error: unknown): void;
}

const LOOK_MS = 150;
/** So long events are read before others have their turn. */
const READ_MS = 20;
const TERM_AFTER_MS = 10_000;
const KILL_AFTER_MS = 15_000;
/** How long Python may take to say who it is. */
const START_MS = 60_000;

/** One attempt of a job, started here or found running: follows its events and notices its end. */
export class LiveJob implements Disposable {
  readonly #folder: string;
  readonly #attempt: number;
  readonly #listener: LiveJobListener;
  readonly #tail: EventTail;
  readonly #timer: NodeJS.Timeout;
  #soon: NodeJS.Timeout | null = null;
  readonly #cancelTimers: NodeJS.Timeout[] = [];
  readonly #since = performance.now();
  #process: JobProcess | null = null;
  #exit: { code: number; signal: number } | null = null;
  #isEnding = false;
  /** Whether a job that was found running has been alive at a look. */
  #wasAlive = false;
  /** The process and its descendants as they were told to end. */
  #told: readonly ProcessName[] = [];

  constructor(folder: string, attempt: number, listener: LiveJobListener) {
    this.#folder = folder;
    this.#attempt = attempt;
    this.#listener = listener;
    this.#tail = new EventTail(join(folder, 'events.jsonl'), {
      onBroken: line => listener.onBrokenLine(line),
      withoutMetrics: true,
    });
    this.#timer = setInterval(() => this.#lookSafely(), LOOK_MS);
  }

  /** Hands over the process that was started for this attempt; without one, it was found running. */
  started(process: JobProcess): void {
    this.#process = process;
  }

  exited(exit: { code: number; signal: number }): void {
    this.#exit = exit;
    this.#lookSafely();
  }

  resize(columns: number, rows: number): void {
    this.#process?.resize(columns, rows);
  }

  /** SIGINT, and after ten seconds SIGTERM, and after fifteen SIGKILL, to the group and every descendant. */
  cancel(): void {
    this.#tell('SIGINT');
    this.#cancelTimers.push(
      setTimeout(() => this.#tell('SIGTERM'), TERM_AFTER_MS),
      setTimeout(() => this.#tell('SIGKILL'), KILL_AFTER_MS),
    );
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    if (this.#soon !== null) clearTimeout(this.#soon);
    for (const timer of this.#cancelTimers) clearTimeout(timer);
    this.#tail[Symbol.dispose]();
  }

  /** A timer must not throw: a disk that is full for a moment would end the core. */
  #lookSafely(): void {
    try {
      this.#look();
    } catch (error) {
      this.#listener.onTrouble(error);
    }
  }

  #look(): void {
    // Asked before reading: what it wrote before it ended is then in the file for sure.
    const ended = this.#hasEnded();
    if (!this.#readEvents() || !ended || this.#isEnding) return;

    // A child that was started in the background is deaf to SIGINT, and none has anything to do without the job.
    endLeftBehind(this.#told, markOf(this.#folder));
    rmSync(cancelFile(this.#folder), { force: true });
    const status = statusOf(this.#folder, this.#attempt);
    const exitCode = this.#exit && this.#exit.signal === 0 ? this.#exit.code : null;
    this.#isEnding = true;
    this.#listener.onEnd({ status, exitCode, cause: this.#cause() }).then(
      () => this[Symbol.dispose](),
      error => {
        this.#isEnding = false;
        this.#listener.onTrouble(error);
      },
    );
  }

  /** False when there is more than was read in one go; it is read soon. */
  #readEvents(): boolean {
    const until = performance.now() + READ_MS;
    do {
      const events = this.#tail.read();
      if (events.length > 0) this.#listener.onEvents(events);
    } while (this.#tail.hasMore && performance.now() < until);
    if (!this.#tail.hasMore) return true;
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      this.#lookSafely();
    }, 0);
    return false;
  }

  #hasEnded(): boolean {
    if (this.#exit !== null) return true;
    if (this.#process !== null) return false;
    const process = processOf(this.#folder, this.#attempt);
    if (process === null) return performance.now() - this.#since > START_MS;
    this.#wasAlive = this.#wasAlive ? isStillAlive(process) : isAlive(process);
    return !this.#wasAlive;
  }

  /** Once the process has ended its pid may be somebody else's, and its end may wait long to be written down. */
  #tell(urgency: Urgency): void {
    if (this.#exit !== null) return;
    this.#told = [...this.#told, ...tellToEnd({ folder: this.#folder, pid: () => this.#pid() }, urgency)];
  }

  /** Of the process that was started here, or of the one that was found, where it is itself for certain. */
  #pid(): number | null {
    if (this.#process !== null) return this.#process.pid;
    const process = processOf(this.#folder, this.#attempt);
    return process !== null && isItself(process) ? process.pid : null;
  }

  #cause(): string {
    if (this.#exit === null) return 'it was gone when Luthier looked for it';
    return this.#exit.signal === 0 ? `exit code ${this.#exit.code}` : `signal ${this.#exit.signal}`;
  }
}

/** Who runs the attempt; null before it has said so, or when the file is of an earlier attempt. */
export function processOf(folder: string, attempt: number): ProcessFile | null {
  const file = ProcessFile.safeParse(readJson(join(folder, 'process.json'))).data;
  return file?.attempt === attempt ? file : null;
}

/** Attempts that have said who they are. One that died before is not counted, so both halves count alike. */
export function attemptsOf(folder: string): number {
  return ProcessFile.safeParse(readJson(join(folder, 'process.json'))).data?.attempt ?? 0;
}

export function statusOf(folder: string, attempt: number): StatusFile | null {
  const file = StatusFile.safeParse(readJson(join(folder, 'status.json'))).data;
  return file?.attempt === attempt ? file : null;
}
