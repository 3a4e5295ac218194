import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';
import type { Connection, ConnectionState } from './connection.ts';

const BridgeContext = createContext<Connection | null>(null);

/** Gives the page its line to the core, and the memory of what was answered. */
export function BridgeProvider({ bridge, children }: { readonly bridge: Connection; readonly children: ReactNode }) {
  const [queries] = useState(newQueries);

  return (
    <BridgeContext.Provider value={bridge}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </BridgeContext.Provider>
  );
}

export function useBridge(): Connection {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('useBridge needs a BridgeProvider above it');
  return bridge;
}

export function useConnectionState(): ConnectionState {
  const bridge = useBridge();
  return useSyncExternalStore(
    onChange => bridge.watch(onChange),
    () => bridge.state,
  );
}

/** The core is on this machine: a query never waits for the internet, and one failure is an answer. */
function newQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: 1000, refetchOnWindowFocus: true },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
