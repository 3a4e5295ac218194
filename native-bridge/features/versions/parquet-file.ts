import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { type Cell, type CellKind, cellIn, type Split } from '../../contract/index.ts';
import type { WholeFile } from '../../core/whole-file.ts';
import type { Cells } from '../../store/rows.ts';
import { kindIn } from './cell-kinds.ts';

export interface FileRow {
  readonly row: number;
  readonly split: Split | null;
  readonly cells: Cells;
}

/** A row group ends with whichever comes first. Both are told by the rows alone: the same rows give the same bytes. */
const GROUP_ROWS = 20_000;
const GROUP_CHARACTERS = 8 * 1024 * 1024;

/** Names of a dataset's columns in a file where some names, such as `row` and `split`, are the row's own. */
export function fileColumns(columns: readonly string[], kept = ['row', 'split']): Map<string, string> {
  const own = columns.filter(column => !kept.includes(column));
  const taken = new Set([...kept, ...own]);
  const freeName = (column: string): string => {
    if (own.includes(column)) return column;
    let count = 2;
    while (taken.has(`${column} (${count})`)) count++;
    taken.add(`${column} (${count})`);
    return `${column} (${count})`;
  };
  return new Map(columns.map(column => [column, freeName(column)]));
}

/** A cell as a job reads it: always text, so that nothing depends on a guessed type. */
export function fileText(cell: unknown): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

type Values = (string | number | bigint | boolean | null)[];

/** How a kind of column is written. What holds several kinds is JSON, so that a reader gets each value as it was. */
const WRITTEN: Readonly<Record<CellKind, { type: 'STRING' | 'BOOLEAN' | 'INT64' | 'DOUBLE' | 'JSON' }>> = {
  text: { type: 'STRING' },
  boolean: { type: 'BOOLEAN' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  mixed: { type: 'JSON' },
};

/**
 * `row` and `split` first, then every column, in row groups: only one of them is in memory at a time. A column whose
 * kind is not named is written as text.
 */
export class ParquetRows {
  readonly #file: WholeFile;
  readonly #columns: { readonly column: string; readonly name: string; readonly kind: CellKind }[];
  readonly #bytes = new ByteWriter(1024 * 1024);
  readonly #parquet: ParquetWriter;
  #rows: bigint[] = [];
  #splits: (string | null)[] = [];
  #values: Values[];
  #characters = 0;

  constructor(file: WholeFile, columns: readonly string[], kinds: Readonly<Record<string, CellKind>> = {}) {
    this.#file = file;
    this.#columns = [...fileColumns(columns)].map(([column, name]) => ({
      column,
      name,
      kind: kindIn(kinds, column) ?? 'text',
    }));
    this.#values = this.#columns.map(() => []);
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({
        columnData: [
          { name: 'row', data: [], type: 'INT64', nullable: false },
          { name: 'split', data: [], type: 'STRING', nullable: true },
          ...this.#columns.map(({ name, kind }) => ({ name, data: [], ...WRITTEN[kind], nullable: true })),
        ],
      }),
      createdBy: 'luthier',
    });
  }

  add({ row, split, cells }: FileRow): void {
    this.#rows.push(BigInt(row));
    this.#splits.push(split);
    for (const [at, { column, kind }] of this.#columns.entries()) {
      const value = writtenAs(cellIn(cells, column), kind);
      this.#values[at]?.push(value);
      this.#characters += typeof value === 'string' ? value.length : value === null ? 0 : 8;
    }
    if (this.#rows.length === GROUP_ROWS || this.#characters > GROUP_CHARACTERS) this.#endGroup();
  }

  /** `about` stands in the file beside the rows, so that files that differ in it alone are different files. */
  end(about?: string): void {
    this.#endGroup();
    if (about !== undefined) this.#parquet.kvMetadata = [{ key: 'luthier', value: about }];
    this.#parquet.finish();
    this.#handOver();
  }

  #endGroup(): void {
    if (this.#rows.length === 0) return;
    this.#parquet.write({
      rowGroupSize: this.#rows.length,
      columnData: [
        { name: 'row', data: this.#rows },
        { name: 'split', data: this.#splits },
        // The least and greatest text of a column would stand in full in the footer.
        ...this.#columns.map(({ name }, at) => ({ name, data: this.#values[at] ?? [], statistics: false })),
      ],
    });
    this.#handOver();
    this.#rows = [];
    this.#splits = [];
    this.#values = this.#columns.map(() => []);
    this.#characters = 0;
  }

  #handOver(): void {
    this.#file.write(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
}

function writtenAs(cell: Cell, kind: CellKind): Values[number] {
  if (kind === 'text') return fileText(cell);
  return kind === 'integer' && typeof cell === 'number' ? BigInt(cell) : cell;
}
