import { useSyncExternalStore } from 'react';

/** State that is kept as long as the window is open: leaving the page loses none of it. */
export class Kept<Value> {
  #value: Value;
  readonly #watchers = new Set<() => void>();

  constructor(first: Value) {
    this.#value = first;
  }

  readonly get = (): Value => this.#value;

  readonly set = (value: Value): void => {
    this.#value = value;
    for (const onChange of this.#watchers) onChange();
  };

  readonly watch = (onChange: () => void): (() => void) => {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  };
}

export function useKept<Value>(kept: Kept<Value>): Value {
  return useSyncExternalStore(kept.watch, kept.get);
}
