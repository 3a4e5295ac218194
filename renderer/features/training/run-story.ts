import type { JobEvent } from '../../../native-bridge/contract/index.ts';
import { NO_SERIES, type SeriesByName, withMetrics } from './series.ts';

export interface Checkpoint {
  readonly step: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly best: boolean;
  readonly atMs: number;
}

export type Note = Extract<JobEvent, { kind: 'note' }>;

/** What the events of a training tell so far. */
export interface RunStory {
  readonly series: SeriesByName;
  readonly checkpoints: readonly Checkpoint[];
  readonly notes: readonly Note[];
  readonly stage: { readonly id: string; readonly says: string } | null;
  readonly device: string | null;
  readonly precision: string | null;
  readonly resumedFrom: number;
  readonly step: number;
  readonly total: number;
  readonly etaSeconds: number | null;
  readonly memoryBytes: number | null;
  readonly gpuMemoryBytes: number | null;
  readonly peakMemoryBytes: number;
  readonly seconds: number | null;
  readonly lastSeq: number;
}

export const UNTOLD: RunStory = {
  series: NO_SERIES,
  checkpoints: [],
  notes: [],
  stage: null,
  device: null,
  precision: null,
  resumedFrom: 0,
  step: 0,
  total: 0,
  etaSeconds: null,
  memoryBytes: null,
  gpuMemoryBytes: null,
  peakMemoryBytes: 0,
  seconds: null,
  lastSeq: 0,
};

/** The story with one more batch of events. An event that was told before changes nothing. */
export function told(story: RunStory, batch: readonly JobEvent[]): RunStory {
  const news = batch.filter(event => event.seq > story.lastSeq);
  if (news.length === 0) return story;
  return news.reduce(withEvent, { ...story, series: withMetrics(story.series, news) });
}

function withEvent(before: RunStory, event: JobEvent): RunStory {
  const story = { ...before, lastSeq: event.seq };
  switch (event.kind) {
    case 'started':
      return {
        ...story,
        total: event.total,
        device: event.device,
        precision: event.precision,
        resumedFrom: event.resumedFrom,
        step: event.resumedFrom,
      };
    case 'stage':
      return { ...story, stage: { id: event.stage, says: event.says } };
    case 'progress':
      return { ...story, step: event.done, total: event.total, etaSeconds: event.etaSeconds };
    case 'metric':
      return story;
    case 'checkpoint':
      return { ...story, checkpoints: withCheckpoint(story.checkpoints, event) };
    case 'heartbeat':
      return {
        ...story,
        memoryBytes: event.memoryBytes,
        gpuMemoryBytes: event.gpuMemoryBytes,
        peakMemoryBytes: Math.max(story.peakMemoryBytes, event.gpuMemoryBytes ?? event.memoryBytes),
      };
    case 'note':
      return { ...story, notes: [...story.notes, event] };
    case 'paused':
      return { ...story, step: event.step, etaSeconds: null };
    case 'finished':
      return { ...story, seconds: event.seconds, etaSeconds: null };
    case 'failed':
      return { ...story, etaSeconds: null };
  }
}

/** Newest last; a later best takes the mark from the one before; a step written again takes its own place. */
function withCheckpoint(all: readonly Checkpoint[], checkpoint: Checkpoint): readonly Checkpoint[] {
  const { step, path, sizeBytes, best, atMs } = checkpoint;
  const others = all.filter(other => other.step !== step);
  const kept = best ? others.map(other => ({ ...other, best: false })) : others;
  return [...kept, { step, path, sizeBytes, best, atMs }].sort((a, b) => a.step - b.step);
}
