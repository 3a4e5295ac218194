import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Stream } from '../../native-bridge/contract/index.ts';
import type { Trouble } from '../app/messages/index.ts';
import { useBridge } from './bridge.tsx';

export interface Events<Value> {
  readonly value: Value;
  readonly state: 'opening' | 'open' | 'ended' | 'failed';
  readonly trouble: Trouble | null;
}

/**
 * Listens to a stream and folds what it says into one value, drawn at most once a frame. After a reconnect the fold
 * begins again from `initial`, since the stream does. An input of `null` listens to nothing.
 *
 * `fold` and `initial` are read when the stream is opened: keep them outside of the component.
 */
export function useEvents<Input extends z.ZodType, Event extends z.ZodType, Value>(
  stream: Stream<Input, Event>,
  input: z.input<Input> | null,
  { initial, fold }: { readonly initial: Value; readonly fold: (value: Value, event: z.output<Event>) => Value },
): Events<Value> {
  const bridge = useBridge();
  const opening: Events<Value> = { value: initial, state: 'opening', trouble: null };
  const [events, setEvents] = useState(opening);
  const latest = useRef({ fold, opening, input });
  latest.current = { fold, opening, input };
  const key = JSON.stringify(input);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the input, which is new at every render.
  useEffect(() => {
    const { fold, opening, input } = latest.current;
    let now = opening;
    let frame = 0;
    const show = (next: Events<Value>): void => {
      now = next;
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setEvents(now);
      });
    };

    setEvents(opening);
    if (input === null) return;
    const close = bridge.open(stream, input, {
      onEvent: event => show({ ...now, value: fold(now.value, event), state: 'open' }),
      onEnd: () => show({ ...now, state: 'ended' }),
      onTrouble: trouble => show({ ...now, state: 'failed', trouble }),
      onRestart: () => show(opening),
    });
    return () => {
      cancelAnimationFrame(frame);
      close();
    };
  }, [bridge, stream, key]);

  return events;
}
