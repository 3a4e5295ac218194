import type { CellClassRules, ColDef, IHeaderParams, IInnerHeaderComponent } from 'ag-grid-community';
import type { Cell, Dataset, Roles, Row, Split } from '../../../native-bridge/contract/index.ts';
import { gridColumns, oneLine } from './column-widths.ts';
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

/** What the heads of the columns show beside their names. */
export interface GridContext {
  readonly words: GridWords;
  readonly roles: Roles;
  readonly sort: Sort | undefined;
}

/**
 * The columns of the grid. Cells are plain text and a class, and no column is pinned: a component in each cell and sticky
 * parts of each row are made anew for every row that scrolls by (a fling took 67 ms a frame with them, 17 without).
 */
export function columnsOf({ columns, roles }: Dataset, rows: readonly Row[], words: GridWords): ColDef<Row>[] {
  const fixed = { sortable: false, suppressHeaderMenuButton: true };
  return [
    {
      ...fixed,
      colId: '#row',
      headerName: words.row,
      width: 84,
      headerClass: NUMBERS_HEAD,
      cellStyle: { ...NUMBERS, color: 'var(--text-dim)' },
      valueGetter: ({ data }) => (data ? words.number(data.row) : ''),
    },
    {
      ...fixed,
      colId: '#split',
      headerName: words.split,
      width: 108,
      cellClassRules: SPLIT_CLASSES,
      valueGetter: ({ data }) => (data?.split ? words.splits[data.split] : ''),
    },
    ...gridColumns(columns, roles, rows).map(
      ({ name, width, grows, numbers }): ColDef<Row> => ({
        ...fixed,
        colId: `.${name}`,
        headerName: name,
        headerComponentParams: { innerHeaderComponent: ColumnHead },
        ...(grows ? { flex: 1, minWidth: width } : { width }),
        ...(numbers && { headerClass: NUMBERS_HEAD, cellStyle: NUMBERS }),
        valueGetter: ({ data }) => oneLine(data?.cells[name], SHOWN_CHARACTERS),
        // A long text is edited beside the grid, where all of it can be seen.
        editable: ({ data }) => isShort(data?.cells[name]),
        cellEditor: 'agTextCellEditor',
      }),
    ),
  ];
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

  refresh({ displayName, context: { roles, sort, words } }: IHeaderParams<Row, GridContext>): boolean {
    const role = ROLES.find(one => roles[one] === displayName);
    this.#place.replaceChildren(displayName);
    if (sort?.field === displayName) this.#add(sort.descending ? ' ↓' : ' ↑').ariaHidden = 'true';
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
