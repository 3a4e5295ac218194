import type {
  CellClassRules,
  ColDef,
  ICellRendererParams,
  IHeaderParams,
  IInnerHeaderComponent,
  SuppressHeaderKeyboardEventParams,
  SuppressKeyboardEventParams,
  ValueGetterParams,
} from 'ag-grid-community';
import {
  type Cell,
  cellIn,
  type Dataset,
  type Draft,
  ROLES,
  type Role,
  type Roles,
  type Row,
  type Split,
} from '../../../native-bridge/contract/index.ts';
import { CellEditor } from './cell-editor.ts';
import { chatLine } from './chat-line.ts';
import { gridColumns, oneLine } from './column-widths.ts';
import type { GridLayout } from './grid-layout.ts';
import styles from './RowsGrid.module.css';
import type { Sort } from './view.ts';

const SHOWN_CHARACTERS = 240;
const NUMBERS_HEAD = 'ag-right-aligned-header';
/** A column that is the text because it plays another part is named by that one. */
const NAMED_ROLES = [...ROLES.filter(role => role !== 'text'), 'text'] as const;

/** What the words of the grid are, in the language of the page. */
export interface GridWords {
  readonly row: string;
  readonly split: string;
  readonly loading: string;
  readonly loadingFailed: string;
  readonly noRows: string;
  readonly splits: Readonly<Record<Split, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly changeRole: string;
  number(value: number): string;
  edit(column: string): string;
}

/** What the parts of the grid know of the page. */
export interface GridContext {
  readonly words: GridWords;
  readonly roles: Roles;
  readonly sort: Sort | undefined;
  readonly onSort: (field: string) => void;
  /** Asks for another part of a column. */
  readonly onRole: (column: string) => void;
  /** Takes the value of a cell away. */
  readonly clear: (row: Row, column: string) => void;
  /** Opens a cell beside the grid: it is too long for one line. */
  readonly open: (row: Row, column: string) => void;
  readonly keep: (draft: Draft) => void;
}

/**
 * The columns of the grid. Cells are plain text and a class, and no column is pinned: a component in each cell and sticky
 * parts of each row are made anew for every row that scrolls by (a fling took 67 ms a frame with them, 17 without).
 */
export function columnsOf(
  { columns, roles, isSplit }: Pick<Dataset, 'columns' | 'roles'> & { readonly isSplit: boolean },
  rows: readonly Row[],
  words: GridWords,
  { hidden, widths }: GridLayout,
): ColDef<Row>[] {
  const isHidden = new Set(hidden);
  const base = (colId: string, width: number, grows = false): ColDef<Row> => ({
    colId,
    sortable: false,
    suppressHeaderMenuButton: true,
    initialHide: isHidden.has(colId),
    headerComponentParams: { innerHeaderComponent: ColumnHead },
    suppressHeaderKeyboardEvent: keyOnHead,
    suppressKeyboardEvent: keyOnCell,
    ...(grows && widths[colId] === undefined
      ? { initialFlex: 1, minWidth: LEAST_TEXT, initialWidth: width }
      : { initialWidth: widths[colId] ?? width }),
  });
  return [
    {
      ...base('#row', 104),
      headerName: words.row,
      headerClass: NUMBERS_HEAD,
      cellClass: `${styles.number} ${styles.rowNumber}`,
      valueGetter: ({ data }) => (data ? numberWithMarks(data, words.number(data.row)) : ''),
    },
    ...(isSplit
      ? [
          {
            ...base('#split', 108),
            headerName: words.split,
            cellClassRules: SPLIT_CLASSES,
            valueGetter: ({ data }: ValueGetterParams<Row>) => (data?.split ? words.splits[data.split] : ''),
          },
        ]
      : []),
    ...gridColumns(columns, roles, rows).map(
      ({ name, width, grows, numbers }): ColDef<Row> => ({
        ...base(`.${name}`, width, grows),
        headerName: name,
        ...(numbers
          ? { headerClass: NUMBERS_HEAD, cellClass: styles.number as string }
          : { cellClass: styles.text as string }),
        valueGetter: ({ data }) => (data ? cellIn(data.cells, name) : null),
        valueFormatter: ({ value }) => oneLine(value, SHOWN_CHARACTERS),
        ...(name === roles.messages && {
          cellRenderer: ({ value }: ICellRendererParams<Row, Cell>) => chatLine(value ?? null, SHOWN_CHARACTERS),
        }),
        editable: ({ data }) => data !== undefined && isWrittenInLine(data, name, roles),
        cellEditor: CellEditor,
      }),
    ),
  ];
}

