import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { AttentionMap } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './Overview.module.css';
import { type HeadPlace, type HeadSummary, neighbour, thumbnailPixels } from './thumbnails.ts';

const GAP = 3;
const LABELS = { left: 30, top: 16 };
const PADDING = 22;

export interface OverviewProps {
  readonly map: AttentionMap;
  readonly overview: Uint8Array;
  readonly colours: Uint8ClampedArray;
  readonly skipFirst: boolean;
  /** In the order they are shown. */
  readonly heads: readonly HeadSummary[];
  /** With the number of the layer beside and of the head above: only where they stand by place. */
  readonly byPlace: boolean;
  readonly chosen: HeadPlace;
  readonly onChoose: (head: HeadPlace) => void;
}

/** All heads as small pictures, drawn into one canvas; a button over each. */
export function Overview({ map, overview, colours, skipFirst, heads, byPlace, chosen, onChoose }: OverviewProps) {
  const t = useT('attention');
  const format = useFormat();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const columns = map.heads;
  const rows = Math.ceil(heads.length / columns);
  const cell = Math.min(44, Math.max(12, Math.floor((width - LABELS.left - PADDING) / columns) - GAP));
  const pitch = cell + GAP;

  useLayoutEffect(() => {
    if (width === 0 || !canvas.current) return;
    drawThumbnails(canvas.current, { map, overview, colours, skipFirst, heads, cell, pitch });
  }, [map, overview, colours, skipFirst, heads, width, cell, pitch]);

  const walk = (event: KeyboardEvent): void => {
    const by = DIRECTIONS[event.key];
    if (!by || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = neighbour(heads, chosen, { columns, by });
    onChoose(next);
    grid.current?.querySelector<HTMLElement>(`[data-head="${next.layer}.${next.head}"]`)?.focus();
  };

  return (
    <div className={styles.scroll} ref={ref}>
      <div className={styles.place} style={{ width: columns * pitch + LABELS.left, height: rows * pitch + LABELS.top }}>
        {byPlace && (
          <div aria-hidden>
            {numbers(rows).map(row => (
              <span
                key={row}
                className={styles.layer}
                style={{ top: LABELS.top + row * pitch, lineHeight: `${cell}px` }}
              >
                {row}
              </span>
            ))}
            {numbers(columns).map(column => (
              <span key={column} className={styles.column} style={{ left: LABELS.left + column * pitch, width: cell }}>
                {column}
              </span>
            ))}
          </div>
        )}
        <div style={{ position: 'absolute', left: LABELS.left, top: LABELS.top, right: 0, bottom: 0 }}>
          <canvas ref={canvas} className={styles.canvas} />
          {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, walked by the arrow keys. */}
          <div
            ref={grid}
            className={styles.heads}
            role="group"
            aria-label={t('overview')}
            style={{ gridTemplateColumns: `repeat(${columns}, ${cell}px)`, gridAutoRows: cell }}
            onKeyDown={walk}
          >
            {heads.map(({ layer, head, entropy, firstTokenShare }) => {
              const here = layer === chosen.layer && head === chosen.head;
              const says = t('headSays', {
                layer,
                head,
                entropy: format.number(entropy, 2),
                share: format.percent(firstTokenShare, 0),
              });
              return (
                <button
                  key={`${layer}.${head}`}
                  type="button"
                  className={styles.head}
                  data-head={`${layer}.${head}`}
                  tabIndex={here ? 0 : -1}
                  aria-pressed={here}
                  aria-label={says}
                  title={says}
                  onClick={() => onChoose({ layer, head })}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}

const DIRECTIONS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface Thumbnails {
  readonly map: AttentionMap;
  readonly overview: Uint8Array;
  readonly colours: Uint8ClampedArray;
  readonly skipFirst: boolean;
  readonly heads: readonly HeadPlace[];
  readonly cell: number;
  readonly pitch: number;
}

function drawThumbnails(canvas: HTMLCanvasElement, options: Thumbnails): void {
  const { map, overview, colours, skipFirst, heads, cell, pitch } = options;
  const side = map.overviewSide;
  const columns = map.heads;
  canvas.width = columns * pitch * devicePixelRatio;
  canvas.height = Math.ceil(heads.length / columns) * pitch * devicePixelRatio;
  canvas.style.width = `${columns * pitch}px`;
  canvas.style.height = `${Math.ceil(heads.length / columns) * pitch}px`;
  const context = canvas.getContext('2d');
  const picture = document.createElement('canvas');
  picture.width = side;
  picture.height = side;
  const small = picture.getContext('2d');
  if (!context || !small) return;

  context.scale(devicePixelRatio, devicePixelRatio);
  context.imageSmoothingEnabled = cell * devicePixelRatio < side;
  context.imageSmoothingQuality = 'high';
  heads.forEach(({ layer, head }, at) => {
    const index = layer * map.heads + head;
    small.putImageData(new ImageData(thumbnailPixels(overview, { index, side, colours, skipFirst }), side, side), 0, 0);
    context.drawImage(picture, (at % columns) * pitch, Math.floor(at / columns) * pitch, cell, cell);
  });
}
