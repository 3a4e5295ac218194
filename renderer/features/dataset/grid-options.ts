import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  CustomEditorModule,
  type GridOptions,
  InfiniteRowModelModule,
  LocaleModule,
  type Module,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  type ViewportChangedEvent,
} from 'ag-grid-community';
import type { Row } from '../../../native-bridge/contract/index.ts';
import type { GridWords } from './grid-columns.ts';
import { THEME } from './grid-theme.ts';

/** Rows that are asked of the core at a time. */
const PAGE = 200;

/** So many columns are drawn whole, which is quicker than finding out which of them are on the screen. */
export const FEW_COLUMNS = 30;

/** The parts of the grid that are used here. */
export const MODULES: Module[] = [
  InfiniteRowModelModule,
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  withoutTooltips(CustomEditorModule),
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
];

/** What editing brings along for tooltips listens to every cell, used or not: a tenth of the work of a fling. */
function withoutTooltips(module: Module): Module {
  const { dependsOn = [] } = module;
  const needed = dependsOn.filter(({ moduleName }) => moduleName !== 'Tooltip');
  return { ...module, dependsOn: needed.map(withoutTooltips) };
}

/** What is the same for every dataset. */
export const OPTIONS: GridOptions<Row> = {
  theme: THEME,
  rowModelType: 'infinite',
  cacheBlockSize: PAGE,
  maxBlocksInCache: 20,
  // Rows are made in the frame that shows them: more would be drawn for nothing in every frame of a fling.
  rowBuffer: 0,
  animateRows: false,
  // The style sheet does it, without a listener for each row.
  suppressRowHoverHighlight: true,
  getRowId: ({ data }) => String(data.row),
  rowSelection: { mode: 'singleRow', checkboxes: false, enableClickSelection: false },
  ensureDomOrder: true,
  readOnlyEdit: true,
  enterNavigatesVerticallyAfterEdit: true,
  stopEditingWhenCellsLoseFocus: true,
  // The grid is one stop on the way through the page: arrows walk its cells. While one writes, Tab goes on to the next.
  tabToNextCell: ({ editing, nextCellPosition }) => editing && (nextCellPosition ?? true),
  tabToNextHeader: () => false,
};

/** Half a page before its rows are on the screen, a page is asked for: the grid loads what it is asked about. */
export function loadAhead({ api, firstRow, lastRow }: ViewportChangedEvent<Row>): void {
  const count = api.getDisplayedRowCount();
  for (const place of [firstRow - PAGE / 2, lastRow + PAGE / 2])
    if (place >= 0 && place < count) api.getDisplayedRowAtIndex(place);
}

/** What the grid itself says: on the screen, and to those who hear the page. A row is chosen by going to it. */
export function gridText(key: string, words: GridWords): string {
  switch (key) {
    case 'loadingOoo':
      return words.loading;
    case 'loadingError':
      return words.loadingFailed;
    case 'noRowsToShow':
      return words.noRows;
    default:
      return '';
  }
}
