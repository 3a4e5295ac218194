import {
  CellStyleModule,
  type ColDef,
  type IDatasource,
  InfiniteRowModelModule,
  LocaleModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact, type CustomCellRendererProps, type CustomInnerHeaderProps } from 'ag-grid-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Dataset, dataset, type Roles, type Row } from '../../../native-bridge/contract/index.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { type Trouble, troubleOf, useBridge } from '../../rpc/index.ts';
import { gridColumns, oneLine } from './column-widths.ts';
import styles from './RowsGrid.module.css';

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
  /** The row to begin at. */
  readonly row: number | null;
  readonly onRow: (row: Row) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** All rows of a dataset: a page at a time comes from the core, as far as the person scrolls. */
export default function RowsGrid({ dataset: shown, firstRows, rowsKey, row, onRow, onTrouble }: RowsGridProps) {
  const t = useT('dataset');
  const format = useFormat();
  const language = useLanguage();
  const bridge = useBridge();
  const grid = useRef<AgGridReact<Row>>(null);

  const columns = useMemo(
    () => columnsOf(shown, firstRows, { row: t('rowNumber'), split: t('split') }),
    [shown, firstRows, t],
  );
  const say = useRef(onTrouble);
  say.current = onTrouble;
  const source = useMemo<IDatasource>(
    () => ({
      getRows({ startRow, endRow, successCallback, failCallback }) {
        const page = { datasetId: shown.id, start: startRow, limit: endRow - startRow };
        bridge
          .ask(dataset.rowsAt, page)
          .then(({ rows, total }) => successCallback(rows, total))
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
        context={{ format, roles: shown.roles } satisfies GridContext}
        onCellFocused={({ rowIndex, api }) => {
          const node = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex);
          if (!node?.data) return;
          node.setSelected(true);
          onRow(node.data);
        }}
        onFirstDataRendered={({ api }) => {
          if (row === null) return;
          // A row stands at or before its number: rows removed before it have moved it up.
          api.ensureIndexVisible(Math.min(row, shown.rowCount) - 1, 'middle');
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
      }),
    ),
  ];
}

/** The name of a column, and the part it plays. */
function ColumnHead({ displayName, context }: CustomInnerHeaderProps<Row, GridContext>) {
  const t = useT('dataset');
  const { roles } = context;
  const role = ROLES.find(one => roles[one] === displayName);

  return (
    <span className={styles.head}>
      {displayName}
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
