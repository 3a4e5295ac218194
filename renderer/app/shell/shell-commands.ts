import type { Command } from '../commands.tsx';
import { app } from '../messages/app.ts';
import type { Language } from '../messages/index.ts';
import { LOOP, MACHINE } from './stages.ts';

/** What the commands of the frame do. */
export interface ShellActions {
  readonly go: (route: string) => void;
  readonly pauseOrResume: (() => void) | null;
  readonly togglePalette: () => void;
  readonly toggleSheet: () => void;
  readonly toggleRail: () => void;
  readonly togglePanel: () => void;
  readonly moveFocus: (by: 1 | -1) => void;
  readonly setTheme: (theme: 'auto' | 'light' | 'dark') => void;
  readonly setLanguage: (language: Language) => void;
  readonly copyDiagnostics: () => void;
}

/** The commands that are there on every page. */
export function shellCommands(act: ShellActions): readonly Command[] {
  const view = (id: string, title: Command['title'], run: () => void, ...keys: string[]): Command => ({
    id: `view.${id}`,
    title,
    group: 'view',
    keys,
    run,
  });

  return [
    ...[...LOOP, ...MACHINE].map(
      (entry): Command => ({
        id: `go.${entry.label}`,
        title: app[entry.command],
        group: 'go',
        keys: entry.keys,
        run: () => act.go(entry.route),
      }),
    ),
    {
      id: 'job.pauseOrResume',
      title: app.commandPauseResume,
      group: 'job',
      keys: ['$mod+.'],
      when: () => act.pauseOrResume !== null,
      run: () => act.pauseOrResume?.(),
    },
    view('palette', app.palette, act.togglePalette, '$mod+k', '$mod+Shift+p'),
    view('shortcuts', app.shortcuts, act.toggleSheet, '$mod+/'),
    view('rail', app.commandRail, act.toggleRail, '$mod+b'),
    view('jobs', app.commandPanel, act.togglePanel, '$mod+j'),
    view('next', app.commandNextRegion, () => act.moveFocus(1), 'F6'),
    view('previous', app.commandPreviousRegion, () => act.moveFocus(-1), 'Shift+F6'),
    view('themeAuto', app.commandThemeAuto, () => act.setTheme('auto')),
    view('themeLight', app.commandThemeLight, () => act.setTheme('light')),
    view('themeDark', app.commandThemeDark, () => act.setTheme('dark')),
    view('english', app.commandEnglish, () => act.setLanguage('en')),
    view('chinese', app.commandChinese, () => act.setLanguage('zh-CN')),
    view('diagnostics', app.commandCopyDiagnostics, act.copyDiagnostics),
  ];
}
