import {
  CellStyleModule,
  type ColDef,
  type GridApi,
  type IDatasource,
  InfiniteRowModelModule,
  LocaleModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextEditorModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact, type CustomCellRendererProps, type CustomInnerHeaderProps } from 'ag-grid-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { type Cell, type Dataset, dataset, type Roles, type Row } from '../../../native-bridge/contract/index.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { type Trouble, troubleOf, useAction, useBridge } from '../../rpc/index.ts';
import { gridColumns, oneLine } from './column-widths.ts';
import { typedLike } from './edited-cells.ts';
import styles from './RowsGrid.module.css';
import type { Sort } from './view.ts';

const PAGE = 200;
const SHOWN_CHARACTERS = 240;

const MODULES = [
  InfiniteRowModelModule,
  CellStyleModule,
  LocaleModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextEditorModule,
];

/** The grid in the page's own colours: they change with the theme by themselves. */
const THEME = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--text)',
  textColor: 'var(--text)',
  subtleTextColor: 'var(--text-dim)',
  borderColor: 'var(--line)',
  chromeBackgroundColor: 'var(--surface)',
  dataBackgroundColor: 'var(--surface)',
  oddRowBackgroundColor: 'var(--surface)',
  headerBackgroundColor: 'var(--surface)',
  headerTextColor: 'var(--text-dim)',
  headerFontWeight: 500,
  headerCellHoverBackgroundColor: 'var(--hover)',
  rowHoverColor: 'var(--hover)',
  selectedRowBackgroundColor: 'var(--selected)',
  rowBorder: { color: 'var(--line)' },
  headerRowBorder: { color: 'var(--line)' },
  pinnedColumnBorder: { color: 'var(--line)' },
  headerColumnResizeHandleColor: 'var(--line)',
  rowLoadingSkeletonEffectColor: 'var(--hover)',
  modalOverlayBackgroundColor: 'transparent',
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  fontFamily: 'var(--font-text)',
  fontSize: 13,
  headerFontSize: 12,
  rowHeight: 28,
  headerHeight: 32,
  cellHorizontalPadding: 10,
  focusShadow: '0 0 0 2px var(--accent-text)',
});

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

