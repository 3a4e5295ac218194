import type {
  CellClassRules,
  ColDef,
  IHeaderParams,
  IInnerHeaderComponent,
  SuppressHeaderKeyboardEventParams,
  SuppressKeyboardEventParams,
} from 'ag-grid-community';
import type { Cell, Dataset, Roles, Row, Split } from '../../../native-bridge/contract/index.ts';
import { gridColumns, oneLine } from './column-widths.ts';
import type { Widths } from './kept-widths.ts';
import styles from './RowsGrid.module.css';
import type { Sort } from './view.ts';

const SHOWN_CHARACTERS = 240;
const NUMBERS = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' };
const NUMBERS_HEAD = 'ag-right-aligned-header';
const ROLES = ['text', 'label', 'group', 'time', 'id'] as const;

/** What the words of the grid are, in the language of the page. */
export interface GridWords {
  readonly row: string;
  readonly split: string;
  readonly loading: string;
  readonly splits: Readonly<Record<Split, string>>;
  readonly roles: Readonly<Record<(typeof ROLES)[number], string>>;
  number(value: number): string;
}

/** What the heads of the columns show beside their names, and what they do. */
export interface GridContext {
  readonly words: GridWords;
  readonly roles: Roles;
  readonly sort: Sort | undefined;
  onHead(colId: string): void;
}

/** What a column is sorted by: cells by their name, what the row has itself with `#` before it. */
export function fieldOf(colId: string): string {
  return colId.startsWith('.') ? colId.slice(1) : colId;
}

/**
 * Keys that are not the grid's: those of an input method that is composing, and, as long as no cell is edited, letters and
 * what is pressed with Alt, which are commands of the page. Enter and F2 edit a cell.
 */
function isForOthers({ event, editing }: SuppressKeyboardEventParams<Row>): boolean {
  return (
    event.isComposing || (!editing && (event.altKey || (event.key.length === 1 && !event.ctrlKey && !event.metaKey)))
  );
}

function sortByKey({ event, column, context }: SuppressHeaderKeyboardEventParams<Row, GridContext>): boolean {
  const sorts = event.key === 'Enter' && 'getColId' in column;
  if (sorts && event.type === 'keydown') context.onHead(column.getColId());
  return sorts;
}

/**
 * The columns of the grid. Cells are plain text and a class, and no column is pinned: a component in each cell and sticky
 * parts of each row are made anew for every row that scrolls by (a fling took 67 ms a frame with them, 17 without).
 */
export function columnsOf(
  { columns, roles }: Dataset,
  rows: readonly Row[],
  words: GridWords,
  kept: Widths,
): ColDef<Row>[] {
  const fixed: ColDef<Row> = {
    sortable: false,
    suppressHeaderMenuButton: true,
    suppressHeaderKeyboardEvent: sortByKey,
    headerComponentParams: { innerHeaderComponent: ColumnHead },
    suppressKeyboardEvent: isForOthers,
  };
  return [
    {
      ...fixed,
      colId: '#row',
      headerName: words.row,
      initialWidth: kept['#row'] ?? 84,
      headerClass: NUMBERS_HEAD,
      cellStyle: { ...NUMBERS, color: 'var(--text-dim)' },
      valueGetter: ({ data }) => (data ? words.number(data.row) : ''),
    },
    {
      ...fixed,
      colId: '#split',
      headerName: words.split,
      initialWidth: kept['#split'] ?? 108,
      cellClassRules: SPLIT_CLASSES,
      valueGetter: ({ data }) => (data?.split ? words.splits[data.split] : ''),
    },
    ...gridColumns(columns, roles, rows).map(
      ({ name, width, grows, numbers }): ColDef<Row> => ({
        ...fixed,
        colId: `.${name}`,
        headerName: name,
        ...widthOf(kept[`.${name}`], width, grows),
        ...(numbers && { headerClass: NUMBERS_HEAD, cellStyle: NUMBERS }),
        valueGetter: ({ data }) => data?.cells[name],
        valueFormatter: ({ value }) => oneLine(value, SHOWN_CHARACTERS),
        // Else what is typed is read as what the column holds otherwise; `typedLike` decides that.
        cellDataType: false,
        // A long text is edited beside the grid, where all of it can be seen.
        editable: ({ data }) => isShort(data?.cells[name]),
        cellEditor: 'agTextCellEditor',
      }),
    ),
  ];
}

/** As a person left it, else as wide as what it holds; the text takes what is left. */
function widthOf(kept: number | undefined, width: number, grows: boolean): ColDef<Row> {
  if (kept !== undefined) return { initialWidth: kept };
  return grows ? { initialFlex: 1, minWidth: width } : { initialWidth: width };
}

const SPLIT_CLASSES: CellClassRules<Row> = Object.fromEntries(
  (['train', 'validation', 'test'] as const).map(split => [
    `${styles.split} ${styles[split]}`,
    ({ data }: { data: Row | undefined }) => data?.split === split,
  ]),
);

function isShort(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (String(cell).length <= SHOWN_CHARACTERS && !/\n/.test(String(cell)));
}

/** The name of a column, how it is sorted, and the part it plays. */
class ColumnHead implements IInnerHeaderComponent<Row, GridContext> {
  readonly #place = document.createElement('span');

  init(params: IHeaderParams<Row, GridContext>): void {
    this.#place.className = styles.head ?? '';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#place;
  }

  refresh({ displayName, column, eGridHeader, context }: IHeaderParams<Row, GridContext>): boolean {
    const { roles, sort, words } = context;
    const field = fieldOf(column.getColId());
    const role = ROLES.find(one => roles[one] === field);
    const sorted = sort?.field === field ? (sort.descending ? 'descending' : 'ascending') : 'none';
    this.#place.replaceChildren(displayName);
    // The grid takes it away from columns that it does not sort itself.
    queueMicrotask(() => {
      eGridHeader.ariaSort = sorted;
    });
    if (sorted !== 'none') this.#add(sorted === 'descending' ? ' ↓' : ' ↑').ariaHidden = 'true';
    if (role && field.toLowerCase() !== role) this.#add(words.roles[role]).className = styles.role ?? '';
    return true;
  }

  #add(text: string): HTMLElement {
    const part = document.createElement('span');
    part.textContent = text;
    this.#place.append(part);
    return part;
  }
}
