import { useMemo, useSyncExternalStore } from 'react';
import type { DatasetId } from '../../../native-bridge/contract/index.ts';

/** What a person wrote into a cell, or as a whole row, and has neither saved nor discarded. */
export interface Draft {
  readonly row: number;
  /** Null: the whole row as JSON. */
  readonly column: string | null;
  readonly text: string;
  /** What stood there when the writing began. */
  readonly from: string;
}

export interface Drafts {
  readonly list: readonly Draft[];
  readonly find: (row: number, column: string | null) => Draft | undefined;
  readonly keep: (draft: Draft) => void;
  readonly drop: (row: number, column: string | null) => void;
}

const NONE: readonly Draft[] = [];

/** Drafts of all datasets, as long as the window is open: leaving a row, or the page, loses none. */
export class DraftStore {
  readonly #drafts = new Map<DatasetId, readonly Draft[]>();
  readonly #watchers = new Set<() => void>();

  of(datasetId: DatasetId): readonly Draft[] {
    return this.#drafts.get(datasetId) ?? NONE;
  }

  /** A text that is what it was before is no draft. */
  keep(datasetId: DatasetId, draft: Draft): void {
    const drafts = this.of(datasetId);
    if (draft.text === draft.from) this.drop(datasetId, draft);
    else if (!drafts.some(one => isSame(one, draft))) this.#set(datasetId, [...drafts, draft]);
    else
      this.#set(
        datasetId,
        drafts.map(one => (isSame(one, draft) ? draft : one)),
      );
  }

  drop(datasetId: DatasetId, draft: Pick<Draft, 'row' | 'column'>): void {
    const left = this.of(datasetId).filter(one => !isSame(one, draft));
    if (left.length < this.of(datasetId).length) this.#set(datasetId, left);
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  #set(datasetId: DatasetId, drafts: readonly Draft[]): void {
    this.#drafts.set(datasetId, drafts);
    for (const onChange of this.#watchers) onChange();
  }
}

const store = new DraftStore();
const watch = (onChange: () => void): (() => void) => store.watch(onChange);

export function useDrafts(datasetId: DatasetId): Drafts {
  const list = useSyncExternalStore(watch, () => store.of(datasetId));
  return useMemo(
    () => ({
      list,
      find: (row, column) => list.find(one => isSame(one, { row, column })),
      keep: draft => store.keep(datasetId, draft),
      drop: (row, column) => store.drop(datasetId, { row, column }),
    }),
    [datasetId, list],
  );
}

function isSame(a: Pick<Draft, 'row' | 'column'>, b: Pick<Draft, 'row' | 'column'>): boolean {
  return a.row === b.row && a.column === b.column;
}
