import type { GridApi } from 'ag-grid-community';
import { type RefObject, useEffectEvent, useRef } from 'react';
import { type Dataset, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useBridge } from '../../rpc/index.ts';
import { focusCell, isOnScreen } from './grid-focus.ts';
import type { Sort } from './view.ts';

export interface ChosenRowProps {
  readonly grid: RefObject<GridApi<Row> | null>;
  readonly dataset: Dataset;
  readonly query: string;
  readonly sort: Sort | undefined;
  readonly row: number | null;
  readonly onRow: (row: number) => void;
  readonly onMissing: (row: number) => void;
}

export interface ChosenRow {
  /** The focus goes to this row as soon as it is chosen. */
  readonly aimAt: (row: number) => void;
  /** Goes to a row that is aimed at, in a view that has just become another one. */
  readonly showAimed: () => void;
  /** Goes to the chosen row unless it is on the screen already. */
  readonly show: () => void;
  /** Gives the focus to the chosen row, which another one may have been in the meantime. */
  readonly focus: () => void;
  /** Chooses the row at a place. */
  readonly choose: (place: number) => void;
  /** Rows have come from the core. */
  readonly rowsCame: (api: GridApi<Row>) => void;
}

/** The row of the grid that is chosen: shown, selected, and given the focus. */
export function useChosenRow(props: ChosenRowProps): ChosenRow {
  const { grid, dataset: shown, query, sort, row, onRow, onMissing } = props;
  const { text } = shown.roles;
  const bridge = useBridge();
  /** A row that takes the focus once it is chosen. */
  const aim = useRef<number | null>(null);
  /** A place that has the focus while its row is not there yet. */
  const awaited = useRef<number | null>(null);

  /** Marks the row that is chosen, and no other, as far as it is there. */
  const select = (api: GridApi<Row>): void => {
    if (row === null) api.deselectAll();
    else api.getRowNode(String(row))?.setSelected(true, true);
  };
  const show = useEffectEvent(async (): Promise<void> => {
    const api = grid.current;
    if (!api) return;
    select(api);
    if (row === null) return;
    const isAimedAt = aim.current === row;
    aim.current = null;
    if (!isAimedAt && isOnScreen(api, row)) return;
    const { place } = await bridge.ask(dataset.placeOf, { datasetId: shown.id, query, sort, row });
    if (api.isDestroyed()) return;
    if (place === null) {
      onMissing(row);
      return;
    }
    // A row that was just made stands behind all that the grid knows of.
    if (place >= api.getDisplayedRowCount()) api.setRowCount(place + 1, true);
    api.ensureIndexVisible(place, isOnScreen(api, row) ? null : 'middle');
    if (isAimedAt) focusCell(api, place, text);
  });
  const focus = useEffectEvent(async (): Promise<void> => {
    const api = grid.current;
    if (!api) return;
    const there = row === null ? null : api.getRowNode(String(row));
    if (row === null || (there && there.rowIndex !== null)) {
      focusCell(api, there?.rowIndex ?? null, text);
      return;
    }
    aim.current = row;
    await show();
  });
  const choose = useEffectEvent((index: number): void => {
    const node = grid.current?.getDisplayedRowAtIndex(index);
    awaited.current = node?.data ? null : index;
    if (!node?.data) return;
    node.setSelected(true);
    if (node.data.row !== row) onRow(node.data.row);
  });

  return {
    aimAt: row => {
      aim.current = row;
    },
    show: () => void show().catch(() => {}),
    showAimed: () => {
      if (aim.current !== null) void show().catch(() => {});
    },
    focus: () => void focus().catch(() => {}),
    choose: index => choose(index),
    rowsCame: api => {
      if (awaited.current !== null) choose(awaited.current);
      select(api);
    },
  };
}
