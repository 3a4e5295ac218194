import type { Command } from '../commands.tsx';
import { keyNames } from '../keys.ts';
import { textOf } from './command-text.ts';

/** Whether a command is meant by what was typed: words of its title in either language, or keys as they are named. */
export function isMeant(command: Command, typed: string): boolean {
  const keys = (command.keys ?? []).flatMap(key => {
    const names = keyNames(key).map(press => press.join(' '));
    return [names.join(' '), names.join(' ').replaceAll(' ', '+'), key];
  });
  const said = [textOf(command.title, 'en'), textOf(command.title, 'zh-CN'), ...keys].join('\n').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every(word => said.includes(word));
}
