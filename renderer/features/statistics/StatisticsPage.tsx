import { Button } from '@mantine/core';
import { IconChartHistogram, IconTableOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { type Dataset, statistics } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer, useWork } from '../../rpc/index.ts';
import { EmptyState, Failure, Panel, ProgressBar, Waiting } from '../../ui/index.ts';
import { DatasetFrame } from '../dataset/index.ts';
import styles from './StatisticsPage.module.css';
import { StatisticsView } from './StatisticsView.tsx';

/** What a dataset is made of, each bar a way to its rows. */
export function StatisticsPage({ datasetId }: { readonly datasetId: string }) {
  return (
    <DatasetFrame datasetId={datasetId} tab="statistics">
      {shown => <Counted key={shown.id} dataset={shown} />}
    </DatasetFrame>
  );
}

/** Shows what is known, and counts by itself when nothing is. */
function Counted({ dataset }: { readonly dataset: Dataset }) {
  const t = useT('statistics');
  const input = { datasetId: dataset.id };
  const known = useAnswer(statistics.known, input);
  const work = useWork(statistics.compute);
  const [stopped, setStopped] = useState(false);
  const toCount = known.state === 'ready' && !known.refreshing && known.value === null && dataset.rowCount > 0;
  const idle = toCount && !stopped && !work.running && work.answer === null && work.trouble === null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `idle` says when; starting makes it false.
  useEffect(() => {
    if (idle) work.start(input);
  }, [idle]);

  const stop = (): void => {
    setStopped(true);
    work.cancel();
  };

  if (dataset.rowCount === 0) {
    const toRows = (
      <Button component={Link} href={`/data/${dataset.id}`} variant="default">
        {t('toRows')}
      </Button>
    );
    return <EmptyState icon={IconTableOff} title={t('noRows')} says={t('noRowsSays')} action={toRows} />;
  }
  if (known.state === 'failed') return <Failure trouble={known.trouble} retry={known.refresh} />;
  if (work.trouble) return <Failure trouble={work.trouble} retry={() => work.start(input)} />;
  if (work.running) {
    return (
      <Panel title={t('counting')} actions={<Stop onClick={stop} />}>
        <div className={styles.counting}>
          <p>{t('countingSays')}</p>
          <ProgressBar
            label={t('counting')}
            done={work.progress?.done ?? 0}
            total={work.progress?.total ?? 0}
            etaSeconds={work.etaSeconds}
          />
        </div>
      </Panel>
    );
  }
  const found = (known.state === 'ready' ? known.value : null) ?? work.answer;
  if (found) return <StatisticsView dataset={dataset} found={found} />;
  if (!stopped) return <Waiting shape="page" />;
  const again = <Button onClick={() => work.start(input)}>{t('count')}</Button>;
  return <EmptyState icon={IconChartHistogram} title={t('stopped')} says={t('stoppedSays')} action={again} />;
}

function Stop({ onClick }: { readonly onClick: () => void }) {
  const t = useT('ui');
  return (
    <Button variant="default" size="compact-xs" onClick={onClick}>
      {t('cancel')}
    </Button>
  );
}
