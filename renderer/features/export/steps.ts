import type { JobEvent } from '../../../native-bridge/contract/index.ts';

/** One stage of a job as it happened. */
export interface Step {
  readonly seq: number;
  readonly stage: string;
  readonly says: string;
  readonly startedAtMs: number;
  /** Null while it is the one that is done now. */
  readonly endedAtMs: number | null;
  /** How often this stage was begun so far: an export that is tried again quantises twice. */
  readonly time: number;
}

export const NO_STEPS: readonly Step[] = [];

/** The stages of a job with a batch of events more: a stage ends where the next one begins, or with the job. */
export function withSteps(steps: readonly Step[], events: readonly JobEvent[]): readonly Step[] {
  const last = steps.at(-1)?.seq ?? 0;
  return events.filter(({ seq }) => seq > last || steps.length === 0).reduce(withEvent, steps);
}

function withEvent(steps: readonly Step[], event: JobEvent): readonly Step[] {
  switch (event.kind) {
    case 'stage':
      return [
        ...ended(steps, event.atMs),
        {
          seq: event.seq,
          stage: event.stage,
          says: event.says,
          startedAtMs: event.atMs,
          endedAtMs: null,
          time: steps.filter(({ stage }) => stage === event.stage).length + 1,
        },
      ];
    case 'finished':
    case 'failed':
      return ended(steps, event.atMs);
    default:
      return steps;
  }
}

function ended(steps: readonly Step[], atMs: number): readonly Step[] {
  const last = steps.at(-1);
  return last?.endedAtMs === null ? [...steps.slice(0, -1), { ...last, endedAtMs: atMs }] : steps;
}
