import { ActionIcon, Menu, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Data, Layout } from 'plotly.js';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Trouble } from '../../app/messages/index.ts';
import { useLanguage, useT } from '../../app/messages/index.ts';
import { Failure } from '../Failure.tsx';
import { Waiting } from '../Waiting.tsx';
import { type ChartColours, chartColours } from './colours.ts';
import styles from './Figure.module.css';
import { type DrawnElement, loadPlotly, type Picked, type Plotly } from './plotly.ts';
import { saveAs, savePicture } from './save.ts';

export interface FigureProps {
  /** The name of the chart, for those who hear it and for the file it is exported to. */
  readonly label: string;
  /** What the chart says, in words, for those who do not see it. */
  readonly summary: string;
  /** Pixels, or a CSS length that grows with the window. */
  readonly height: number | string;
  /** Traces and layout in the colours of the theme. */
  readonly draw: (colours: ChartColours) => { data: Data[]; layout: Partial<Layout> };
  readonly csv: () => string;
  readonly empty: boolean;
  readonly controls?: ReactNode;
  /** A mark was clicked. */
  readonly onPick?: (picked: Picked) => void;
  /** Shown in place of the picture, such as its numbers as a table; the picture can still be exported. */
  readonly instead?: ReactNode;
  /** Over the picture: what makes it work without a mouse. */
  readonly over?: ReactNode;
}

/** A Plotly chart that follows the theme, the width of its place, and can be taken away as picture or numbers. */
export function Figure(props: FigureProps) {
  const { label, summary, height, draw, csv, empty, controls, instead, over, onPick } = props;
  const t = useT('ui');
  const language = useLanguage();
  const scheme = useComputedColorScheme();
  const place = useRef<HTMLDivElement>(null);
  const { plotly, trouble } = usePlotly();

  // biome-ignore lint/correctness/useExhaustiveDependencies: theme and language change what is drawn.
  useEffect(() => {
    const element = place.current;
    if (!plotly || !element) return;
    const { data, layout } = draw(chartColours(element));
    void plotly.react(element, data, layout, { displayModeBar: false, responsive: false, doubleClick: 'reset' });
  }, [plotly, draw, scheme, language]);

  useEffect(() => {
    const element = place.current as DrawnElement | null;
    if (!plotly || !element || !onPick) return;
    element.on('plotly_click', ({ points: [picked] }) => picked && onPick(picked));
    return () => element.removeAllListeners('plotly_click');
  }, [plotly, onPick]);

  // The last effect, and so the last to be undone: a purged element has no listeners to take away.
  useEffect(() => {
    const element = place.current;
    if (!plotly || !element) return;
    const resized = new ResizeObserver(() => element.clientWidth > 0 && plotly.Plots.resize(element));
    resized.observe(element);
    return () => {
      resized.disconnect();
      plotly.purge(element);
    };
  }, [plotly]);

  const picture = (format: 'png' | 'svg') =>
    plotly && place.current && void savePicture(plotly, place.current, format, label);

  return (
    <figure className={styles.figure} aria-label={label}>
      <div className={styles.controls}>
        {controls}
        <Menu position="bottom-end">
          <Menu.Target>
            <Tooltip label={t('exportPicture')}>
              <ActionIcon aria-label={t('exportPicture')} size={24} disabled={!plotly || empty}>
                <IconDownload size={14} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => picture('png')}>{t('exportPng')}</Menu.Item>
            <Menu.Item onClick={() => picture('svg')}>{t('exportSvg')}</Menu.Item>
            <Menu.Item onClick={() => saveAs(new Blob([csv()], { type: 'text/csv' }), `${label}.csv`)}>
              {t('exportCsv')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={styles.place} style={{ height }}>
        <div
          ref={place}
          className={styles.plot}
          data-empty={empty || instead !== undefined || undefined}
          data-picks={onPick !== undefined || undefined}
          aria-hidden
        />
        {plotly && !empty && instead === undefined && over}
        {instead !== undefined && <div className={styles.instead}>{instead}</div>}
        {!plotly && !trouble && <Waiting shape="chart" />}
        {trouble && <Failure trouble={trouble} />}
        {plotly && empty && <p className={styles.empty}>{t('noPoints')}</p>}
      </div>
      <figcaption className={styles.heard}>{summary}</figcaption>
    </figure>
  );
}

/** Plotly once it is there, or why it is not. */
function usePlotly(): { readonly plotly: Plotly | null; readonly trouble: Trouble | null } {
  const [plotly, setPlotly] = useState<Plotly | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  useEffect(() => {
    let gone = false;
    loadPlotly().then(
      loaded => !gone && setPlotly(loaded),
      error => !gone && setTrouble({ kind: 'bug', asked: 'chart', message: String(error) }),
    );
    return () => {
      gone = true;
    };
  }, []);

  return { plotly, trouble };
}
