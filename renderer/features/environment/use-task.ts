import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type EnvironmentTask,
  type ErrorPayload,
  environment,
  type TaskProgress,
} from '../../../native-bridge/contract/index.ts';
import { type Trouble, useAction, useBridge, useRefreshAll } from '../../rpc/index.ts';
import type { Feed } from '../../ui/index.ts';

export interface Ended {
  readonly task: EnvironmentTask;
  readonly error: ErrorPayload | null;
  readonly packed: { readonly path: string; readonly sizeBytes: number; readonly files: number } | null;
}

export interface Task {
  /** Null while nothing is under way. */
  readonly progress: TaskProgress | null;
  /** How the last one ended, until it is put away; one that went well only when it was seen under way. */
  readonly ended: Ended | null;
  readonly trouble: Trouble | null;
  readonly feed: Feed;
  /** Changes with every task, so that the log begins anew. */
  readonly feedKey: string;
  readonly start: (task: EnvironmentTask) => void;
  readonly stop: () => void;
  readonly forget: () => void;
}

/** The work on the environment. It belongs to the core: a page that comes later sees it from its beginning. */
export function useTask(): Task {
  const bridge = useBridge();
  const refreshAll = useRefreshAll();
  const begin = useAction(environment.start);
  const stop = useAction(environment.stop);
  const [round, setRound] = useState(0);
  const [progress, setProgress] = useState<TaskProgress | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);
  const refresh = useRef(refreshAll);
  refresh.current = refreshAll;
  const log = useRef('');
  const sinks = useRef(new Set<(text: string) => void>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: every round watches anew.
  useEffect(() => {
    let seen = false;
    log.current = '';
    return bridge.open(
      environment.watch,
      {},
      {
        onEvent: event => {
          if (event.kind === 'text') {
            log.current += event.text;
            for (const write of sinks.current) write(event.text);
          } else if (event.kind === 'progress') {
            seen = true;
            setProgress(event.progress);
          } else {
            setProgress(null);
            if (seen || event.error !== null) setEnded(event);
            if (seen) refresh.current();
          }
        },
        onTrouble: () => setProgress(null),
      },
    );
  }, [bridge, round]);

  const feed: Feed = useCallback(({ write }) => {
    if (log.current) write(log.current);
    sinks.current.add(write);
    return () => sinks.current.delete(write);
  }, []);

  return {
    progress,
    ended,
    trouble: begin.trouble ?? stop.trouble,
    feed,
    feedKey: String(round),
    start: task => {
      setEnded(null);
      void begin.run(task).then(answer => answer && setRound(before => before + 1));
    },
    stop: () => void stop.run({}),
    forget: () => setEnded(null),
  };
}