/** All rows of a dataset: a page at a time comes from the core, as far as the person scrolls. */
export default function RowsGrid(props: RowsGridProps) {
  const { dataset: shown, firstRows, rowsKey, hidden, query, sort, row, onRow, onSort, onTrouble } = props;
  const t = useT('dataset');
  const format = useFormat();
  const language = useLanguage();
  const bridge = useBridge();
  const grid = useRef<AgGridReact<Row>>(null);

  const columns = useMemo(
    () =>
      columnsOf(shown, firstRows, { row: t('rowNumber'), split: t('split') }).filter(
        ({ colId = '' }) => !hidden.includes(colId.slice(1)),
      ),
    [shown, firstRows, hidden, t],
  );
  const edit = useAction(dataset.editRow);
  const sortKey = JSON.stringify(sort);
  const view = useRef({ query, sort });
  view.current = { query, sort };
  const say = useRef(onTrouble);
  say.current = onTrouble;
  const source = useMemo<IDatasource>(
    () => ({
      getRows({ startRow, endRow, successCallback, failCallback }) {
        const asked = { datasetId: shown.id, ...view.current };
        bridge
          .ask(dataset.rowsAt, { ...asked, start: startRow, limit: endRow - startRow })
          .then(async ({ rows, total }) => {
            successCallback(rows, total ?? undefined);
            if (total !== null) return;
            // The first rows are on the screen while the search goes on; then the scroll bar learns how many there are.
            const { rows: all } = await bridge.ask(dataset.countRows, asked);
            grid.current?.api?.setRowCount(all, true);
          })
          .catch(error => {
            failCallback();
            say.current(troubleOf(error, dataset.rowsAt.name));
          });
      },
    }),
    [bridge, shown.id],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are asked again when they have changed.
  useEffect(() => {
    grid.current?.api?.refreshInfiniteCache();
  }, [rowsKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is another list, from its beginning.
  useEffect(() => {
    grid.current?.api?.purgeInfiniteCache();
    grid.current?.api?.ensureIndexVisible(0);
  }, [query, sortKey]);

  /** Goes to the chosen row unless it is on the screen already. */
  const showChosen = useCallback(async () => {
    const api = grid.current?.api;
    if (!api || row === null || isOnScreen(api, row)) return;
    const { place } = await bridge.ask(dataset.placeOf, { datasetId: shown.id, ...view.current, row });
    if (place !== null) api.ensureIndexVisible(place, 'middle');
  }, [bridge, shown.id, row]);
  useEffect(() => void showChosen().catch(() => {}), [showChosen]);

  return (
    <div className={styles.place} lang={language}>
      <AgGridReact<Row>
        key={language}
        ref={grid}
        modules={MODULES}
        theme={THEME}
        rowModelType="infinite"
        datasource={source}
        columnDefs={columns}
        cacheBlockSize={PAGE}
        maxBlocksInCache={20}
        infiniteInitialRowCount={Math.max(1, shown.rowCount)}
        getRowId={({ data }) => String(data.row)}
        rowSelection={{ mode: 'singleRow', checkboxes: false, enableClickSelection: false }}
        suppressCellFocus={false}
        suppressMovableColumns={false}
        ensureDomOrder
        getLocaleText={({ key, defaultValue }) => (key === 'loadingOoo' ? t('loading') : defaultValue)}
        context={{ format, roles: shown.roles, sort } satisfies GridContext}
        onCellFocused={({ rowIndex, api }) => {
          const node = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex);
          if (!node?.data) return;
          node.setSelected(true);
          onRow(node.data);
        }}
        onFirstDataRendered={() => void showChosen().catch(() => {})}
        readOnlyEdit
        stopEditingWhenCellsLoseFocus
        onCellEditRequest={({ data, colDef, newValue, oldValue }) => {
          if (newValue === oldValue || newValue === null || !data) return;
          const column = (colDef.colId as string).slice(1);
          const cells = { [column]: typedLike(data.cells[column], String(newValue)) };
          void edit.run({ datasetId: shown.id, row: data.row, cells });
        }}
        onColumnHeaderClicked={({ column }) => {
          const colId = 'getColId' in column ? column.getColId() : '';
          if (colId !== '') onSort(nextSort(sort, colId.startsWith('.') ? colId.slice(1) : colId));
        }}
        onModelUpdated={({ api }) => {
          if (row !== null) api.getRowNode(String(row))?.setSelected(true);
        }}
      />
    </div>
  );
}

const NUMBERS = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' };

interface GridContext {
  readonly format: { number(value: number): string };
  readonly roles: Roles;
  readonly sort: Sort | undefined;
}

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

function isShort(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (String(cell).length <= SHOWN_CHARACTERS && !/\n/.test(String(cell)));
}

function columnsOf(
  { columns, roles }: Dataset,
  rows: readonly Row[],
  titles: { readonly row: string; readonly split: string },
): ColDef<Row>[] {
  const fixed = { sortable: false, suppressHeaderMenuButton: true };
  return [
    {
      ...fixed,
      colId: '#row',
      headerName: titles.row,
      pinned: 'left',
      width: 84,
      cellStyle: { ...NUMBERS, color: 'var(--text-dim)' },
      valueGetter: ({ data, context }) => (data ? (context as GridContext).format.number(data.row) : ''),
    },
    { ...fixed, colId: '#split', headerName: titles.split, width: 108, cellRenderer: SplitCell },
    ...gridColumns(columns, roles, rows).map(
      ({ name, width, grows, numbers }): ColDef<Row> => ({
        ...fixed,
        colId: `.${name}`,
        headerName: name,
        headerComponentParams: { innerHeaderComponent: ColumnHead },
        ...(grows ? { flex: 1, minWidth: width } : { width }),
        ...(numbers && { cellStyle: NUMBERS }),
        valueGetter: ({ data }) => oneLine(data?.cells[name], SHOWN_CHARACTERS),
        // A long text is edited beside the grid, where all of it can be seen.
        editable: ({ data }) => isShort(data?.cells[name]),
        cellEditor: 'agTextCellEditor',
      }),
    ),
  ];
}

/** The name of a column, and the part it plays. */
function ColumnHead({ displayName, context }: CustomInnerHeaderProps<Row, GridContext>) {
  const t = useT('dataset');
  const { roles, sort } = context;
  const role = ROLES.find(one => roles[one] === displayName);

  return (
    <span className={styles.head}>
      {displayName}
      {sort?.field === displayName && <span aria-hidden>{sort.descending ? ' ↓' : ' ↑'}</span>}
      {role && displayName.toLowerCase() !== role && <span className={styles.role}>{t(ROLE_NAMES[role])}</span>}
    </span>
  );
}

const ROLES = ['text', 'label', 'group', 'time', 'id'] as const;
const ROLE_NAMES = {
  text: 'roleText',
  label: 'roleLabel',
  group: 'roleGroup',
  time: 'roleTime',
  id: 'roleId',
} as const;

function SplitCell({ data }: CustomCellRendererProps<Row>) {
  const t = useT('dataset');
  if (!data?.split) return null;
  return (
    <span className={styles.split} data-split={data.split}>
      <i aria-hidden />
      {t(data.split)}
    </span>
  );
}
