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
}

export interface RowWriter {
  /** Returns false for a row that the format cannot hold. */
  add(row: FileRow): boolean;
  end(): void;
  readonly guardedCells?: number;
}

/** What a format finds out about all rows before it writes the first. */
export interface Look {
  /** Returns true when it knows all it wants to know. */
  see(row: FileRow): boolean;
  open(file: WholeFile): RowWriter;
}

/** How rows become a file. To add one: a file beside this one, and one name in `index.ts`. */
export type RowFormat = {
  readonly id: RowFormatId;
  readonly ending: string;
  /** Set where columns come out under their names and nothing in the file says which part each plays. */
  readonly losesParts?: true;
} & (
  | {
      /** Throws `versions.no_answer_column` when the rows have no part that the format needs. */
      open(file: WholeFile, about: About): RowWriter;
    }
  | { look(about: About): Look }
);
