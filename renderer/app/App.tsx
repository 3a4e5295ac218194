import { JobsProvider } from '../features/jobs/index.ts';
import { BridgeProvider, type Connection, diagnosticsOf } from '../rpc/index.ts';
import { WindowBoundary } from './Boundaries.tsx';
import { CommandsProvider } from './commands.tsx';
import { Shell } from './shell/Shell.tsx';
import { Themed } from './Themed.tsx';

/** The whole page over one line to the core. */
export function App({ bridge }: { readonly bridge: Connection }) {
  return (
    <Themed>
      <WindowBoundary diagnostics={() => diagnosticsOf(bridge)}>
        <BridgeProvider bridge={bridge}>
          <JobsProvider>
            <CommandsProvider>
              <Shell />
            </CommandsProvider>
          </JobsProvider>
        </BridgeProvider>
      </WindowBoundary>
    </Themed>
  );
}
