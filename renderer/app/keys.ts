import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { isPossible, useAllCommands } from './commands.tsx';

/** Listens to the keys of all commands. */
export function useCommandKeys(): void {
  const commands = useAllCommands();

  useEffect(() => {
    const bindings = Object.fromEntries(
      commands.flatMap(command =>
        (command.keys ?? []).map(key => [
          key,
          (event: KeyboardEvent) => {
            if (!isPossible(command)) return;
            event.preventDefault();
            command.run();
          },
        ]),
      ),
    );
    return tinykeys(window, bindings, { ignore: isNotForUs });
  }, [commands]);
}

/** A key that belongs to an input method, or that writes a letter where a person writes. */
export function isNotForUs(
  event: Pick<KeyboardEvent, 'isComposing' | 'ctrlKey' | 'metaKey' | 'altKey' | 'key' | 'target'>,
): boolean {
  if (event.isComposing || event.key === 'Process') return true;
  const writesLetter = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1;
  return writesLetter && isTextField(event.target);
}

function isTextField(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null;
  if (!element?.tagName) return false;
  // A letter on a cell of a grid begins to write in it.
  const isCell = element.closest?.('[role="gridcell"]') != null;
  return isCell || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable === true;
}

const NAMES: Readonly<Record<string, string>> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  enter: 'Enter',
  escape: 'Esc',
};

/** A key as it stands on the keyboard: `$mod+Shift+p` is Ctrl Shift P, on a Mac ⌘ ⇧ P. */
export function keyNames(key: string, onMac = isMac()): string[][] {
  return key.split(' ').map(press => press.split('+').map(part => keyName(part, onMac)));
}

function keyName(part: string, onMac: boolean): string {
  switch (part.toLowerCase()) {
    case '$mod':
    case 'control':
      return onMac ? '⌘' : 'Ctrl';
    case 'shift':
      return onMac ? '⇧' : 'Shift';
    case 'alt':
      return onMac ? '⌥' : 'Alt';
    default:
      return NAMES[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part);
  }
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
