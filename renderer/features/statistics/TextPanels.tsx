import { SegmentedControl, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useFormat, useT } from '../../app/messages/index.ts';
import { BarChart, Panel } from '../../ui/index.ts';
import { columnsOf } from './bars-of.ts';
import { isCommon } from './common-words.ts';
import type { StatisticsPanelProps } from './panel-props.ts';
import { gramQuery, missingQuery } from './queries.ts';
import { heightOf } from './RowPanels.tsx';
import styles from './StatisticsPage.module.css';

type Props = Pick<StatisticsPanelProps, 'found' | 'open'>;

const SHOWN_GRAMS = 20;
const SHOWN_COLUMNS = 40;

export function GramsPanel({ found, open }: Props) {
  const t = useT('statistics');
  const format = useFormat();
  const [size, setSize] = useState('1');
  const [all, setAll] = useState(false);
  const list = found.grams.find(grams => String(grams.size) === size);
  const shown = useMemo(
    () => (list?.top ?? []).filter(({ text }) => all || !isCommon(text)).slice(0, SHOWN_GRAMS),
    [list, all],
  );
  const bars = useMemo(() => shown.map(({ text }) => ({ key: text, label: text })), [shown]);
  const series = useMemo(() => [{ name: t('times'), values: shown.map(({ times }) => times) }], [shown, t]);

  return (
    <Panel
      title={t('grams')}
      actions={
        <>
          <Switch label={t('commonWords')} checked={all} onChange={event => setAll(event.currentTarget.checked)} />
          <SegmentedControl
            aria-label={t('gramSize')}
            value={size}
            onChange={setSize}
            data={[
              { value: '1', label: t('oneWord') },
              { value: '2', label: t('twoWords') },
              { value: '3', label: t('threeWords') },
            ]}
          />
        </>
      }
    >
      {shown.length === 0 ? (
        <p className={styles.empty}>{t('gramsEmpty')}</p>
      ) : (
        <BarChart
          lying
          height={heightOf(shown.length)}
          label={t('grams')}
          bars={bars}
          series={series}
          barTitle={t('words')}
          valueTitle={t('times')}
          onOpen={bar => open(gramQuery(columnsOf(found), shown[bar]?.text ?? ''))}
        />
      )}
      {list !== undefined && list.error > 0 && (
        <p className={styles.says}>{t('gramsError', { error: format.number(list.error) })}</p>
      )}
    </Panel>
  );
}

export function MissingPanel({ found, open }: Props) {
  const t = useT('statistics');
  const gaps = useMemo(
    () =>
      found.columns
        .filter(({ missing }) => missing > 0)
        .sort((a, b) => b.missing - a.missing)
        .slice(0, SHOWN_COLUMNS),
    [found],
  );
  const bars = useMemo(() => gaps.map(({ column }) => ({ key: column, label: column })), [gaps]);
  const series = useMemo(() => [{ name: t('missingRows'), values: gaps.map(({ missing }) => missing) }], [gaps, t]);

  return (
    <Panel title={t('missing')}>
      {gaps.length === 0 ? (
        <p className={styles.empty}>{t('missingEmpty')}</p>
      ) : (
        <BarChart
          lying
          height={heightOf(gaps.length)}
          label={t('missing')}
          bars={bars}
          series={series}
          barTitle={t('column')}
          valueTitle={t('missingRows')}
          onOpen={bar => open(missingQuery(gaps[bar]?.column ?? ''))}
        />
      )}
    </Panel>
  );
}
