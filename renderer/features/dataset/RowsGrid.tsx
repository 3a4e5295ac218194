import { useDidUpdate } from '@mantine/hooks';
import { createGrid, type GridApi, type GridOptions } from 'ag-grid-community';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import {
  type Cell,
  cellIn,
  type Dataset,
  dataset,
  ROLES,
  type Role,
  type Roles,
  type Row,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { type Trouble, troubleOf, useBridge, useRefreshAll } from '../../rpc/index.ts';
import type { ColumnTypes } from './column-types.ts';
import type { Drafts } from './drafts.ts';
import { cellText, typedLike } from './edited-cells.ts';
import { columnsOf, fileColumn, type GridContext, type GridWords, isWrittenInLine, sortField } from './grid-columns.ts';
import type { GridLayout } from './grid-layout.ts';
import { FEW_COLUMNS, gridText, loadAhead, MODULES, OPTIONS } from './grid-options.ts';
import { steadyWheel } from './grid-wheel.ts';
import { PART_WORDS } from './part-words.ts';
import styles from './RowsGrid.module.css';
import { hasSplits } from './split-sizes.ts';
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
  const bridge = useBridge();
  const refreshAll = useRefreshAll();
  const place = useRef<HTMLDivElement>(null);
  const grid = useRef<GridApi<Row>>(null);
  const firstLayout = useRef(layout);
  /** A row that takes the focus once it is chosen. */
  const aim = useRef<number | null>(null);
  /** A place that has the focus while its row is not there yet. */
  const awaited = useRef<number | null>(null);
  /** Cells as this page has written them, until their row comes back from the core. */
  const written = useRef(new WeakMap<Row, Row['cells']>());
  /** The row as it was shown when the writing of a cell began: it may be refreshed meanwhile. */
  const begun = useRef<Row>(undefined);
  const words = useWords();
  const columns = useMemo(
    () => columnsOf({ columns: names, roles, isSplit }, firstRows, words, firstLayout.current),
    [names, roles, isSplit, firstRows, words],
  );
  const source = useRowSource({ grid, datasetId: shown.id, query, sort, rowsKey, onTrouble });

  const write = useEffectEvent(async (of: Row, column: string, cell: Cell, typed: string): Promise<void> => {
    const before = written.current.get(of) ?? of.cells;
    const cells = { [column]: cell };
    const from = { [column]: cellIn(before, column) };
    written.current.set(of, { ...before, ...cells });
    try {
      await bridge.ask(dataset.editRow, { datasetId: shown.id, row: of.row, cells, from });
    } catch (error) {
      written.current.delete(of);
      drafts.keep({ row: of.row, column, text: typed, from: cellText(cellIn(of.cells, column)) });
      onTrouble(troubleOf(error, dataset.editRow.name));
    } finally {
      refreshAll();
    }
  });
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
    clear: (of, column) => {
      if (cellIn(of.cells, column) !== null) void write(of, column, null, '');
    },
    open: (of, column) => openCell(of, column),
    keep: draft => keep(draft),
  });

  /** Goes to the chosen row unless it is on the screen already. */
  const showChosen = useEffectEvent(async (): Promise<void> => {
    const api = grid.current;
    if (!api || row === null) return;
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
    if (isAimedAt) focusCell(api, place, roles.text);
  });
  /** The focus goes to the chosen row, which another one may have been in the meantime. */
  const showFocused = useEffectEvent(async (): Promise<void> => {
    const api = grid.current;
    if (!api) return;
    const there = row === null ? null : api.getRowNode(String(row));
    if (row === null || (there && there.rowIndex !== null)) {
      focusCell(api, there?.rowIndex ?? null, roles.text);
      return;
    }
    aim.current = row;
    await showChosen();
  });
  const choose = useEffectEvent((index: number): void => {
    const node = grid.current?.getDisplayedRowAtIndex(index);
    awaited.current = node?.data ? null : index;
    if (!node?.data) return;
    node.setSelected(true);
    if (node.data.row !== row) onRow(node.data.row);
  });

  const handlers: Partial<GridOptions<Row>> = {
    onCellFocused: useEffectEvent(({ rowIndex }) => {
      if (rowIndex !== null) choose(rowIndex);
    }),
    onCellEditingStarted: useEffectEvent(({ data }) => {
      begun.current = data;
    }),
    onCellEditRequest: useEffectEvent(({ data, colDef, newValue }) => {
      const column = fileColumn(colDef.colId ?? '');
      const of = begun.current?.row === data?.row ? begun.current : data;
      if (!of || column === null) return;
      void write(of, column, typedLike(cellIn(of.cells, column), newValue, types.get(column)), newValue);
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
    onModelUpdated: useEffectEvent(({ api }) => {
      if (awaited.current !== null) choose(awaited.current);
      if (row !== null) api.getRowNode(String(row))?.setSelected(true);
    }),
    onViewportChanged: loadAhead,
    onFirstDataRendered: useEffectEvent(() => void showChosen().catch(() => {})),
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
  // Another language or dataset is another grid: its numbers, its words and its rows are others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useLayoutEffect(() => {
    const within = place.current as HTMLDivElement;
    const made = make(within);
    const leaveWheel = steadyWheel(within, made);
    grid.current = made;
    return () => {
      grid.current = null;
      leaveWheel();
      made.destroy();
    };
  }, [language, shown.id]);

  useImperativeHandle(handle, () => ({
    aimAt: row => {
      aim.current = row;
    },
    focus: () => void showFocused().catch(() => {}),
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
  }, [query, JSON.stringify(sort)]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: shown when another row is chosen.
  useEffect(() => void showChosen().catch(() => {}), [row]);

  return <div ref={place} className={styles.place} lang={language} />;
}

function useWords(): GridWords {
  const t = useT('dataset');
  const say = useT('grid');
  const format = useFormat();
  return useMemo(
    () => ({
      row: t('rowNumber'),
      split: t('split'),
      loading: say('wordLoading'),
      loadingFailed: say('wordLoadingFailed'),
      noRows: say('wordNoRows'),
      splits: { train: t('train'), validation: t('validation'), test: t('test') },
      roles: Object.fromEntries(ROLES.map(role => [role, t(PART_WORDS[role][0])])) as Record<Role, string>,
      changeRole: say('wordChangeRole'),
      number: format.number,
      edit: column => say('wordEdit', { column }),
    }),
    [t, say, format],
  );
}

function isOnScreen(api: GridApi<Row>, row: number): boolean {
  const node = api.getRowNode(String(row));
  if (!node || node.rowTop === null) return false;
  const { top, bottom } = api.getVerticalPixelRange();
  return node.rowTop >= top && node.rowTop + (node.rowHeight ?? 0) <= bottom;
}

/** The column that had the focus, else the text. */
function focusedColumn(api: GridApi<Row>, text: string): string | undefined {
  const column = api.getFocusedCell()?.column ?? api.getColumn(`.${text}`);
  return column?.isVisible() ? column.getColId() : api.getAllDisplayedColumns()[0]?.getColId();
}

/** At a place, or where the focus was; the first row on the screen when it was nowhere. */
function focusCell(api: GridApi<Row>, place: number | null, text: string): void {
  const column = focusedColumn(api, text);
  const index = place ?? api.getFocusedCell()?.rowIndex ?? api.getSelectedNodes()[0]?.rowIndex ?? 0;
  if (column === undefined) return;
  api.ensureIndexVisible(index);
  focusDrawn(api, index, column, FRAMES);
}

/** What comes by scrolling is drawn a few frames later. */
const FRAMES = 10;

function focusDrawn(api: GridApi<Row>, index: number, column: string, frames: number): void {
  if (api.isDestroyed()) return;
  api.setFocusedCell(index, column);
  if (frames === 0 || document.activeElement?.closest(`.ag-row[row-index="${index}"]`)) return;
  requestAnimationFrame(() => focusDrawn(api, index, column, frames - 1));
}

function editFocused(api: GridApi<Row>, roles: Roles, open: (row: Row, column: string) => void): void {
  // The key that asks for it may have begun it already.
  if (api.getEditingCells().length > 0) return;
  const index = api.getFocusedCell()?.rowIndex ?? api.getSelectedNodes()[0]?.rowIndex;
  const colKey = focusedColumn(api, roles.text);
  if (index === null || index === undefined || colKey === undefined) return;
  const row = api.getDisplayedRowAtIndex(index)?.data;
  const column = fileColumn(colKey);
  if (row === undefined || column === null) return;
  if (!isWrittenInLine(row, column, roles)) open(row, column);
  else {
    api.setFocusedCell(index, colKey);
    api.startEditingCell({ rowIndex: index, colKey, key: 'F2' });
  }
}
