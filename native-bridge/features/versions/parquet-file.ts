import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Split } from '../../contract/index.ts';
import type { WholeFile } from '../../core/whole-file.ts';
import type { Cells } from '../../store/rows.ts';

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

/** `row` and `split` first, then every column as text, in row groups: only one of them is in memory at a time. */
export class ParquetRows {
  readonly #file: WholeFile;
  readonly #names: [column: string, name: string][];
  readonly #bytes = new ByteWriter(1024 * 1024);
  readonly #parquet: ParquetWriter;
  #rows: bigint[] = [];
  #splits: (string | null)[] = [];
  #texts: (string | null)[][];
  #characters = 0;

  constructor(file: WholeFile, columns: readonly string[]) {
    this.#file = file;
    this.#names = [...fileColumns(columns)];
    this.#texts = this.#names.map(() => []);
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({
        columnData: [
          { name: 'row', data: [], type: 'INT64', nullable: false },
          { name: 'split', data: [], type: 'STRING', nullable: true },
          ...this.#names.map(([, name]) => ({ name, data: [], type: 'STRING' as const, nullable: true })),
        ],
      }),
      createdBy: 'luthier',
    });
  }

  add({ row, split, cells }: FileRow): void {
    this.#rows.push(BigInt(row));
    this.#splits.push(split);
    for (const [at, [column]] of this.#names.entries()) {
      const text = fileText(cells[column]);
      this.#texts[at]?.push(text);
      this.#characters += text?.length ?? 0;
    }
    if (this.#rows.length === GROUP_ROWS || this.#characters > GROUP_CHARACTERS) this.#endGroup();
  }

  end(): void {
    this.#endGroup();
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
        ...this.#names.map(([, name], at) => ({ name, data: this.#texts[at] ?? [], statistics: false })),
      ],
    });
    this.#handOver();
    this.#rows = [];
    this.#splits = [];
    this.#texts = this.#names.map(() => []);
    this.#characters = 0;
  }

  #handOver(): void {
    this.#file.write(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
}
