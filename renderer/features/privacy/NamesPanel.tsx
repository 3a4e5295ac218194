import { Button } from '@mantine/core';
import { type Dataset, privacy } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer, useWork } from '../../rpc/index.ts';
import { Failure, Panel, Unanswered } from '../../ui/index.ts';
import { isLive, PreparingTexts, TextJobLine, useJobs } from '../jobs/index.ts';
import styles from './PrivacyPage.module.css';

export interface NamesPanelProps {
  readonly dataset: Dataset;
  readonly columns: readonly string[];
}

/** How many rows have been looked at for names of people, and the way to look at the others. */
export function NamesPanel({ dataset, columns }: NamesPanelProps) {
  const t = useT('privacy');
  const format = useFormat();
  const where = { datasetId: dataset.id, columns: [...columns] };
  const names = useAnswer(privacy.names, columns.length === 0 ? null : where);
  const begun = useAnswer(privacy.namesJobs, { datasetId: dataset.id });
  const work = useWork(privacy.findNames);
  const jobs = useJobs();

  if (columns.length === 0) return null;
  if (names.state !== 'ready') return <Unanswered answer={names} />;
  if (begun.state !== 'ready') return <Unanswered answer={begun} />;
  const { rows, rowsNotLookedAt } = names.value;
  const same = keyOf(columns);
  const known = begun.value.map(({ jobId, columns }) => ({ job: jobs?.find(({ id }) => id === jobId), columns }));
  const job = known.find(one => keyOf(one.columns) === same || (one.job && isLive(one.job.state)))?.job;
  const busy = work.running || (job !== undefined && isLive(job.state));
  const start = () => work.start(where);

  return (
    <Panel title={t('namesTitle')}>
      <div className={styles.stack}>
        <p className={styles.dim}>{t('namesSay')}</p>
        {work.trouble && <Failure trouble={work.trouble} retry={start} />}
        {job && <TextJobLine job={job} />}
        {work.running && <PreparingTexts work={work} />}
        <div className={styles.line}>
          <span role="status">
            {rowsNotLookedAt === 0
              ? t('allLookedAt', { names: format.number(names.value.names), count: rows })
              : t('notLookedAt', { rows: format.number(rowsNotLookedAt), total: format.number(rows) })}
          </span>
          {!busy && rowsNotLookedAt > 0 && (
            <Button variant="default" size="compact-sm" onClick={start}>
              {job ? t('goOnLooking') : t('lookForNames', { count: rowsNotLookedAt })}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

function keyOf(columns: readonly string[]): string {
  return columns.toSorted().join('\n');
}
