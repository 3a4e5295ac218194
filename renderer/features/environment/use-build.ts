import { useCallback, useRef, useState } from 'react';
import { type Environment, environment } from '../../../native-bridge/contract/index.ts';
import { type Trouble, useBridge, useRefreshAll } from '../../rpc/index.ts';
import type { Feed } from '../../ui/index.ts';

export type BuildState =
  | { readonly kind: 'none' }
  | { readonly kind: 'building' }
  | { readonly kind: 'ended'; readonly environment: Environment }
  | { readonly kind: 'failed'; readonly trouble: Trouble };

/** A build of the environment, and its lines as they come. The lines stay until the next one. */
export function useBuild() {
  const bridge = useBridge();
  const refreshAll = useRefreshAll();
  const [state, setState] = useState<BuildState>({ kind: 'none' });
  const lines = useRef<string[]>([]);
  const sinks = useRef(new Set<(text: string) => void>());

  const say = (text: string): void => {
    lines.current.push(text);
    for (const write of sinks.current) write(text);
  };

  const build = (repair: boolean): void => {
    lines.current = [];
    setState({ kind: 'building' });
    bridge.open(
      environment.build,
      { repair },
      {
        onEvent: event => {
          if (event.kind === 'line') return say(`${event.text}\n`);
          setState({ kind: 'ended', environment: event.environment });
          refreshAll();
        },
        onTrouble: trouble => setState({ kind: 'failed', trouble }),
      },
    );
  };

  const feed: Feed = useCallback(({ write }) => {
    for (const line of lines.current) write(line);
    sinks.current.add(write);
    return () => sinks.current.delete(write);
  }, []);

  return { state, build, feed };
}
