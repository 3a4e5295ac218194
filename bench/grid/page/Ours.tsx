import { useState } from 'react';
import { Dataset, dataset } from '../../../native-bridge/contract/index.ts';
import { PLAIN_LAYOUT } from '../../../renderer/features/dataset/grid-layout.ts';
import RowsGrid from '../../../renderer/features/dataset/RowsGrid.tsx';
import { BridgeProvider, type Connection } from '../../../renderer/rpc/index.ts';
import { COLUMNS, pageOf, rowAt } from './rows.ts';

/** The grid of the dataset page, on a core that makes its rows up. */
export default function Ours({ rows }: { readonly rows: number }) {
  const [bridge] = useState(() => bridgeTo(rows));
  const [row, setRow] = useState<number | null>(null);
  const [shown] = useState(() => datasetOf(rows));
  const [first] = useState(() => Array.from({ length: 60 }, (_, place) => rowAt(place)));
  (window as unknown as { jump: (row: number) => void }).jump = setRow;

  return (
    <BridgeProvider bridge={bridge}>
      <RowsGrid
        dataset={shown}
        firstRows={first}
        rowsKey=""
        types={NO_TYPES}
        layout={PLAIN_LAYOUT}
        query=""
        sort={undefined}
        row={row}
        drafts={NO_DRAFTS}
        handle={null}
        onLayout={() => {}}
        onOpen={() => {}}
        onMissing={() => {}}
        onRole={() => {}}
        onRow={() => {}}
        onSort={() => {}}
        onTrouble={trouble => console.error(JSON.stringify(trouble))}
      />
    </BridgeProvider>
  );
}

const NO_TYPES = new Map();
const NO_DRAFTS = { list: [], find: () => undefined, keep: () => {}, drop: () => {} };

function bridgeTo(total: number): Connection {
  const answers: Record<string, (input: { start: number; limit: number; row: number }) => unknown> = {
    [dataset.rowsAt.name]: async ({ start, limit }) => ({ rows: await pageOf(start, limit, total), total }),
    [dataset.placeOf.name]: ({ row }) => ({ place: row - 1 }),
  };
  const ask = async (method: { name: string }, input: never) => answers[method.name]?.(input);
  return { ask, watch: () => () => {}, state: 'open' } as unknown as Connection;
}

function datasetOf(rowCount: number): Dataset {
  return Dataset.parse({
    id: 'ds_benchmark001',
    name: 'rows',
    columns: COLUMNS,
    roles: { text: 'text', label: 'label' },
    rowCount,
    splitSizes: { train: 0, validation: 0, test: 0 },
    labels: [],
    sourceSha256: 'none',
    sourceName: 'none',
    createdAtMs: 0,
  });
}
