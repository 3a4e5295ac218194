import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Message } from './messages/message.ts';

/** Something a person can do by name or by key. The palette, the keys and the sheet read the same list. */
export interface Command {
  /** `<slice>.<verb>`, once in the whole page. */
  readonly id: string;
  /** A message of the catalogue: `training.commandStart`. */
  readonly title: Message;
  readonly group: CommandGroup;
  /** As tinykeys writes it: `$mod+j`, `F6`, `g d`. */
  readonly keys?: readonly string[];
  /** Whether it can be done at this moment; always when left out. */
  readonly when?: () => boolean;
  /** One of several of which one holds: what they choose, and whether it is this one. */
  readonly choice?: { readonly of: string; readonly isOn: boolean };
  readonly run: () => void;
}

export type CommandGroup = 'page' | 'go' | 'job' | 'view' | 'help';

/** In the order in which a list shows them, and what each is called. */
export const GROUPS: readonly CommandGroup[] = ['page', 'job', 'go', 'view', 'help'];
export const GROUP_TITLES = {
  page: 'groupPage',
  job: 'groupJob',
  go: 'groupGo',
  view: 'groupView',
  help: 'groupHelp',
} as const satisfies Record<CommandGroup, string>;

/** The commands that are there now. Those of a page come and go with it. */
export class CommandRegistry {
  readonly #batches = new Set<readonly Command[]>();
  readonly #watchers = new Set<() => void>();
  #all: readonly Command[] = [];

  get all(): readonly Command[] {
    return this.#all;
  }

  add(batch: readonly Command[]): () => void {
    this.#batches.add(batch);
    this.#changed();
    return () => {
      this.#batches.delete(batch);
      this.#changed();
    };
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  #changed(): void {
    this.#all = [...this.#batches].flat();
    for (const onChange of this.#watchers) onChange();
  }
}

/** Keys that two commands claim at the same time, and ids that are given twice. */
export function conflicts(commands: readonly Command[]): string[] {
  const claims = commands.flatMap(({ id, keys = [] }) => [id, ...keys.map(key => `key ${key.toLowerCase()}`)]);
  return [...new Set(claims.filter((claim, place) => claims.indexOf(claim) !== place))];
}

export function isPossible(command: Command): boolean {
  return command.when?.() ?? true;
}

const CommandsContext = createContext<CommandRegistry | null>(null);

export function CommandsProvider({ children }: { readonly children: ReactNode }) {
  const [registry] = useState(() => new CommandRegistry());
  return <CommandsContext.Provider value={registry}>{children}</CommandsContext.Provider>;
}

/** Every command that is there now. */
export function useAllCommands(): readonly Command[] {
  const registry = useRegistry();
  return useSyncExternalStore(
    onChange => registry.watch(onChange),
    () => registry.all,
  );
}

/** Offers commands while the component is shown. What `run` and `when` close over is always the newest. */
export function useCommands(commands: readonly Command[]): void {
  const registry = useRegistry();
  const latest = useRef(commands);
  latest.current = commands;
  const shape = commands.map(({ id, keys = [], choice }) => [id, ...keys, choice?.isOn].join(' ')).join(',');

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when the list itself is another one.
  useEffect(() => {
    const byPlace = latest.current.map((command, place) => ({
      ...command,
      when: () => latest.current[place]?.when?.() ?? true,
      run: () => latest.current[place]?.run(),
    }));
    return registry.add(byPlace);
  }, [registry, shape]);
}

function useRegistry(): CommandRegistry {
  const registry = useContext(CommandsContext);
  if (!registry) throw new Error('commands need a CommandsProvider above them');
  return registry;
}
