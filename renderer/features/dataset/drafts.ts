import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type DatasetId, type Draft, type DraftPlace, dataset } from '../../../native-bridge/contract/index.ts';
import { type Connection, troubleOf, useAnswer, useBridge } from '../../rpc/index.ts';

export interface Drafts {
  readonly list: readonly Draft[];
  readonly find: (row: number, column: string | null) => Draft | undefined;
  readonly keep: (draft: Draft) => void;
  readonly drop: (row: number, column: string | null) => void;
}

const NONE: readonly Draft[] = [];

/** Drafts of all datasets: leaving a row, or the page, loses none. */
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

  drop(datasetId: DatasetId, draft: DraftPlace): void {
    const left = this.of(datasetId).filter(one => !isSame(one, draft));
    if (left.length < this.of(datasetId).length) this.#set(datasetId, left);
  }

  /** Those an earlier page has left. What was written in this one is newer. */
  takeUp(datasetId: DatasetId, earlier: readonly Draft[]): void {
    const newer = this.of(datasetId);
    const left = earlier.filter(draft => !newer.some(one => isSame(one, draft)));
    if (left.length > 0) this.#set(datasetId, [...left, ...newer]);
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

/** How far the core may be behind the keys. */
const BEHIND_MS = 300;
/** How long a project that cannot be written into is left alone: its folder comes back, a disk has room again. */
const AGAIN_MS = 2000;
const PASSING: readonly string[] = ['project.gone', 'project.locked', 'project.read_only', 'disk.full'];
/** A text of a million characters is sent once a second: what is sent is copied and written whole. */
const CHARACTERS_A_MS = 1000;
/** What the core has not been sent yet. */
const unsent = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; readonly send: () => void }>();
/** Datasets whose earlier drafts this page has. */
const takenUp = new Set<DatasetId>();

/** Drafts of a dataset; the core keeps them too, for the page after this one. */
export function useDrafts(datasetId: DatasetId): Drafts {
  const bridge = useBridge();
  const list = useSyncExternalStore(watch, () => store.of(datasetId));
  const answer = useAnswer(dataset.drafts, takenUp.has(datasetId) ? null : { datasetId });
  const earlier = answer.state === 'ready' ? answer.value : null;
  useEffect(() => {
    if (earlier === null || takenUp.has(datasetId)) return;
    takenUp.add(datasetId);
    store.takeUp(datasetId, earlier);
  }, [datasetId, earlier]);

  useEffect(() => {
    addEventListener('pagehide', sendNow);
    return () => {
      removeEventListener('pagehide', sendNow);
      sendNow();
    };
  }, []);

  return useMemo(
    () => ({
      list,
      find: (row, column) => list.find(one => isSame(one, { row, column })),
      keep: draft => {
        store.keep(datasetId, draft);
        sendSoon(bridge, datasetId, draft);
      },
      drop: (row, column) => {
        store.drop(datasetId, { row, column });
        sendSoon(bridge, datasetId, { row, column });
      },
    }),
    [bridge, datasetId, list],
  );
}

/** Sends what the draft is by then. One that cannot be kept by the core stays in this page. */
function sendSoon(bridge: Connection, datasetId: DatasetId, { row, column }: DraftPlace): void {
  const name = JSON.stringify([datasetId, row, column]);
  const kept = () => store.of(datasetId).find(one => isSame(one, { row, column }));
  const send = (): void => {
    clearTimeout(unsent.get(name)?.timer);
    unsent.delete(name);
    const draft = kept();
    const answer: Promise<unknown> = draft
      ? bridge.ask(dataset.keepDraft, { datasetId, draft })
      : bridge.ask(dataset.dropDraft, { datasetId, place: { row, column } });
    answer.catch(error => {
      const trouble = troubleOf(error, dataset.keepDraft.name);
      if (trouble.kind === 'offline' || (trouble.kind === 'error' && PASSING.includes(trouble.error.code)))
        sendIn(AGAIN_MS);
    });
  };
  const sendIn = (ms: number): void => {
    if (!unsent.has(name)) unsent.set(name, { timer: setTimeout(send, ms), send });
  };
  const { text = '' } = kept() ?? {};
  sendIn(Math.max(BEHIND_MS, text.length / CHARACTERS_A_MS));
}

function sendNow(): void {
  for (const { send } of unsent.values()) send();
}

function isSame(a: DraftPlace, b: DraftPlace): boolean {
  return a.row === b.row && a.column === b.column;
}
