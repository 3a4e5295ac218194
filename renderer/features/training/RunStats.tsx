import { useFormat, useT } from '../../app/messages/index.ts';
import { Stat, StatRow } from '../../ui/index.ts';
import { LEARNING_RATE, TOKENS_PER_SECOND, TRAIN_LOSS, VALIDATION_LOSS } from './metric-names.ts';
import type { RunStory } from './run-story.ts';
import { lastValue } from './series.ts';

/** The numbers of a run as they stand. */
export function RunStats({ story, running }: { readonly story: RunStory; readonly running: boolean }) {
  const t = useT('training');
  const format = useFormat();
  const latest = (name: string, write: (value: number) => string): string => {
    const value = lastValue(story.series.get(name));
    return value === null ? '–' : write(value);
  };

  return (
    <StatRow>
      <Stat
        name={t('step')}
        value={story.total === 0 ? '–' : format.number(story.step)}
        {...(story.total > 0 && { unit: t('ofTotal', { total: story.total }) })}
        {...(story.resumedFrom > 0 && { says: t('resumedFrom', { step: story.resumedFrom }) })}
      />
      <Stat name={t('trainLoss')} value={latest(TRAIN_LOSS, loss => format.number(loss, 3))} />
      <Stat name={t('validationLoss')} value={latest(VALIDATION_LOSS, loss => format.number(loss, 3))} />
      <Stat name={t('learningRate')} value={latest(LEARNING_RATE, rate => rate.toExponential(1))} />
      <Stat
        name={t('throughput')}
        value={latest(TOKENS_PER_SECOND, rate => format.number(rate, 0))}
        unit={t('perSecond')}
      />
      <Stat
        name={t('memory')}
        value={story.memoryBytes === null ? '–' : format.bytes(story.gpuMemoryBytes ?? story.memoryBytes)}
        {...(story.peakMemoryBytes > 0 && { says: t('peak', { size: format.bytes(story.peakMemoryBytes) }) })}
      />
      {story.seconds === null ? (
        <Stat
          name={t('timeLeft')}
          value={running && story.etaSeconds !== null ? format.duration(story.etaSeconds) : '–'}
        />
      ) : (
        <Stat name={t('took')} value={format.duration(story.seconds)} />
      )}
      <Stat
        name={t('device')}
        value={story.device === 'cpu' ? 'CPU' : (story.device ?? '–')}
        {...(story.precision !== null && { says: story.precision })}
      />
    </StatRow>
  );
}
