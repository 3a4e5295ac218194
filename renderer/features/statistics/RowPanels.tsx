import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { Panel } from '../../ui/index.ts';
import { columnsOf, labelBars, languageBars, lengthBars, splitBars, timeBars } from './bars-of.ts';
import { PartedBars } from './PartedBars.tsx';
import { type StatisticsPanelProps, usePartNames } from './panel-props.ts';
import styles from './StatisticsPage.module.css';

const BAR_HEIGHT = 24;

/** Room for bars that lie one under another. */
export function heightOf(bars: number): number {
  return Math.max(200, bars * BAR_HEIGHT + 76);
}

export function SplitsPanel(props: StatisticsPanelProps) {
  const t = useT('statistics');
  const { splits } = usePartNames(props.found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are the language's, which comes with `t`.
  const bars = useMemo(() => splitBars(props.found, splits), [props.found, t]);

  return (
    <Panel title={t('splits')}>
      <PartedBars {...props} label={t('splits')} bars={bars} barTitle={t('split')} valueTitle={t('rows')} />
    </Panel>
  );
}

export function LabelsPanel(props: StatisticsPanelProps) {
  const t = useT('statistics');
  const format = useFormat();
  const { found } = props;
  const bars = useMemo(() => labelBars(found, t('noLabel')), [found, t]);
  const more = found.otherLabels;

  return (
    <Panel
      title={t('labels')}
      aside={more.labels > 0 ? t('moreLabels', { count: more.labels, rows: format.number(more.rows) }) : undefined}
    >
      {bars.length === 0 ? (
        <p className={styles.empty}>{t('labelsEmpty')}</p>
      ) : (
        <PartedBars
          {...props}
          lying
          height={heightOf(bars.length)}
          label={t('labels')}
          bars={bars}
          barTitle={t('label')}
          valueTitle={t('rows')}
        />
      )}
    </Panel>
  );
}

export function LengthPanel(props: StatisticsPanelProps) {
  const t = useT('statistics');
  const format = useFormat();
  const [unit, setUnit] = useState<'characters' | 'words'>('characters');
  const { found } = props;
  const bars = useMemo(
    () => lengthBars(found[unit], unit === 'characters' ? 'length' : 'words', columnsOf(found)),
    [found, unit],
  );
  const { median, mean, p95, max } = found[unit];

  return (
    <Panel
      title={t('length')}
      actions={
        <SegmentedControl
          aria-label={t('unit')}
          value={unit}
          onChange={value => setUnit(value as typeof unit)}
          data={[
            { value: 'characters', label: t('characters') },
            { value: 'words', label: t('words') },
          ]}
        />
      }
    >
      <PartedBars {...props} label={t('length')} bars={bars} barTitle={t(unit)} valueTitle={t('rows')} />
      <p className={styles.says}>
        {t('lengthFacts', { median, mean: format.number(mean, 1), p95, max })} {t('lengthSays')}
      </p>
    </Panel>
  );
}

export function LanguagesPanel(props: StatisticsPanelProps) {
  const t = useT('statistics');
  const pageLanguage = useLanguage();
  const { found } = props;
  const bars = useMemo(() => {
    const names = new Intl.DisplayNames(pageLanguage, { type: 'language' });
    return languageBars(found, code => (code === 'und' ? t('unknownLanguage') : (names.of(code) ?? code)));
  }, [found, pageLanguage, t]);

  return (
    <Panel title={t('languages')}>
      {bars.length === 0 ? (
        <p className={styles.empty}>{t('languagesEmpty')}</p>
      ) : (
        <PartedBars
          {...props}
          lying
          height={heightOf(bars.length)}
          label={t('languages')}
          bars={bars}
          barTitle={t('language')}
          valueTitle={t('rows')}
        />
      )}
    </Panel>
  );
}

export function TimePanel(props: StatisticsPanelProps) {
  const t = useT('statistics');
  const { found } = props;
  const { time } = found;
  const bars = useMemo(() => timeBars(found), [found]);

  return (
    <Panel title={t('time')} aside={time && time.unread > 0 ? t('unreadTimes', { count: time.unread }) : undefined}>
      {time === null || bars.length === 0 ? (
        <p className={styles.empty}>{time === null ? t('timeEmpty') : t('timeUnread', { column: time.column })}</p>
      ) : (
        <PartedBars
          {...props}
          label={t('time')}
          bars={bars}
          barTitle={t('timeBy', { column: time.column, unit: t(time.unit) })}
          valueTitle={t('rows')}
        />
      )}
    </Panel>
  );
}