/** `★ #2 17`: a row with a star and two tags. */
export function numberWithMarks({ starred, tags }: Pick<Row, 'starred' | 'tags'>, number: string): string {
  return `${starred ? '★ ' : ''}${tags.length > 0 ? `#${tags.length} ` : ''}${number}`;
}

/** A text that grows with the window is never narrower than this. */
const LEAST_TEXT = 280;

/** The column of the file that a column of the grid shows; null for those of Luthier itself. */
export function fileColumn(colId: string): string | null {
  return colId.startsWith('.') ? colId.slice(1) : null;
}

/** The field a column of the grid is sorted by. */
export function sortField(colId: string): string {
  return fileColumn(colId) ?? colId;
}

/** Whether a cell is written in one line of the grid. A long text and a chat are written beside it, where all can be seen. */
export function isWrittenInLine(
  { cells }: Pick<Row, 'cells'>,
  column: string,
  roles: Pick<Roles, 'messages'>,
): boolean {
  if (column === roles.messages) return false;
  const cell = cellIn(cells, column);
  if (cell === null) return true;
  return String(cell).length <= SHOWN_CHARACTERS && !/[\n\r]/.test(String(cell));
}

const SPLIT_CLASSES: CellClassRules<Row> = Object.fromEntries(
  (['train', 'validation', 'test'] as const).map(split => [
    `${styles.split} ${styles[split]}`,
    ({ data }: { data: Row | undefined }) => data?.split === split,
  ]),
);

function keyOnHead({ event, column, context }: SuppressHeaderKeyboardEventParams<Row, GridContext>): boolean {
  const name = 'getColId' in column ? fileColumn(column.getColId()) : null;
  if (event.key === 'F2' && name !== null) {
    event.preventDefault();
    event.stopPropagation();
    context.onRole(name);
    return true;
  }
  const isSort = (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isSort || !('getColId' in column)) return false;
  event.preventDefault();
  context.onSort(sortField(column.getColId()));
  return true;
}

/** Keys that mean something else here than in the grid as it comes. Answers whether the grid leaves the key alone. */
function keyOnCell(params: SuppressKeyboardEventParams<Row, unknown, GridContext>): boolean {
  const { event, editing, data, column, context } = params;
  // What an input method reads ends no editing and starts none.
  if (event.isComposing || event.key === 'Process') return true;
  if (editing) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return !event.key.startsWith('Arrow') && !isJump(event.key);
  if (event.key === 'F2' && event.shiftKey) return true;
  const name = fileColumn(column.getColId());
  const act = name === null || !data ? null : actOf(event.key, data, name, context);
  if (act === null) return event.key === ' ' && name === null;
  event.preventDefault();
  act();
  return true;
}

function actOf(key: string, row: Row, column: string, context: GridContext): (() => void) | null {
  if (key === 'Delete' || key === 'Backspace') return () => context.clear(row, column);
  if ((key === 'Enter' || key === 'F2') && !isWrittenInLine(row, column, context.roles))
    return () => context.open(row, column);
  return null;
}

function isJump(key: string): boolean {
  return /^(?:Home|End|PageUp|PageDown)$/.test(key);
}

/** The name of a column, how it is sorted, and the part it plays. */
class ColumnHead implements IInnerHeaderComponent<Row, GridContext> {
  readonly #place = document.createElement('span');

  init(params: IHeaderParams<Row, GridContext>): void {
    const { column, context, eGridHeader } = params;
    const name = fileColumn(column.getColId());
    this.#place.className = styles.head ?? '';
    if (name !== null) {
      this.#place.title = context.words.changeRole;
      eGridHeader.oncontextmenu = event => {
        event.preventDefault();
        context.onRole(name);
      };
    }
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#place;
  }

  refresh(params: IHeaderParams<Row, GridContext>): boolean {
    const { displayName, column, eGridHeader, context } = params;
    const { roles, sort, words } = context;
    const colId = column.getColId();
    const isSorted = sort?.field === sortField(colId);
    const role = NAMED_ROLES.find(one => roles[one] !== undefined && roles[one] === fileColumn(colId));
    const name = document.createElement('bdi');
    name.textContent = displayName;
    this.#place.replaceChildren(name);
    // The grid takes it away from a head it does not sort itself, after this.
    queueMicrotask(() => {
      eGridHeader.ariaSort = isSorted ? (sort?.descending ? 'descending' : 'ascending') : 'none';
    });
    if (isSorted) this.#add(sort?.descending ? ' ↓' : ' ↑').ariaHidden = 'true';
    if (role && displayName.toLowerCase() !== role) this.#add(words.roles[role]).className = styles.role ?? '';
    return true;
  }

  #add(text: string): HTMLElement {
    const part = document.createElement('span');
    part.textContent = text;
    this.#place.append(part);
    return part;
  }
}
