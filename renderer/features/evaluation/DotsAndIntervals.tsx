import type { Score } from '../../../native-bridge/contract/index.ts';
import { useFormat } from '../../app/messages/index.ts';
import styles from './ScorePlot.module.css';
import { placeOn, type Scale } from './scale.ts';

export interface DotsAndIntervalsProps {
  readonly scale: Scale;
  readonly dots: readonly { readonly score: Score; readonly colour: string }[];
  /** Only the numbers of the axis. */
  readonly axis?: boolean;
}

const LANE = 15;

/** Scores as dots on their intervals, one lane a score, all on one scale. */
export function DotsAndIntervals({ scale, dots, axis = false }: DotsAndIntervalsProps) {
  const format = useFormat();
  const height = axis ? 14 : Math.max(1, dots.length) * LANE + 4;
  const at = (value: number): string => `${placeOn(scale, value) * 100}%`;
  const digits = scale.ticks.some(tick => !Number.isInteger(Math.round(tick * 1e6) / 1e5)) ? 2 : 1;

  if (axis) {
    return (
      <svg className={styles.svg} height={height} aria-hidden="true">
        {scale.ticks.map(tick => (
          <text key={tick} x={at(tick)} y={11} textAnchor="middle" className={styles.tick}>
            {format.number(tick, digits)}
          </text>
        ))}
      </svg>
    );
  }
  return (
    <svg className={styles.svg} height={height} aria-hidden="true">
      {scale.ticks.map(tick => (
        <line key={tick} x1={at(tick)} x2={at(tick)} y1={0} y2={height} className={styles.grid} />
      ))}
      {dots.map(({ score, colour }, lane) => {
        const y = lane * LANE + LANE / 2 + 2;
        return (
          <g key={colour} stroke={colour} fill={colour}>
            <line x1={at(score.low)} x2={at(score.high)} y1={y} y2={y} strokeWidth={2} />
            {[score.low, score.high].map(end => (
              <line key={end} x1={at(end)} x2={at(end)} y1={y - 3.5} y2={y + 3.5} strokeWidth={1.5} />
            ))}
            <circle cx={at(score.value)} cy={y} r={4.5} stroke="var(--surface)" strokeWidth={1.5} />
          </g>
        );
      })}
    </svg>
  );
}
