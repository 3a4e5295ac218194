import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Cells, project } from '../../../test/made-project.ts';
import { workStarter } from '../../store/work.ts';
import type { WORKS } from './work.ts';

test('VE-42 a join by keys that are larger together than the memory of a thread is made in it, each row with its own', async () => {
  using at = project();
  const count = 20_000;
  const key = (row: number) => `${row} ${'一'.repeat(1500)}`;
  const rows = function* (cellsOf: (row: number) => Cells): Generator<Cells> {
    for (let row = 1; row <= count; row += 1) yield cellsOf(row);
  };
  const { id: left } = at.add(
    'left',
    rows(row => ({ text: `left ${row}`, key: key(row) })),
    { text: 'text' },
  );
  const { id: right } = at.add(
    'right',
    rows(row => ({ n: row, key: key(count + 1 - row) })),
    { text: 'key' },
  );
  const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url), { heapMebibytes: 48 });
  const place = { database: join(at.folder, 'luthier.db'), project: at.folder };
  const of = { kind: 'join', left, right, leftKey: 'key', rightKey: 'key', keepUnmatched: false } as const;

  using joining = start(place, 'combine', { name: 'joined', of });
  const { dataset, unmatched, repeatedKeys } = await joining.answer;

  expect({ rows: dataset.rowCount, unmatched, repeatedKeys }).toEqual({ rows: count, unmatched: 0, repeatedKeys: 0 });
  const wrong = at.db
    .prepare(
      `SELECT count(*) FROM rows JOIN datasets ON key = dataset AND id = ?
       WHERE json_extract(cells, '$.text') <> 'left ' || CAST(? - json_extract(cells, '$.n') AS INTEGER)`,
    )
    .pluck();
  expect(wrong.get(dataset.id, count + 1)).toBe(0);
});
