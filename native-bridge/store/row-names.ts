import type { Database } from 'better-sqlite3';
import type { FoundNames, TextSpan } from '../contract/index.ts';

/** What was found in the text that a stamp names. */
export interface KnownNames {
  readonly stamp: string;
  readonly spans: readonly TextSpan[];
}

export type NameTable = ReturnType<typeof nameTable>;

/** Where names of people stand in texts. Whoever reads compares the stamp: the row may have another text. */
export function nameTable(db: Database) {
  const key = db
    .prepare<[number, string], number>('SELECT key FROM named_columns WHERE dataset = ? AND column_name = ?')
    .pluck();
  const insert = db.prepare('INSERT OR IGNORE INTO named_columns (dataset, column_name) VALUES (?, ?)');
  const put = db.prepare(
    `INSERT INTO row_names (named_column, row, stamp, spans) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET stamp = excluded.stamp, spans = excluded.spans`,
  );
  const one = db.prepare<[number, number], { stamp: string; spans: string }>(
    'SELECT stamp, spans FROM row_names WHERE named_column = ? AND row = ?',
  );

  const keyOf = (dataset: number, column: string): number => {
    insert.run(dataset, column);
    return key.get(dataset, column) as number;
  };
  return {
    put: db.transaction((dataset: number, found: Iterable<FoundNames>): void => {
      for (const { row, column, stamp, spans } of found) {
        put.run(keyOf(dataset, column), row, stamp, JSON.stringify(spans.flatMap(({ start, end }) => [start, end])));
      }
    }),
    /** What is known of the texts of a column, by row. */
    ofColumn: (dataset: number, column: string): ((row: number) => KnownNames | undefined) => {
      const of = key.get(dataset, column);
      return row => {
        const line = of === undefined ? undefined : one.get(of, row);
        return line && { stamp: line.stamp, spans: spansOf(JSON.parse(line.spans)) };
      };
    },
  };
}

function spansOf(places: readonly number[]): TextSpan[] {
  const starts = places.filter((_, at) => at % 2 === 0);
  return starts.map((start, at) => ({ start, end: places[2 * at + 1] as number }));
}
