import { useDidUpdate } from '@mantine/hooks';
import { createGrid, type GridApi, type GridOptions } from 'ag-grid-community';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import type { Dataset, Row } from '../../../native-bridge/contract/index.ts';
import { useLanguage } from '../../app/messages/index.ts';
import type { Trouble } from '../../rpc/index.ts';
import type { ColumnTypes } from './column-types.ts';
import type { Drafts } from './drafts.ts';
import { columnsOf, fileColumn, type GridContext, isWrittenInLine, sortField } from './grid-columns.ts';
import { editFocused, goToEnd } from './grid-focus.ts';
import type { GridLayout } from './grid-layout.ts';
import { FEW_COLUMNS, gridText, loadAhead, MODULES, OPTIONS } from './grid-options.ts';
import { steadyWheel } from './grid-wheel.ts';
import styles from './RowsGrid.module.css';
import { hasSplits } from './split-sizes.ts';
import { useCellWriting } from './use-cell-writing.ts';
import { useChosenRow } from './use-chosen-row.ts';
import { useGridWords } from './use-grid-words.ts';
import { useRowSource } from './use-row-source.ts';
import { nextSort, type Sort } from './view.ts';

/** What can be asked of the grid from outside of it. */
export interface GridHandle {
  /** The focus goes to this row as soon as it is chosen. */
  readonly aimAt: (row: number) => void;
  readonly focus: () => void;
  /** Edits the cell that has, or had, the focus. */
  readonly edit: () => void;
  /** Sorts by the column of that cell. */
  readonly sort: () => void;
}

