import { Checkbox, SegmentedControl, Slider } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { LineChart, type LineSeries, Panel } from '../../ui/index.ts';
import { LEARNING_RATE, TOKENS_PER_SECOND, TRAIN_LOSS, VALIDATION_LOSS } from './metric-names.ts';
import styles from './RunPage.module.css';
import type { RunStory } from './run-story.ts';
import { type Series, smoothed, stepsOf, valuesOf } from './series.ts';
import { thinned } from './thinned.ts';

const DRAWN_POINTS = 2000;

type Shown = 'loss' | 'rate' | 'speed';

/** The curves of a run against its optimiser step. */
export function LossPanel({ story }: { readonly story: RunStory }) {
  const t = useT('training');
  const [shown, setShown] = useState<Shown>('loss');
  const [smoothing, setSmoothing] = useState(0.6);
  const [logY, setLogY] = useState(false);
  const names = { train: t('train'), smooth: t('trainSmooth'), validation: t('validation') };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are the language's, which comes with `t`.
  const series = useMemo(() => seriesOf(story.series, shown, smoothing, names), [story.series, shown, smoothing, t]);
  const choice = (
    <SegmentedControl
      aria-label={t('curve')}
      value={shown}
      onChange={value => setShown(value as Shown)}
      data={[
        { value: 'loss', label: t('loss') },
        { value: 'rate', label: t('learningRate') },
        { value: 'speed', label: t('throughput') },
      ]}
    />
  );

  return (
    <Panel
      title={t('progress')}
      actions={
        <div className={styles.chartHead}>
          {shown === 'loss' && (
            <>
              <span className={styles.smoothLabel} id="smoothing">
                {t('smoothing')}
              </span>
              <Slider
                className={styles.smooth ?? ''}
                size="xs"
                min={0}
                max={0.95}
                step={0.05}
                label={null}
                value={smoothing}
                onChange={setSmoothing}
                thumbProps={{ 'aria-labelledby': 'smoothing' }}
              />
              <Checkbox label={t('logAxis')} checked={logY} onChange={event => setLogY(event.currentTarget.checked)} />
            </>
          )}
          {choice}
        </div>
      }
    >
      <LineChart
        label={t(shown === 'loss' ? 'loss' : shown === 'rate' ? 'learningRate' : 'throughput')}
        series={series}
        xTitle={t('stepAxis')}
        yTitle={t(shown === 'loss' ? 'lossAxis' : shown === 'rate' ? 'learningRate' : 'throughputAxis')}
        logY={logY && shown === 'loss'}
        height={268}
      />
    </Panel>
  );
}

function seriesOf(
  all: ReadonlyMap<string, Series>,
  shown: Shown,
  smoothing: number,
  names: { readonly train: string; readonly smooth: string; readonly validation: string },
): LineSeries[] {
  const drawn = (series: Series, values = valuesOf(series)) => thinned(stepsOf(series), values, DRAWN_POINTS);
  const one = (name: string): LineSeries[] => {
    const series = all.get(name);
    return series ? [{ name: names.train, points: drawn(series), colour: 0 }] : [];
  };
  if (shown === 'rate') return one(LEARNING_RATE);
  if (shown === 'speed') return one(TOKENS_PER_SECOND);

  const train = all.get(TRAIN_LOSS);
  const validation = all.get(VALIDATION_LOSS);
  const smooth = smoothing > 0 && train !== undefined && train.length > 2;
  return [
    ...(train ? [{ name: names.train, points: drawn(train), colour: 0, faint: smooth }] : []),
    ...(train && smooth
      ? [{ name: names.smooth, points: drawn(train, smoothed(valuesOf(train), smoothing)), colour: 0 }]
      : []),
    ...(validation ? [{ name: names.validation, points: drawn(validation), colour: 1, marks: true }] : []),
  ];
}
