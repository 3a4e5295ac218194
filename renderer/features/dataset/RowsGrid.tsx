import { useDidUpdate } from '@mantine/hooks';
import {
  CellStyleModule,
  createGrid,
  type GridApi,
  type GridOptions,
  type IGetRowsParams,
  InfiniteRowModelModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextEditorModule,
} from 'ag-grid-community';
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from 'react';
import { type Dataset, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { type Trouble, troubleOf, useAction, useBridge } from '../../rpc/index.ts';
import { typedLike } from './edited-cells.ts';
import { columnsOf, type GridContext, type GridWords } from './grid-columns.ts';
import { THEME } from './grid-theme.ts';
import { steadyWheel } from './grid-wheel.ts';
import styles from './RowsGrid.module.css';
import type { Sort } from './view.ts';

const PAGE = 200;

/** So many columns are drawn whole, which is quicker than finding out which of them are on the screen. */
const FEW_COLUMNS = 30;

const MODULES = [
  InfiniteRowModelModule,
  CellStyleModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextEditorModule,
];

export interface RowsGridProps {
  readonly dataset: Dataset;
  /** Rows to measure the columns by. */
  readonly firstRows: readonly Row[];
  /** Another value when the rows have changed in the core. */
  readonly rowsKey: string;
  /** Columns that are not shown. */
  readonly hidden: readonly string[];
  readonly query: string;
  readonly sort: Sort | undefined;
  /** The row that is chosen: shown when it is not on the screen. */
  readonly row: number | null;
  readonly onRow: (row: Row) => void;
  readonly onSort: (sort: Sort | undefined) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/**
 * All rows of a dataset: a page at a time comes from the core, as far as the person scrolls. The grid is used without its
 * wrapper for React, which makes a component of every cell: half of the frames were late while flinging.
 */
export default function RowsGrid(props: RowsGridProps) {
  const { dataset: shown, firstRows, rowsKey, hidden, query, sort, row, onRow, onSort, onTrouble } = props;
  const language = useLanguage();
  const bridge = useBridge();
  const place = useRef<HTMLDivElement>(null);
  const grid = useRef<GridApi<Row>>(null);
  const edit = useAction(dataset.editRow);
  const words = useWords();

  const columns = useMemo(
    () => columnsOf(shown, firstRows, words).filter(({ colId = '' }) => !hidden.includes(colId.slice(1))),
    [shown, firstRows, hidden, words],
  );
  const context: GridContext = { words, roles: shown.roles, sort };

  const getRows = useEffectEvent(({ startRow, endRow, successCallback, failCallback }: IGetRowsParams) => {
    const asked = { datasetId: shown.id, query, sort };
    bridge
      .ask(dataset.rowsAt, { ...asked, start: startRow, limit: endRow - startRow })
      .then(async ({ rows, total }) => {
        successCallback(rows, total ?? undefined);
        if (total !== null) return;
        // The first rows are on the screen while the search goes on; then the scroll bar learns how many there are.
        const { rows: all } = await bridge.ask(dataset.countRows, asked);
        grid.current?.setRowCount(all, true);
      })
      .catch(error => {
        failCallback();
        onTrouble(troubleOf(error, dataset.rowsAt.name));
      });
  });

  /** Goes to the chosen row unless it is on the screen already. */
  const showChosen = useEffectEvent(async () => {
    const api = grid.current;
    if (!api || row === null || isOnScreen(api, row)) return;
    const { place } = await bridge.ask(dataset.placeOf, { datasetId: shown.id, query, sort, row });
    if (place !== null && !api.isDestroyed()) api.ensureIndexVisible(place, 'middle');
  });

  const handlers: Pick<
    GridOptions<Row>,
    'onCellFocused' | 'onCellEditRequest' | 'onColumnHeaderClicked' | 'onModelUpdated' | 'onFirstDataRendered'
  > = {
    onCellFocused: useEffectEvent(({ rowIndex, api }) => {
      const node = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex);
      if (!node?.data) return;
      node.setSelected(true);
      onRow(node.data);
    }),
    onCellEditRequest: useEffectEvent(({ data, colDef, newValue, oldValue }) => {
      if (newValue === oldValue || newValue === null || !data) return;
      const column = (colDef.colId as string).slice(1);
      const cells = { [column]: typedLike(data.cells[column], String(newValue)) };
      void edit.run({ datasetId: shown.id, row: data.row, cells });
    }),
    onColumnHeaderClicked: useEffectEvent(({ column }) => {
      const colId = 'getColId' in column ? column.getColId() : '';
      if (colId !== '') onSort(nextSort(sort, colId.startsWith('.') ? colId.slice(1) : colId));
    }),
    onModelUpdated: useEffectEvent(({ api }) => {
      if (row !== null) api.getRowNode(String(row))?.setSelected(true);
    }),
    onFirstDataRendered: useEffectEvent(() => void showChosen().catch(() => {})),
  };

  const make = useEffectEvent((within: HTMLElement) =>
    createGrid<Row>(
      within,
      {
        ...OPTIONS,
        ...handlers,
        context,
        getLocaleText: ({ key, defaultValue }) => (key === 'loadingOoo' ? words.loading : defaultValue),
        columnDefs: columns,
        datasource: { getRows },
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

  useDidUpdate(() => grid.current?.setGridOption('columnDefs', columns), [columns]);
  useDidUpdate(() => {
    grid.current?.setGridOption('context', context);
    grid.current?.refreshHeader();
  }, [sort, shown.roles, words]);
  useDidUpdate(() => grid.current?.refreshInfiniteCache(), [rowsKey]);
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
  const format = useFormat();
  return useMemo(
    () => ({
      row: t('rowNumber'),
      split: t('split'),
      loading: t('loading'),
      splits: { train: t('train'), validation: t('validation'), test: t('test') },
      roles: {
        text: t('roleText'),
        label: t('roleLabel'),
        group: t('roleGroup'),
        time: t('roleTime'),
        id: t('roleId'),
      },
      number: format.number,
    }),
    [t, format],
  );
}

const OPTIONS: GridOptions<Row> = {
  theme: THEME,
  rowModelType: 'infinite',
  cacheBlockSize: PAGE,
  maxBlocksInCache: 20,
  // A notch of the wheel is there before it is needed; more would be drawn for nothing in every frame of a fling.
  rowBuffer: 4,
  getRowId: ({ data }) => String(data.row),
  rowSelection: { mode: 'singleRow', checkboxes: false, enableClickSelection: false },
  ensureDomOrder: true,
  readOnlyEdit: true,
  stopEditingWhenCellsLoseFocus: true,
};

/** Up, down, and back to the order of the file. */
function nextSort(sort: Sort | undefined, field: string): Sort | undefined {
  if (sort?.field !== field) return { field, descending: false };
  return sort.descending ? undefined : { field, descending: true };
}

function isOnScreen(api: GridApi<Row>, row: number): boolean {
  const node = api.getRowNode(String(row));
  if (!node || node.rowTop === null) return false;
  const { top, bottom } = api.getVerticalPixelRange();
  return node.rowTop >= top && node.rowTop + (node.rowHeight ?? 0) <= bottom;
}
