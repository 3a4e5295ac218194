import { useDidUpdate } from '@mantine/hooks';
import type { GridApi, IDatasource, IGetRowsParams } from 'ag-grid-community';
import { type RefObject, useEffectEvent, useMemo, useRef } from 'react';
import { type DatasetId, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { type Trouble, troubleOf, useBridge } from '../../rpc/index.ts';
import type { Sort } from './view.ts';

interface Of {
  readonly grid: RefObject<GridApi<Row> | null>;
  readonly datasetId: DatasetId;
  readonly query: string;
  readonly sort: Sort | undefined;
  readonly rowsKey: string;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** Where the grid has its rows from. What a view answers after another one has taken its place is of no account. */
export function useRowSource({ grid, datasetId, query, sort, rowsKey, onTrouble }: Of): IDatasource {
  const bridge = useBridge();
  const view = JSON.stringify([datasetId, query, sort, rowsKey]);
  const latest = useRef(view);
  latest.current = view;

  const getRows = useEffectEvent(({ startRow, endRow, successCallback, failCallback }: IGetRowsParams) => {
    const asked = { datasetId, query, sort };
    const isLatest = () => latest.current === view;
    bridge
      .ask(dataset.rowsAt, { ...asked, start: startRow, limit: endRow - startRow })
      .then(async ({ rows, total }) => {
        successCallback(rows, total ?? undefined);
        if (total !== null) return;
        // The first rows are on the screen while the search goes on; then the scroll bar learns how many there are.
        const { rows: all } = await bridge.ask(dataset.countRows, asked);
        if (isLatest()) grid.current?.setRowCount(all, true);
      })
      .catch(error => {
        failCallback();
        if (isLatest()) onTrouble(troubleOf(error, dataset.rowsAt.name));
      });
  });
  useDidUpdate(() => grid.current?.refreshInfiniteCache(), [rowsKey]);
  return useMemo(() => ({ getRows: params => getRows(params) }), []);
}
