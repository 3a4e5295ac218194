import { type KeyboardEvent, useId } from 'react';
import { useFormat } from '../../app/messages/index.ts';
import styles from './BarKeys.module.css';
import { type Bar, type BarSeries, marksOf } from './bars.ts';
import type { Picked } from './plotly.ts';

export interface BarKeysProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly series: readonly BarSeries[];
  readonly active: Picked | null;
  readonly onActive: (active: Picked | null) => void;
  readonly onOpen?: (bar: number, series: number) => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
};

/** The marks of a bar chart as a list for keys and for those who hear the page: arrows walk, Enter opens. */
export function BarKeys({ label, bars, series, active, onActive, onOpen }: BarKeysProps) {
  const id = useId();
  const format = useFormat();
  const marks = marksOf(bars, series);
  const at = marks.findIndex(({ bar, series }) => bar === active?.pointNumber && series === active.curveNumber);

  const go = (place: number): void => {
    const mark = marks[Math.max(0, Math.min(marks.length - 1, place))];
    if (mark) onActive({ pointNumber: mark.bar, curveNumber: mark.series });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) go(at + step);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(marks.length - 1);
    else if (event.key === 'Enter' && active) onOpen?.(active.pointNumber, active.curveNumber);
    else return;
    event.preventDefault();
  };
  const said = (bar: number, place: number): string => {
    const value = format.number(series[place]?.values[bar] ?? 0);
    const names = [bars[bar]?.name ?? bars[bar]?.label, series.length > 1 ? series[place]?.name : ''];
    return [...new Set(names), value].filter(Boolean).join(', ');
  };

  return (
    <div
      className={styles.keys}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => at < 0 && go(0)}
      onBlur={() => onActive(null)}
    >
      {marks.map(({ bar, series: place }, mark) => (
        <div
          key={`${bars[bar]?.key}-${place}`}
          id={`${id}-${mark}`}
          className={styles.mark}
          role="option"
          aria-selected={mark === at}
          tabIndex={-1}
        >
          {said(bar, place)}
        </div>
      ))}
      {at >= 0 && (
        <output className={styles.said} aria-hidden>
          {said(active?.pointNumber ?? 0, active?.curveNumber ?? 0)}
        </output>
      )}
    </div>
  );
}