export interface RowsGridProps {
  readonly dataset: Dataset;
  /** Rows to measure the columns by. */
  readonly firstRows: readonly Row[];
  readonly types: ColumnTypes;
  /** Another value when the rows have changed in the core. */
  readonly rowsKey: string;
  readonly layout: GridLayout;
  readonly onLayout: (layout: GridLayout) => void;
  readonly query: string;
  readonly sort: Sort | undefined;
  /** The row that is chosen: shown when it is not on the screen. */
  readonly row: number | null;
  readonly drafts: Drafts;
  readonly handle: Ref<GridHandle>;
  readonly onRow: (row: number) => void;
  readonly onSort: (sort: Sort | undefined) => void;
  /** The part of a column is to be changed. */
  readonly onRole: (column: string) => void;
  /** A cell that is written beside the grid. */
  readonly onOpen: (row: number, column: string) => void;
  /** The chosen row is none of this view. */
  readonly onMissing: (row: number) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/**
 * All rows of a dataset: a page at a time comes from the core, as far as the person scrolls. The grid is used without its
 * wrapper for React, which makes a component of every cell: half of the frames were late while flinging.
 */
export default function RowsGrid(props: RowsGridProps) {
  const { dataset: shown, firstRows, types, rowsKey, layout, query, sort, row, drafts } = props;
  const { handle, onLayout, onRow, onSort, onRole, onOpen, onMissing, onTrouble } = props;
  const { columns: names, roles, splitSizes } = shown;
  const isSplit = hasSplits(splitSizes);
  const language = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const grid = useRef<GridApi<Row>>(null);
  const firstLayout = useRef(layout);
  const words = useGridWords();
  const columns = useMemo(
    () => columnsOf({ columns: names, roles, isSplit }, firstRows, words, firstLayout.current),
    [names, roles, isSplit, firstRows, words],
  );
  const source = useRowSource({ grid, datasetId: shown.id, query, sort, rowsKey, onTrouble });
  const writing = useCellWriting({ dataset: shown, types, drafts, onTrouble });
  const chosen = useChosenRow({ grid, dataset: shown, query, sort, row, onRow, onMissing });

  const keep = useEffectEvent(drafts.keep);
  const toggleSort = useEffectEvent((field: string) => onSort(nextSort(sort, field)));
  const changeRole = useEffectEvent((column: string) => onRole(column));
  const openCell = useEffectEvent((of: Row, column: string) => onOpen(of.row, column));
  const contextOf = (): GridContext => ({
    words,
    roles,
    sort,
    onSort: field => toggleSort(field),
    onRole: column => changeRole(column),
    clear: writing.clear,
    open: (of, column) => openCell(of, column),
    keep: draft => keep(draft),
  });

  const handlers: Partial<GridOptions<Row>> = {
    onCellFocused: useEffectEvent(({ rowIndex }) => {
      if (rowIndex !== null) chosen.choose(rowIndex);
    }),
    onCellEditingStarted: useEffectEvent(({ data }) => writing.began(data)),
    onCellEditRequest: useEffectEvent(({ data, colDef, newValue }) => {
      const column = fileColumn(colDef.colId ?? '');
      if (data && column !== null) writing.ended(data, column, newValue);
    }),
    onCellDoubleClicked: useEffectEvent(({ data, column }) => {
      const name = fileColumn(column.getColId());
      if (data && name !== null && !isWrittenInLine(data, name, roles)) onOpen(data.row, name);
    }),
    onColumnHeaderClicked: useEffectEvent(({ column }) => {
      if ('getColId' in column) toggleSort(sortField(column.getColId()));
    }),
    onColumnResized: useEffectEvent(({ finished, source, columns, flexColumns }) => {
      if (!finished || !columns || (source !== 'uiColumnResized' && source !== 'autosizeColumns')) return;
      const drawn = columns.filter(column => !flexColumns?.includes(column));
      const widths = drawn.map(column => [column.getColId(), column.getActualWidth()]);
      onLayout({ ...layout, widths: { ...layout.widths, ...Object.fromEntries(widths) } });
    }),
    onModelUpdated: useEffectEvent(({ api }) => chosen.rowsCame(api)),
    onViewportChanged: loadAhead,
    onFirstDataRendered: useEffectEvent(() => chosen.show()),
  };

  const make = useEffectEvent((within: HTMLElement) =>
    createGrid<Row>(
      within,
      {
        ...OPTIONS,
        ...handlers,
        context: contextOf(),
        getLocaleText: ({ key }) => gridText(key, words),
        columnDefs: columns,
        datasource: source,
        infiniteInitialRowCount: Math.max(1, shown.rowCount),
        suppressColumnVirtualisation: columns.length <= FEW_COLUMNS,
      },
      { modules: MODULES },
    ),
  );
  const onKey = useEffectEvent((event: KeyboardEvent) => grid.current && goToEnd(grid.current, event, roles.text));
  // Another language or dataset is another grid: its numbers, its words and its rows are others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useLayoutEffect(() => {
    const within = place.current as HTMLDivElement;
    const made = make(within);
    const leaveWheel = steadyWheel(within, made);
    // The grid tells of a key only after the browser has begun to scroll for it.
    const heardKey = (event: KeyboardEvent): void => void onKey(event);
    within.addEventListener('keydown', heardKey);
    grid.current = made;
    return () => {
      grid.current = null;
      leaveWheel();
      within.removeEventListener('keydown', heardKey);
      made.destroy();
    };
  }, [language, shown.id]);

  useImperativeHandle(handle, () => ({
    aimAt: chosen.aimAt,
    focus: chosen.focus,
    edit: () => grid.current && editFocused(grid.current, roles, openCell),
    sort: () => {
      const focused = grid.current?.getFocusedCell();
      if (focused) toggleSort(sortField(focused.column.getColId()));
    },
  }));

  useDidUpdate(() => grid.current?.setGridOption('columnDefs', columns), [columns]);
  useDidUpdate(() => {
    grid.current?.setGridOption('context', contextOf());
    grid.current?.refreshHeader();
  }, [sort, roles, words]);
  useDidUpdate(() => {
    const isHidden = new Set(layout.hidden);
    const state = columns.map(({ colId = '' }) => ({ colId, hide: isHidden.has(colId) }));
    grid.current?.applyColumnState({ state });
  }, [layout.hidden]);
  useDidUpdate(() => {
    if (Object.keys(layout.widths).length > 0) return;
    const plain = columnsOf({ columns: names, roles, isSplit }, firstRows, words, layout);
    const state = plain.map(({ colId = '', initialWidth = null, initialFlex = null }) => ({
      colId,
      width: initialWidth,
      flex: initialFlex,
    }));
    grid.current?.applyColumnState({ state });
  }, [layout.widths]);
  useDidUpdate(() => {
    grid.current?.purgeInfiniteCache();
    grid.current?.ensureIndexVisible(0);
    chosen.showAimed();
  }, [query, JSON.stringify(sort)]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: shown when another row is chosen.
  useEffect(() => chosen.show(), [row]);

  return <div ref={place} className={styles.place} lang={language} />;
}
