import { useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useLocation, useSearch } from 'wouter';
import { jobs } from '../../../native-bridge/contract/index.ts';
import { isRunning, useJobs } from '../../features/jobs/index.ts';
import { diagnosticsOf, useBridge } from '../../rpc/index.ts';
import { useCommands } from '../commands.tsx';
import { helpFor } from '../help/pages.ts';
import { useLanguage } from '../messages/index.ts';
import { chooseLanguage } from '../settings.ts';
import { startTour } from '../tour/start-tour.ts';
import { moveFocusByRegion } from './regions.ts';
import { shellCommands } from './shell-commands.ts';

interface Toggles {
  readonly toggleRail: () => void;
  readonly togglePanel: () => void;
  readonly toggleSheet: () => void;
  readonly report: () => void;
}

/** Offers the commands of the frame, and gives them what they act on. */
export function useShellCommands(toggles: Toggles): void {
  const [address, go] = useLocation();
  const search = useSearch();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const language = useLanguage();
  const bridge = useBridge();
  const job = useJobs()?.find(({ state, kind }) => state === 'paused' || (isRunning(state) && kind === 'train'));

  const pauseOrResume = job
    ? () => {
        const method = job.state === 'paused' ? jobs.resume : jobs.pause;
        // Refused when the state has changed meanwhile; the jobs panel shows how it stands.
        void bridge.ask(method, { jobId: job.id }).catch(() => {});
      }
    : null;

  useCommands(
    shellCommands({
      ...toggles,
      go,
      pauseOrResume,
      togglePalette: spotlight.toggle,
      moveFocus: moveFocusByRegion,
      openHelp: () => {
        const from = search ? `${address}?${search}` : address;
        if (!address.startsWith('/help')) go(helpFor(address), { state: { from } });
      },
      copyDiagnostics: () => void diagnosticsOf(bridge).then(text => navigator.clipboard.writeText(text)),
      takeTour: () => void startTour(go, language),
      closeProject: window.luthier ? () => void window.luthier?.closeProject() : null,
      theme: colorScheme,
      language,
      setTheme: setColorScheme,
      setLanguage: chooseLanguage,
    }),
  );
}
