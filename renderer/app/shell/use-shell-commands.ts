import { useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useLocation } from 'wouter';
import { environment, jobs } from '../../../native-bridge/contract/index.ts';
import { isRunning, useJobs } from '../../features/jobs/index.ts';
import { useBridge } from '../../rpc/index.ts';
import { type Command, useCommands } from '../commands.tsx';
import { app } from '../messages/app.ts';
import { chooseLanguage } from '../settings.ts';
import { moveFocusByRegion } from './regions.ts';
import { LOOP, MACHINE } from './stages.ts';

interface Toggles {
  readonly toggleRail: () => void;
  readonly togglePanel: () => void;
  readonly toggleSheet: () => void;
}

/** The commands that are there on every page. */
export function useShellCommands({ toggleRail, togglePanel, toggleSheet }: Toggles): void {
  const [, go] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const bridge = useBridge();
  const job = useJobs()?.find(({ state, kind }) => state === 'paused' || (isRunning(state) && kind === 'train'));

  const pauseOrResume = (): void => {
    if (!job) return;
    const method = job.state === 'paused' ? jobs.resume : jobs.pause;
    // Refused when the state has changed meanwhile; the jobs panel shows how it stands.
    void bridge.ask(method, { jobId: job.id }).catch(() => {});
  };
  const copyDiagnostics = async (): Promise<void> => {
    const { text } = await bridge.ask(environment.diagnostics, {});
    await navigator.clipboard.writeText(text);
  };

  const places = [...LOOP, ...MACHINE].map(
    (entry): Command => ({
      id: `go.${entry.label}`,
      title: app[entry.command],
      group: 'go',
      keys: entry.keys,
      run: () => go(entry.route),
    }),
  );

  useCommands([
    ...places,
    {
      id: 'job.pauseOrResume',
      title: app.commandPauseResume,
      group: 'job',
      keys: ['$mod+.'],
      when: () => job !== undefined,
      run: pauseOrResume,
    },
    { id: 'view.palette', title: app.palette, group: 'view', keys: ['$mod+k', '$mod+Shift+p'], run: spotlight.toggle },
    { id: 'view.shortcuts', title: app.shortcuts, group: 'view', keys: ['$mod+/'], run: toggleSheet },
    { id: 'view.rail', title: app.commandRail, group: 'view', keys: ['$mod+b'], run: toggleRail },
    { id: 'view.jobs', title: app.commandPanel, group: 'view', keys: ['$mod+j'], run: togglePanel },
    { id: 'view.next', title: app.commandNextRegion, group: 'view', keys: ['F6'], run: () => moveFocusByRegion(1) },
    {
      id: 'view.previous',
      title: app.commandPreviousRegion,
      group: 'view',
      keys: ['Shift+F6'],
      run: () => moveFocusByRegion(-1),
    },
    { id: 'view.themeAuto', title: app.commandThemeAuto, group: 'view', run: () => setColorScheme('auto') },
    { id: 'view.themeLight', title: app.commandThemeLight, group: 'view', run: () => setColorScheme('light') },
    { id: 'view.themeDark', title: app.commandThemeDark, group: 'view', run: () => setColorScheme('dark') },
    { id: 'view.english', title: app.commandEnglish, group: 'view', run: () => chooseLanguage('en') },
    { id: 'view.chinese', title: app.commandChinese, group: 'view', run: () => chooseLanguage('zh-CN') },
    { id: 'view.diagnostics', title: app.commandCopyDiagnostics, group: 'view', run: () => void copyDiagnostics() },
  ]);
}
