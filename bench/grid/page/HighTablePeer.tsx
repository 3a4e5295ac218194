import HighTable, { type DataFrame } from 'hightable';
import 'hightable/src/HighTable.css';
import { useState } from 'react';
import { COLUMNS, pageOf } from './rows.ts';

export default function HighTablePeer({ rows }: { readonly rows: number }) {
  const [data] = useState(() => frame(rows));
  return (
    <div style={{ height: '100%', display: 'flex' }}>
      <HighTable data={data} onError={error => console.error(error)} />
    </div>
  );
}

/** Keeps what was fetched of the last few thousand rows, as ours does. */
function frame(numRows: number): DataFrame {
  const eventTarget = new EventTarget();
  const cells = new Map<number, Record<string, unknown>>();
  return {
    columnDescriptors: COLUMNS.map(name => ({ name })),
    numRows,
    eventTarget: eventTarget as never,
    getRowNumber: ({ row }: { row: number }) => ({ value: row }),
    getCell: ({ row, column }: { row: number; column: string }) => {
      const found = cells.get(row);
      return found && { value: found[column] };
    },
    fetch: async ({ rowStart, rowEnd }: { rowStart: number; rowEnd: number }) => {
      for (const row of await pageOf(rowStart, rowEnd - rowStart, numRows)) cells.set(row.row - 1, row.cells);
      for (const old of [...cells.keys()].slice(0, -4000)) cells.delete(old);
      eventTarget.dispatchEvent(new CustomEvent('resolve'));
    },
  } as unknown as DataFrame;
}
