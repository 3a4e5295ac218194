import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { JobsProvider } from '../features/jobs/index.ts';
import { BridgeProvider, type Connection } from '../rpc/index.ts';
import { CommandsProvider } from './commands.tsx';
import { Shell } from './shell/Shell.tsx';
import { theme } from './theme.ts';

const colorScheme = localStorageColorSchemeManager({ key: 'luthier.theme' });

/** The whole page over one line to the core. */
export function App({ bridge }: { readonly bridge: Connection }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      <BridgeProvider bridge={bridge}>
        <JobsProvider>
          <CommandsProvider>
            <Shell />
          </CommandsProvider>
        </JobsProvider>
      </BridgeProvider>
    </MantineProvider>
  );
}
