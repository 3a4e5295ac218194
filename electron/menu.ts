import type { MenuItemConstructorOptions } from 'electron';
import type { Appearance, MenuCommand, RecentProject } from '../native-bridge/contract/shell.ts';
import type { Say, ShellMessage } from './messages.ts';

/** What the menus act on. */
export interface MenuActs {
  readonly create: () => void;
  readonly open: (folder: string | null) => void;
  readonly openSample: () => void;
  readonly closeProject: () => void;
  /** Does a command of the page in front. */
  readonly command: (id: string) => void;
  readonly copyDiagnostics: () => void;
  readonly about: () => void;
}

export interface MenuFacts {
  readonly platform: NodeJS.Platform;
  readonly commands: Appearance['commands'];
  readonly recent: readonly Pick<RecentProject, 'name' | 'folder'>[];
  readonly hasProject: boolean;
  /** Developer tools are offered where the app runs from its sources. */
  readonly isPackaged: boolean;
}

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };
/** The command of the page that goes to the settings. */
const SETTINGS = 'go.settings';
/** Commands of the page that the menu File has too, with their keys. */
const OF_FILE: ReadonlySet<string> = new Set(['welcome.create', 'welcome.open', 'welcome.sample', 'go.welcome']);

/**
 * The menu bar: files and windows are the shell's; everything else are the commands of the page in front, the same that
 * its palette and its keys have, in its language. A Mac has its menu of the app, the others quit from File.
 */
export function menuTemplate(say: Say, facts: MenuFacts, act: MenuActs): Item[] {
  const onMac = facts.platform === 'darwin';
  const role = (role: Item['role'], label: ShellMessage): Item => ({ role, label: say(label) }) as Item;
  const items = (commands: Appearance['commands']): Item[] =>
    commands.flatMap((command, at) => {
      const item = itemOf(command, facts.platform, act);
      // Choices of another kind beside each other would be one choice.
      return at > 0 && command.choice?.of !== commands[at - 1]?.choice?.of ? [LINE, item] : [item];
    });
  // A Mac looks for its settings in the menu of the app.
  const isOfApp = ({ id }: MenuCommand): boolean => onMac && id === SETTINGS;
  const of = (group: MenuCommand['group']): Item[] =>
    items(facts.commands.filter(c => c.group === group && !isOfApp(c) && !OF_FILE.has(c.id)));
  // The page's own copy holds what the core says too. Without one, as while it is stopped, the shell copies what it knows.
  const copiesItself = facts.commands.some(({ id }) => id === 'help.diagnostics');
  const about: Item = { label: say('about'), click: act.about };

  return [
    ...(onMac ? [{ label: 'Luthier', submenu: appMenu(say, role, about, items(facts.commands.filter(isOfApp))) }] : []),
    { label: say('file'), submenu: fileMenu(say, facts, act, role) },
    {
      label: say('edit'),
      submenu: [
        ...editing(say, facts.platform, act),
        ...[role('cut', 'cut'), role('copy', 'copy'), role('paste', 'paste'), role('selectAll', 'selectAll')],
      ],
    },
    ...menu(say('page'), of('page')),
    ...menu(say('go'), of('go')),
    ...menu(say('job'), of('job')),
    {
      label: say('view'),
      submenu: [
        ...of('view'),
        LINE,
        ...[role('zoomIn', 'zoomIn'), role('zoomOut', 'zoomOut'), role('resetZoom', 'resetZoom')],
        // The plus of most keyboards needs Shift; a browser zooms in without.
        { ...role('zoomIn', 'zoomIn'), accelerator: 'CmdOrCtrl+=', visible: false },
        role('togglefullscreen', 'fullScreen'),
        LINE,
        role('reload', 'reload'),
        ...(facts.isPackaged ? [] : [role('toggleDevTools', 'developerTools')]),
      ],
    },
    { label: say('window'), role: 'window', submenu: windowMenu(role, onMac) },
    {
      label: say('help'),
      role: 'help',
      submenu: [
        ...of('help'),
        LINE,
        ...(copiesItself ? [] : [{ label: say('copyDiagnostics'), click: act.copyDiagnostics }]),
        ...(onMac ? [] : [about]),
      ],
    },
  ];
}

