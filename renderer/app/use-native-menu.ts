import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Appearance, JobId, MenuCommand } from '../../native-bridge/contract/index.ts';
import { type Command, isPossible, useAllCommands } from './commands.tsx';
import { type Language, useLanguage } from './messages/index.ts';
import { textOf } from './shell/command-text.ts';

/** What the menus may miss at most, and how often what is possible is looked at: pages change it without a word. */
const SETTLED_MS = 250;
const LOOKED_AT_EVERY_MS = 1000;

/** Undo and redo of the menu *Edit*. */
const EDIT = /^edit\.(undo|redo)$/;
/** What the shell says when a job was clicked on outside of the window: in a notification, in the tray. */
const SHOW_JOB = /^job\.show (\S+)$/;
/** What it says when a link names a route of a project that is open. */
const GO = /^go (\/\S*)$/;

/**
 * Tells the shell how the page looks and what can be done in it, whenever that has changed, and does what is chosen in
 * its menus. In a browser there is no shell, and nothing happens.
 */
export function useNativeMenu(showJob: (id: JobId) => void = () => {}): void {
  const commands = useAllCommands();
  const language = useLanguage();
  const { colorScheme: theme } = useMantineColorScheme();
  const latest = useRef(commands);
  latest.current = commands;
  const shows = useRef(showJob);
  shows.current = showJob;
  const [, go] = useLocation();
  const goes = useRef(go);
  goes.current = go;
  const told = useRef('');

  useEffect(() => {
    const { luthier } = window;
    if (!luthier) return;
    const tell = (): void => {
      const appearance: Appearance = { language, theme, commands: menuOf(commands, language) };
      const text = JSON.stringify(appearance);
      if (text === told.current) return;
      told.current = text;
      void luthier.appearance(appearance);
    };
    const first = setTimeout(tell, SETTLED_MS);
    const again = setInterval(tell, LOOKED_AT_EVERY_MS);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, [commands, language, theme]);

  useEffect(() => {
    hearing = id => {
      const [, job] = SHOW_JOB.exec(id) ?? [];
      const [, route] = GO.exec(id) ?? [];
      const [, edit] = EDIT.exec(id) ?? [];
      if (edit !== undefined) undoOrRedo(latest.current, edit as 'undo' | 'redo');
      else if (job !== undefined) shows.current(job as JobId);
      else if (route !== undefined) goes.current(route);
      else runCommand(latest.current, id);
    };
    hearMenus();
  }, []);
}

/** A shell is told once that it is heard: it has no way to be told that it is not any more. */
let hearing: ((id: string) => void) | null = null;
let isHeard = false;

function hearMenus(): void {
  if (isHeard || !window.luthier) return;
  isHeard = true;
  window.luthier.onCommand(id => hearing?.(id));
}

/** The commands as menus show them. One that is offered twice is there once. */
export function menuOf(commands: readonly Command[], language: Language): MenuCommand[] {
  const byId = new Map(commands.map(command => [command.id, command]));
  return [...byId.values()].map(command => ({
    id: command.id,
    title: textOf(command.title, language),
    group: command.group,
    keys: [...(command.keys ?? [])],
    isPossible: isPossible(command),
    ...(command.choice && { choice: command.choice }),
  }));
}

/** Does what was chosen, unless it has become impossible since the menu was drawn. */
export function runCommand(commands: readonly Command[], id: string): void {
  const command = commands.find(command => command.id === id);
  if (command && isPossible(command)) command.run();
}

/** Where a page can undo now, its own; else that of the text that is written, which is the browser's. */
export function undoOrRedo(
  commands: readonly Command[],
  what: 'undo' | 'redo',
  inText: () => void = () => document.execCommand(what),
): void {
  const ofPage = commands.find(command => command.id.endsWith(`.${what}`) && isPossible(command));
  if (ofPage) ofPage.run();
  else inText();
}
