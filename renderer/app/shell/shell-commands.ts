import type { Command } from '../commands.tsx';
import { app } from '../messages/app.ts';
import type { Language } from '../messages/index.ts';
import { LOOP, MACHINE } from './stages.ts';

type Theme = 'auto' | 'light' | 'dark';

/** What the commands do that are there before a project is open too. */
export interface FrameActions {
  readonly togglePalette: () => void;
  readonly toggleSheet: () => void;
  readonly theme: Theme;
  readonly language: Language;
  readonly setTheme: (theme: Theme) => void;
  readonly setLanguage: (language: Language) => void;
  readonly openHelp: () => void;
  readonly copyDiagnostics: () => void;
}

/** What the commands of the frame around a project do. */
export interface ShellActions extends FrameActions {
  readonly go: (route: string) => void;
  readonly pauseOrResume: (() => void) | null;
  readonly toggleRail: () => void;
  readonly togglePanel: () => void;
  readonly moveFocus: (by: 1 | -1) => void;
  readonly takeTour: () => void;
  readonly report: () => void;
  /** Back to the welcome page; null in a browser, which has none. */
  readonly closeProject: (() => void) | null;
}

const of =
  (group: 'view' | 'help') =>
  (id: string, title: Command['title'], run: () => void, ...keys: string[]): Command => ({
    id: `${group}.${id}`,
    title,
    group,
    keys,
    run,
  });
const view = of('view');
const help = of('help');

/** A theme or a language of the page; one of each holds. */
const theme = (name: Theme, id: string, title: Command['title'], act: FrameActions): Command => ({
  ...view(id, title, () => act.setTheme(name)),
  choice: { of: 'theme', isOn: act.theme === name },
});
const language = (name: Language, id: string, title: Command['title'], act: FrameActions): Command => ({
  ...view(id, title, () => act.setLanguage(name)),
  choice: { of: 'language', isOn: act.language === name },
});

/** How the page looks, and help. */
export function frameCommands(act: FrameActions): readonly Command[] {
  return [
    view('palette', app.palette, act.togglePalette, '$mod+k', '$mod+Shift+p'),
    theme('auto', 'themeAuto', app.commandThemeAuto, act),
    theme('light', 'themeLight', app.commandThemeLight, act),
    theme('dark', 'themeDark', app.commandThemeDark, act),
    language('en', 'english', app.commandEnglish, act),
    language('zh-CN', 'chinese', app.commandChinese, act),
    help('open', app.commandHelp, act.openHelp, 'F1'),
    help('shortcuts', app.shortcuts, act.toggleSheet, '$mod+/'),
    help('diagnostics', app.reportCopy, act.copyDiagnostics),
  ];
}

/** A browser has no welcome page to go back to. */
function closeCommand(close: ShellActions['closeProject']): readonly Command[] {
  if (close === null) return [];
  return [{ id: 'go.welcome', title: app.commandWelcome, group: 'go', keys: ['$mod+Shift+w'], run: close }];
}

/** The commands that are there on every page of a project. */
export function shellCommands(act: ShellActions): readonly Command[] {
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
    ...closeCommand(act.closeProject),
    {
      id: 'job.pauseOrResume',
      title: app.commandPauseResume,
      group: 'job',
      keys: ['$mod+.'],
      when: () => act.pauseOrResume !== null,
      run: () => act.pauseOrResume?.(),
    },
    view('rail', app.commandRail, act.toggleRail, '$mod+b'),
    view('jobs', app.commandPanel, act.togglePanel, '$mod+j'),
    view('next', app.commandNextRegion, () => act.moveFocus(1), 'F6'),
    view('previous', app.commandPreviousRegion, () => act.moveFocus(-1), 'Shift+F6'),
    ...frameCommands(act),
    help('tour', app.commandTour, act.takeTour),
    help('report', app.commandReport, act.report),
  ];
}
