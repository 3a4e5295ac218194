import { useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useLocation } from 'wouter';
import { environment, jobs } from '../../../native-bridge/contract/index.ts';
import { isRunning, useJobs } from '../../features/jobs/index.ts';
import { useBridge } from '../../rpc/index.ts';
import { useCommands } from '../commands.tsx';
import { chooseLanguage } from '../settings.ts';
import { moveFocusByRegion } from './regions.ts';
import { shellCommands } from './shell-commands.ts';

interface Toggles {
  readonly toggleRail: () => void;
  readonly togglePanel: () => void;
  readonly toggleSheet: () => void;
}

/** Offers the commands of the frame, and gives them what they act on. */
export function useShellCommands(toggles: Toggles): void {
  const [, go] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const bridge = useBridge();
  const job = useJobs()?.find(({ state, kind }) => state === 'paused' || (isRunning(state) && kind === 'train'));

  const pauseOrResume = job
    ? () => {
        const method = job.state === 'paused' ? jobs.resume : jobs.pause;
        // Refused when the state has changed meanwhile; the jobs panel shows how it stands.
        void bridge.ask(method, { jobId: job.id }).catch(() => {});
      }
    : null;
  const copyDiagnostics = async (): Promise<void> => {
    const { text } = await bridge.ask(environment.diagnostics, {});
    await navigator.clipboard.writeText(text);
  };

  useCommands(
    shellCommands({
      ...toggles,
      go,
      pauseOrResume,
      togglePalette: spotlight.toggle,
      moveFocus: moveFocusByRegion,
      setTheme: setColorScheme,
      setLanguage: chooseLanguage,
      copyDiagnostics: () => void copyDiagnostics(),
    }),
  );
}
