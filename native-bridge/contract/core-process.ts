import type { ErrorPayload } from './errors.ts';
import type { Job } from './jobs.ts';

/** What the shell must know of a job: enough for the tray, the task bar and the question at the end. */
export type JobAtWork = Pick<Job, 'id' | 'title' | 'state' | 'done' | 'total'> & {
  /** Whether its kind keeps what it has done in pieces. */
  readonly canPause: boolean;
};

/** What a core tells the process that started it. The first word is `started` or `refused`. */
export type CoreSays =
  | { readonly kind: 'started'; readonly address: string; readonly token: string }
  | { readonly kind: 'refused'; readonly error: ErrorPayload }
  /** Jobs that have not ended, whenever one of them changed; at most a few times a second. */
  | { readonly kind: 'jobs'; readonly jobs: readonly JobAtWork[] }
  /** A job has ended, and how. */
  | { readonly kind: 'ended'; readonly job: JobAtWork }
  /** What a `ping` is answered with: the core does not stand still. */
  | { readonly kind: 'pong' };

/** What a core hears from it. The first word is `serve`. */
export type CoreHears =
  /** The port is a wish: where it is taken, the core says `started` with another one. */
  | { readonly kind: 'serve'; readonly project: string; readonly port: number; readonly token: string }
  | { readonly kind: 'stop' }
  /** Wants a `pong`. */
  | { readonly kind: 'ping' }
  /** Every job keeps what it has and frees its device, as far as its kind can. */
  | { readonly kind: 'pauseJobs' }
  | { readonly kind: 'cancelJobs' };
