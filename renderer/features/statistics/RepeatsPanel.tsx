import { useMemo } from 'react';
import { Link } from 'wouter';
import { duplicates, queryRows } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { BarChart, DataTable, Panel } from '../../ui/index.ts';
import { columnsOf, repeatBars } from './bars-of.ts';
import type { StatisticsPanelProps } from './panel-props.ts';
import { rangeQuery } from './queries.ts';
import styles from './StatisticsPage.module.css';

const SHOWN_REPEATS = 8;

/** How often texts stand, and which stand most often; with the near duplicates that a search has found. */
export function RepeatsPanel({ found, open }: Pick<StatisticsPanelProps, 'found' | 'open'>) {
  const t = useT('statistics');
  const format = useFormat();
  const { top, rows, byTimes } = found.duplicates;
  const bars = useMemo(() => repeatBars(found), [found]);
  const series = useMemo(() => [{ name: t('repeatTexts'), values: byTimes.map(({ texts }) => texts) }], [byTimes, t]);

  return (
    <Panel title={t('repeats')} aside={rows > 0 ? t('repeatsFacts', { count: rows }) : undefined} flush>
      {top.length === 0 ? (
        <p className={styles.empty}>{t('repeatsEmpty')}</p>
      ) : (
        <>
          <div className={styles.inset}>
            <BarChart
              height={180}
              label={t('repeatTimes')}
              bars={bars}
              series={series}
              barTitle={t('repeatTimes')}
              valueTitle={t('repeatTexts')}
              onOpen={bar => {
                const times = byTimes[bar];
                if (times) open(rangeQuery(columnsOf(found), 'repeats', times));
              }}
            />
          </div>
          <DataTable
            label={t('repeats')}
            rows={top.slice(0, SHOWN_REPEATS)}
            rowKey={({ examples }) => examples[0] ?? 0}
            onOpen={({ examples }) => open(queryRows(examples))}
            columns={[
              { key: 'text', title: t('text'), cell: ({ text }) => text, clip: true },
              { key: 'rows', title: t('rows'), cell: ({ rows }) => format.number(rows), align: 'end', width: '72px' },
            ]}
          />
          <p className={`${styles.says} ${styles.inset}`}>{t('repeatsSays')}</p>
        </>
      )}
      <NearDuplicates datasetId={found.datasetId} />
    </Panel>
  );
}

/** What the last search for near duplicates found; nothing where nobody has searched. */
function NearDuplicates({ datasetId }: Pick<StatisticsPanelProps['found'], 'datasetId'>) {
  const t = useT('statistics');
  const format = useFormat();
  const search = useAnswer(duplicates.search, { datasetId });
  if (search.state !== 'ready' || search.value === null) return null;
  return (
    <p className={`${styles.says} ${styles.inset}`}>
      <Link href={`/data/${datasetId}/duplicates`}>
        {t('nearGroups', { groups: format.number(search.value.groups), rows: format.number(search.value.duplicates) })}
      </Link>
    </p>
  );
}
