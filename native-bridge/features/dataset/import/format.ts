import type { LuthierError } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import type { Source } from './source.ts';

/** One record of a file: a row, or why it is none. `line` is where it begins, from 1. */
export type FileRecord =
  | { readonly line: number; readonly cells: Cells }
  | { readonly line: number; readonly reason: LuthierError };

/** A row may be this long; one beyond it is rejected by line and reading goes on. */
export const MAX_ROW_BYTES = 32 * 1024 * 1024;

export interface ImportFormat {
  readonly id: string;
  /** Lower-case endings, without the dot. */
  readonly endings: readonly string[];
  read(source: Source, onBytes: (done: number) => void): AsyncIterable<FileRecord>;
}
