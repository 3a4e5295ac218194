import type { ImportEvent, ImportFile, ImportProgress, ImportReport } from '../../../native-bridge/contract/index.ts';
import type { Trouble } from '../../rpc/index.ts';

/** What a person may say about a file before it is read. What is left out is found out from the file. */
export type ImportOptions = Omit<ImportFile, 'file'>;

/** One import, from the choice of a file to its report. */
export type ImportStory =
  | { readonly kind: 'none' }
  | { readonly kind: 'uploading'; readonly name: string; readonly sizeBytes: number; readonly sentBytes: number }
  /** Known to the core, and looked at before it is imported. */
  | { readonly kind: 'looking'; readonly name: string; readonly file: string }
  | {
      readonly kind: 'reading';
      readonly name: string;
      readonly file: string;
      readonly progress: ImportProgress | null;
      /** Null until there is enough to say. */
      readonly etaSeconds: number | null;
    }
  | { readonly kind: 'finished'; readonly report: ImportReport }
  | {
      readonly kind: 'failed';
      readonly name: string;
      /** The file as the core knows it, so that it can be read again with other options; null when it never got there. */
      readonly file: string | null;
      readonly trouble: Trouble;
    };

export const NO_IMPORT: ImportStory = { kind: 'none' };

/** Whether a file is on its way: another one has to wait for its end. */
export function isBusy({ kind }: ImportStory): boolean {
  return kind === 'uploading' || kind === 'reading';
}

/** The file as the core knows it, as long as it may be read again. */
export function fileOf(story: ImportStory): string | null {
  return 'file' in story ? story.file : null;
}

/** What the core says about a file it reads. */
export function heard(file: string, name: string, event: ImportEvent, etaSeconds: number | null): ImportStory {
  switch (event.kind) {
    case 'progress':
      return { kind: 'reading', name, file, progress: event, etaSeconds };
    case 'finished':
      return { kind: 'finished', report: event.report };
    case 'failed':
      return { kind: 'failed', name, file, trouble: { kind: 'error', error: event.error } };
  }
}

/** Share of the file that was read, between 0 and 1; 0 while its size is not known. */
export function shareRead({ bytesDone, bytesTotal }: ImportProgress): number {
  return bytesTotal === 0 ? 0 : Math.min(1, bytesDone / bytesTotal);
}