/** The page knows whether a text is written or rows are changed. Where its keys are heard in the page, it hears these too. */
function editing(say: Say, platform: NodeJS.Platform, act: MenuActs): Item[] {
  const item = (what: 'undo' | 'redo', accelerator: string): Item => ({
    label: say(what),
    accelerator,
    registerAccelerator: platform === 'darwin',
    click: () => act.command(`edit.${what}`),
  });
  return [item('undo', 'CmdOrCtrl+Z'), item('redo', platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z'), LINE];
}

type Role = (role: Item['role'], label: ShellMessage) => Item;

function appMenu(say: Say, role: Role, about: Item, settings: Item[]): Item[] {
  const hiding = [role('hide', 'hide'), role('hideOthers', 'hideOthers'), role('unhide', 'showAll')];
  return [
    ...[about, LINE],
    ...settings.flatMap(item => [{ ...item, label: say('menuSettings') }, LINE]),
    ...[role('services', 'services'), LINE, ...hiding, LINE, role('quit', 'quitApp')],
  ];
}

function windowMenu(role: Role, onMac: boolean): Item[] {
  const ofMac = onMac ? [role('zoom', 'zoomWindow'), LINE, role('front', 'allToFront'), LINE] : [];
  return [role('minimize', 'minimize'), ...ofMac, role('close', 'closeWindow')];
}

function fileMenu(say: Say, { platform, recent, hasProject }: MenuFacts, act: MenuActs, role: Role): Item[] {
  const recentItems = recent.map(
    ({ name, folder }): Item => ({ label: plain(`${name}  –  ${folder}`), click: () => act.open(folder) }),
  );
  return [
    { label: say('menuNew'), accelerator: 'CmdOrCtrl+N', click: act.create },
    { label: say('menuOpen'), accelerator: 'CmdOrCtrl+O', click: () => act.open(null) },
    { label: say('menuRecent'), enabled: recentItems.length > 0, submenu: recentItems },
    { label: say('menuSample'), click: act.openSample },
    LINE,
    { label: say('menuClose'), accelerator: 'CmdOrCtrl+Shift+W', enabled: hasProject, click: act.closeProject },
    ...(platform === 'darwin' ? [] : [LINE, role('quit', 'quit')]),
  ];
}

function menu(label: string, submenu: Item[]): Item[] {
  return submenu.length > 0 ? [{ label, submenu }] : [];
}

/**
 * A command of the page. Its key is shown, and heard by the page itself, which knows when it is not meant. A Mac cannot
 * show a key without taking it: there only those stand in a menu that no one types a text with.
 */
function itemOf({ id, title, keys, isPossible, choice }: MenuCommand, platform: NodeJS.Platform, act: MenuActs): Item {
  const [first = ''] = keys;
  const key = platform !== 'darwin' || /^(\$mod|control)\+/i.test(first) ? acceleratorOf(first) : null;
  return {
    label: plain(title),
    enabled: isPossible,
    click: () => act.command(id),
    ...(key && { accelerator: key, registerAccelerator: false }),
    ...(choice && { type: 'radio', checked: choice.isOn }),
  };
}

/** An ampersand in a name is a letter, no mark for the key of the menu. */
export function plain(text: string): string {
  return text.replaceAll('&', '&&');
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  $mod: 'CmdOrCtrl',
  control: 'Ctrl',
  arrowleft: 'Left',
  arrowright: 'Right',
  arrowup: 'Up',
  arrowdown: 'Down',
};

/** `$mod+Shift+p` as Electron writes it; null for two keys one after the other, which no menu can show. */
export function acceleratorOf(key: string): string | null {
  if (key.includes(' ')) return null;
  return key
    .split('+')
    .map(part => KEY_NAMES[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}
