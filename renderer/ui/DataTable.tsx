import { isValidElement, type ReactNode } from 'react';
import styles from './DataTable.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end, so that digits line up. */
  readonly align?: 'start' | 'end';
  /** A CSS width: '120px', '20%'. */
  readonly width?: string;
  /** Cuts a long text with an ellipsis instead of wrapping it. */
  readonly clip?: boolean;
}

export interface DataTableProps<Row> {
  /** What the table shows, for those who hear the page. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly onOpen?: (row: Row) => void;
  readonly isSelected?: (row: Row) => boolean;
  /** Shown when there are no rows. */
  readonly empty?: ReactNode;
}

/** What a cell that is cut says in full, where it is words. */
function wholeOf(cell: ReactNode): string | undefined {
  if (typeof cell === 'string') return cell;
  return isValidElement<{ children?: ReactNode }>(cell) ? wholeOf(cell.props.children) : undefined;
}

/** A table of up to some hundred rows. Rows that can be opened are reached by Tab and opened by Enter. */
export function DataTable<Row>({ label, columns, rows, rowKey, onOpen, isSelected, empty }: DataTableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return <div className={styles.empty}>{empty}</div>;

  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, title, align, width }) => (
              <th key={key} scope="col" className={align === 'end' ? styles.end : undefined} style={{ width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr
              key={rowKey(row)}
              className={onOpen && styles.opens}
              aria-selected={isSelected?.(row) || undefined}
              {...(onOpen && {
                tabIndex: 0,
                onClick: () => onOpen(row),
                onKeyDown: event => {
                  if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row);
                },
              })}
            >
              {columns.map(({ key, cell, align, clip }) => (
                <td
                  key={key}
                  className={[align === 'end' && styles.end, clip && styles.clip].filter(Boolean).join(' ')}
                  title={clip ? wholeOf(cell(row)) : undefined}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
