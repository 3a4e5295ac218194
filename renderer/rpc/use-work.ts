import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { Stream, WorkEvent, WorkProgress } from '../../native-bridge/contract/index.ts';
import type { Trouble } from '../app/messages/index.ts';
import { useBridge } from './bridge.tsx';
import { Kept, useKept } from './kept.ts';
import { useRefreshAll } from './use-answer.ts';

export interface Work<Input, Answer> {
  /** Starts it, or starts it anew; what ran before is stopped. */
  readonly start: (input: Input) => void;
  /** Stops it. Nothing half done stays. */
  readonly cancel: () => void;
  readonly running: boolean;
  readonly progress: WorkProgress | null;
  /** Null until enough is done to say. */
  readonly etaSeconds: number | null;
  readonly answer: Answer | null;
  readonly trouble: Trouble | null;
  readonly forget: () => void;
}

interface Story<Answer> {
  readonly begunMs: number | null;
  readonly progress: WorkProgress | null;
  readonly answer: Answer | null;
  readonly trouble: Trouble | null;
}

const NOTHING = { begunMs: null, progress: null, answer: null, trouble: null };

/** A work that goes on when its view goes away, and is there when one comes back: only `cancel` stops it. */
export class KeptWork<Answer> {
  readonly story = new Kept<Story<Answer>>(NOTHING);
  /** Of what is on its way. */
  close: (() => void) | null = null;
}

export interface WorkOptions<Answer> {
  /** Where the work is kept; without it, it stops when its view goes away. */
  readonly keptIn?: KeptWork<Answer>;
  /** It changes nothing, such as a preview: what is on the screen need not be asked again when it has ended. */
  readonly readsOnly?: boolean;
}

/** Long work that a person starts: its progress, and how it ended. */
export function useWork<Input extends z.ZodType, Answer>(
  stream: Stream<Input, z.ZodType<WorkEvent<Answer>>>,
  { keptIn, readsOnly = false }: WorkOptions<Answer> = {},
): Work<z.input<Input>, Answer> {
  const bridge = useBridge();
  const refreshAll = useRefreshAll();
  const [own] = useState(() => new KeptWork<Answer>());
  const work = keptIn ?? own;
  const story = useKept(work.story);
  const setStory = work.story.set;
  const stop = (): void => {
    work.close?.();
    work.close = null;
  };
  useEffect(() => () => own.close?.(), [own]);

  const start = (input: z.input<Input>): void => {
    stop();
    const begunMs = performance.now();
    setStory({ ...NOTHING, begunMs });
    const ended = (end: Partial<Story<Answer>>): void => {
      work.close = null;
      setStory({ ...NOTHING, ...end });
    };
    work.close = bridge.open(stream, input, {
      onEvent: event => {
        if (event.kind === 'progress') setStory({ ...NOTHING, begunMs, progress: event });
        else if (event.kind === 'failed') ended({ trouble: { kind: 'error', error: event.error } });
        else {
          ended({ answer: event.answer });
          if (!readsOnly) refreshAll();
        }
      },
      onTrouble: trouble => ended({ trouble }),
      onRestart: () => setStory({ ...NOTHING, begunMs }),
    });
  };

  const { begunMs, ...rest } = story;
  return {
    ...rest,
    etaSeconds: etaOf(begunMs, story.progress),
    start,
    cancel: () => {
      stop();
      setStory(NOTHING);
    },
    running: begunMs !== null,
    forget: () => setStory(NOTHING),
  };
}

const TOLD_FROM = 0.05;

function etaOf(begunMs: number | null, progress: WorkProgress | null): number | null {
  if (begunMs === null || progress === null || progress.total === 0) return null;
  const share = progress.done / progress.total;
  return share < TOLD_FROM ? null : ((performance.now() - begunMs) / 1000) * (1 / share - 1);
}
