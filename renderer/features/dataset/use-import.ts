import { useEffect } from 'react';
import { dataset, LuthierError, TimeLeft } from '../../../native-bridge/contract/index.ts';
import { Kept, troubleOf, useBridge, useKept, useRefreshAll } from '../../rpc/index.ts';
import { type FolderFile, type Handed, packs } from './dropped-files.ts';
import { fileOf, heard, type ImportOptions, type ImportStory, isBusy, NO_IMPORT } from './import-story.ts';
import { NEW_DRAFT, type WizardDraft } from './wizard-draft.ts';

/** Files that are on their way at once: each is a request, and the core writes to one disk. */
const AT_ONCE = 4;

const kept = new Kept<ImportStory>(NO_IMPORT);
const draft = new Kept<WizardDraft>(NEW_DRAFT);
/** What is on its way, to be stopped. */
const stop: { current: (() => void) | null } = { current: null };
/** Whether another file was handed over while one is on its way. */
const isRefused = new Kept(false);

/** There is one import at a time: what is handed over meanwhile is refused. */
function isFree(): boolean {
  isRefused.set(isBusy(kept.get()));
  return !isRefused.get();
}

/**
 * Brings files into the project. Those of the browser go to the core first; one of the desktop is read in place. Whoever
 * leaves the page finds the import as it is by then, and the wizard as it was left.
 */
export function useImport() {
  const bridge = useBridge();
  const refreshAll = useRefreshAll();

  /** What was sent to the core stays there as long as it may be read again. It is also removed when the core starts. */
  const drop = (file: string): void => void bridge.ask(dataset.dropUpload, { file }).catch(() => {});
  const setStory = (story: ImportStory): void => {
    const before = fileOf(kept.get());
    if (!isBusy(story)) isRefused.set(false);
    kept.set(story);
    if (before !== null && before !== fileOf(story)) drop(before);
  };

  const read = (file: string, name: string, options: ImportOptions): void => {
    if (isBusy(kept.get())) return;
    const left = new TimeLeft();
    const begun = { kind: 'reading', name, file, progress: null, etaSeconds: null } as const;
    setStory(begun);
    stop.current = bridge.open(
      dataset.importFile,
      { file, ...options },
      {
        onEvent: event => {
          const progress = event.kind === 'progress' ? { done: event.bytesDone, total: event.bytesTotal } : null;
          setStory(heard(file, name, event, progress && left.seconds(progress, performance.now())));
          if (event.kind === 'finished') refreshAll();
        },
        onTrouble: trouble => setStory({ kind: 'failed', name, file, trouble }),
        onRestart: () => setStory(begun),
      },
    );
  };

  /** Opens the wizard as it was left. */
  const lookAgain = (file: string, name: string): void => setStory({ kind: 'looking', name, file });
  const lookAtNew = (file: string, name: string): void => {
    draft.set(NEW_DRAFT);
    lookAgain(file, name);
  };
  const cancel = (): void => {
    stop.current?.();
    stop.current = null;
    setStory(NO_IMPORT);
  };

  const sendPack = (pack: readonly FolderFile[], batch: string | null): Promise<string> => {
    const [only] = pack;
    if (only === undefined || batch === null) return bridge.upload(only?.file as File);
    return pack.length === 1 ? bridge.upload(only.file, { path: only.path, batch }) : bridge.uploadPack(pack, batch);
  };

  /** Hands over one file or the files of a folder, one after another, until it is cancelled. */
  const upload = async (handed: Handed): Promise<void> => {
    if (!isFree()) return;
    const name = handed.kind === 'file' ? handed.file.name : handed.name;
    const files = handed.kind === 'file' ? [{ path: name, file: handed.file }] : handed.files;
    const sizeBytes = files.reduce((all, { file }) => all + file.size, 0);
    const batch = handed.kind === 'file' ? null : newBatch();
    const waiting = packs(files).values();
    let sentBytes = 0;
    let goesOn = true;
    let at: string | null = null;
    stop.current = () => {
      goesOn = false;
    };
    const tell = () => goesOn && setStory({ kind: 'uploading', name, sizeBytes, sentBytes });
    const send = async (): Promise<void> => {
      for (const pack of waiting) {
        if (!goesOn) return;
        at = await sendPack(pack, batch);
        sentBytes += pack.reduce((all, { file }) => all + file.size, 0);
        tell();
      }
    };
    tell();
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, send));
      if (goesOn && at !== null) lookAtNew(at, name);
      else if (at !== null) drop(at);
    } catch (error) {
      if (goesOn) fail(name, error);
      goesOn = false;
      if (at !== null) drop(at);
    }
  };

  const fail = (name: string, error: unknown): void => {
    const trouble =
      error instanceof LuthierError
        ? { kind: 'error' as const, error: error.payload }
        : troubleOf(error, dataset.importFile.name);
    setStory({ kind: 'failed', name, file: null, trouble });
  };

  /** Takes what was dropped or chosen, once it is known. */
  const take = async (handed: Promise<Handed | null>, name: string): Promise<void> => {
    try {
      const known = await handed;
      if (known !== null) await upload(known);
    } catch (error) {
      if (isFree()) fail(name, error);
    }
  };

  // What came of an import has been seen by whoever leaves the page after it.
  useEffect(() => () => void (kept.get().kind === 'finished' && kept.set(NO_IMPORT)), []);

  return {
    story: useKept(kept),
    draft: useKept(draft),
    setDraft: draft.set,
    isRefused: useKept(isRefused),
    look: (file: string, name: string): void => void (isFree() && lookAtNew(file, name)),
    lookAgain,
    read,
    upload,
    take,
    cancel,
    forget: () => setStory(NO_IMPORT),
  };
}

function newBatch(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join('');
}
