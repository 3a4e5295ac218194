import { expect, test } from 'vitest';
import { type Command, CommandRegistry, conflicts } from './commands.tsx';
import { shellCommands } from './shell/shell-commands.ts';
import { undoOrRedo } from './use-native-menu.ts';

const nothing = (): void => {};
const shell = shellCommands({
  go: nothing,
  pauseOrResume: null,
  togglePalette: nothing,
  toggleSheet: nothing,
  toggleRail: nothing,
  togglePanel: nothing,
  moveFocus: nothing,
  theme: 'auto',
  language: 'en',
  setTheme: nothing,
  setLanguage: nothing,
  report: nothing,
  openHelp: nothing,
  copyDiagnostics: nothing,
  takeTour: nothing,
  closeProject: nothing,
});
const command = (id: string, ...keys: string[]): Command => ({
  id,
  title: { en: id, zh: id },
  group: 'page',
  keys,
  run: nothing,
});

test('CMD-1 no two commands of the frame share a key or an id', () => {
  expect(conflicts(shell)).toEqual([]);
});

test('CMD-2 every command of the frame has a title in both languages', () => {
  expect(shell.filter(({ title }) => !title.en || !title.zh)).toEqual([]);
});

test('CMD-3 a key claimed twice is a conflict, in whatever case it is written', () => {
  expect(conflicts([command('a', '$mod+K'), command('b', '$mod+k'), command('a')])).toEqual(['key $mod+k', 'a']);
});

test('CMD-4 the commands of a page come and go with it', () => {
  const registry = new CommandRegistry();
  const seen: number[] = [];
  registry.watch(() => seen.push(registry.all.length));

  registry.add([command('always')]);
  const leave = registry.add([command('page.one'), command('page.two')]);
  leave();

  expect(seen).toEqual([1, 3, 1]);
  expect(registry.all.map(({ id }) => id)).toEqual(['always']);
});

test('CMD-5 Undo of a menu is the page’s where it can undo now, else that of the text that is written', () => {
  const done: string[] = [];
  let isWriting = false;
  const rows: Command = { ...command('dataset.undo'), when: () => !isWriting, run: () => done.push('rows') };

  undoOrRedo([rows], 'undo', () => done.push('text'));
  isWriting = true;
  undoOrRedo([rows], 'undo', () => done.push('text'));
  undoOrRedo([rows], 'redo', () => done.push('text again'));
  expect(done).toEqual(['rows', 'text', 'text again']);
});
