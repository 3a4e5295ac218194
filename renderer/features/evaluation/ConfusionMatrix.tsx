import { useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import type { SubjectReport } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './ConfusionMatrix.module.css';
import { type ConfusionCell, confusionCells } from './confusion.ts';
import { heatOf } from './heat.ts';
import { isSameCell, type RowFilter } from './row-filter.ts';

export interface ConfusionMatrixProps {
  readonly title: string;
  readonly subject: SubjectReport;
  readonly labels: readonly string[];
  readonly filter: RowFilter | null;
  readonly onFilter: (filter: RowFilter) => void;
}

const MANY_LABELS = 6;

/** What stood in the row against what was answered. Each cell opens its rows; the arrow keys walk the cells. */
export function ConfusionMatrix({ title, subject, labels, filter, onFilter }: ConfusionMatrixProps) {
  const t = useT('evaluation');
  const format = useFormat();
  const dark = useComputedColorScheme() === 'dark';
  const table = useRef<HTMLTableElement>(null);
  const cells = confusionCells(labels, subject.confusion);

  const walk = (event: KeyboardEvent, row: number, column: number): void => {
    const [down, right] = STEPS[event.key] ?? [0, 0];
    if (down === 0 && right === 0) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-place="${row + down}.${column + right}"]`)?.focus();
  };
  const button = (cell: ConfusionCell, row: number, column: number) => {
    const place = { subject: subject.name, label: cell.label, predicted: cell.predicted };
    const { background, colour } = heatOf(cell.share, cell.right, dark);
    return (
      <button
        type="button"
        className={styles.cell}
        data-place={`${row}.${column}`}
        tabIndex={row === 0 && column === 0 ? 0 : -1}
        style={{ background, color: colour }}
        aria-pressed={isSameCell(filter, place)}
        onClick={() => onFilter(place)}
        onKeyDown={event => walk(event, row, column)}
      >
        <VisuallyHidden>{t('cellSays', { ...cell, share: format.percent(cell.share, 0) })}</VisuallyHidden>
        <span className={styles.count} aria-hidden>
          {format.number(cell.count)}
        </span>
        <span className={styles.share} aria-hidden>
          {format.percent(cell.share, cell.share > 0 && cell.share < 0.1 ? 1 : 0)}
        </span>
      </button>
    );
  };

  return (
    <section className={`${styles.matrix} ${labels.length > MANY_LABELS ? styles.small : ''}`} aria-label={title}>
      <h3 className={styles.title}>
        {title} <span className={styles.axis}>{t('confusionAxes')}</span>
      </h3>
      <table className={styles.table} ref={table}>
        <thead>
          <tr>
            <th />
            {labels.map(label => (
              <th key={label} scope="col" title={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, at) => (
            <tr key={labels[at]}>
              <th scope="row" title={labels[at]}>
                {labels[at]}
              </th>
              {row.map((cell, column) => (
                <td key={cell.predicted}>{button(cell, at, column)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
