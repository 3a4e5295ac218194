import type { Roles, RowFormatId } from '../../../contract/index.ts';
import type { WholeFile } from '../../../core/whole-file.ts';
import type { FileRow } from '../parquet-file.ts';

/** What a format may know of the rows it writes. */
export interface About {
  /** Name of the dataset or version, for sentences. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly roles: Roles;
  readonly hasSplits: boolean;
  readonly instruction: string | undefined;
  readonly raw: boolean;
  /** Whether `scan` found a row. */
  readonly scanned: boolean;
}

export interface RowWriter {
  /** Returns false for a row that the format cannot hold. */
  add(row: FileRow): boolean;
  end(): void;
  readonly guardedCells?: number;
}

/** How rows become a file. To add one: a file beside this one, and one name in `index.ts`. */
export interface RowFormat {
  readonly id: RowFormatId;
  readonly ending: string;
  /** Looked for before writing begins; the walk ends at the first row that answers true. */
  scan?(row: FileRow, about: About): boolean;
  /** Throws `versions.no_answer_column` when the rows have no part that the format needs. */
  open(file: WholeFile, about: About): RowWriter;
}
