import { Tooltip } from '@mantine/core';
import type { Metric, Score } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import type { ScoreLine } from './comparison.ts';
import { DotsAndIntervals } from './DotsAndIntervals.tsx';
import styles from './ScorePlot.module.css';
import { scaleOver } from './scale.ts';
import { useSubjectName } from './use-subjects.ts';
import { VerdictMark } from './VerdictMark.tsx';

export interface ScorePlotProps {
  readonly lines: readonly ScoreLine[];
  readonly subjects: readonly string[];
  readonly metrics: readonly Metric[];
}

/** Each metric of each subject as a dot on its 95 % interval, beside the numbers and the paired difference. */
export function ScorePlot({ lines, subjects, metrics }: ScorePlotProps) {
  const t = useT('evaluation');
  const nameOf = useSubjectName();
  const scale = scaleOver(
    lines.flatMap(({ scores }) => scores.flatMap(({ score }) => [score.low, score.high])),
    6,
  );

  return (
    <div className={styles.plot}>
      <div className={styles.legend} aria-hidden>
        {subjects.map((subject, place) => (
          <span key={subject}>
            <i style={{ background: seriesColour(place) }} />
            {nameOf(subject)}
          </span>
        ))}
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('metric')}</th>
              <th scope="col" aria-hidden>
                <DotsAndIntervals axis scale={scale} dots={[]} />
              </th>
              {subjects.map(subject => (
                <th key={subject} scope="col" className={styles.number}>
                  {nameOf(subject)}
                </th>
              ))}
              <th scope="col" className={styles.number}>
                {t('difference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <Line
                key={line.metric}
                line={line}
                subjects={subjects}
                metric={metrics.find(({ id }) => id === line.metric)}
                scale={scale}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface LineProps {
  readonly line: ScoreLine;
  readonly subjects: readonly string[];
  readonly metric: Metric | undefined;
  readonly scale: ReturnType<typeof scaleOver>;
}

function Line({ line, subjects, metric, scale }: LineProps) {
  return (
    <tr>
      <th scope="row" className={styles.metric}>
        <Tooltip label={metric?.says} disabled={!metric} multiline maw={300}>
          <span>{metric?.title ?? line.metric}</span>
        </Tooltip>
      </th>
      <td className={styles.picture} aria-hidden>
        <DotsAndIntervals
          scale={scale}
          dots={line.scores.map(({ subject, score }) => ({ score, colour: seriesColour(subjects.indexOf(subject)) }))}
        />
      </td>
      {subjects.map(subject => (
        <td key={subject} className={styles.number}>
          <Numbers score={line.scores.find(score => score.subject === subject)?.score} />
        </td>
      ))}
      <td className={styles.number}>
        {line.differences.map(({ subject, score, verdict }) => (
          <div key={subject}>
            <VerdictMark verdict={verdict} value={score.value} />
            <Interval score={score} signed />
          </div>
        ))}
      </td>
    </tr>
  );
}

function Numbers({ score }: { readonly score: Score | undefined }) {
  const format = useFormat();
  if (!score) return '–';
  return (
    <>
      <span className={styles.value}>{format.number(score.value, 3)}</span>
      <Interval score={score} />
    </>
  );
}

function Interval({ score: { low, high }, signed = false }: { readonly score: Score; readonly signed?: boolean }) {
  const format = useFormat();
  const sign = (value: number): string => (signed && value > 0 ? '+' : '');
  return (
    <span className={styles.interval}>
      {sign(low)}
      {format.number(low, 3)} – {sign(high)}
      {format.number(high, 3)}
    </span>
  );
}

/** Base is quiet, what was made from it is not. */
export function seriesColour(place: number): string {
  return `var(--series-${place === 0 ? 6 : place})`;
}
