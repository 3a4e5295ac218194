import { Button } from '@mantine/core';
import { IconFocusCentered } from '@tabler/icons-react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { type Attention, attention, type Run, training } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { useAnswer } from '../../rpc/index.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  FormAndList,
  Page,
  PageHeader,
  Panel,
  StatusBadge,
  UnansweredPage,
} from '../../ui/index.ts';
import { useSubjectName } from '../evaluation/index.ts';
import { useJobs } from '../jobs/index.ts';
import styles from './AttentionListPage.module.css';
import { StartAttention } from './StartAttention.tsx';

const NOTHING = {};

/** Maps that were made, and a form for one of a text of one's own. */
export function AttentionListPage() {
  const t = useT('attention');
  const [search] = useSearchParams();
  const maps = useAnswer(attention.attentions, NOTHING);
  const runs = useAnswer(training.runs, NOTHING);

  if (maps.state !== 'ready') return <UnansweredPage answer={maps} />;
  if (runs.state === 'waiting') return <UnansweredPage answer={runs} />;

  const usable = runs.state === 'ready' ? runs.value.filter(({ adapterPath }) => adapterPath !== null) : [];
  return (
    <Page wide>
      <PageHeader title={t('title')} says={t('says')} />
      {usable.length === 0 && maps.value.length === 0 ? (
        <Panel>
          <EmptyState
            icon={IconFocusCentered}
            title={t('emptyTitle')}
            says={t('emptySays')}
            action={
              <Button component={Link} href="/runs">
                {t('toRuns')}
              </Button>
            }
            other={<SampleLink />}
          />
        </Panel>
      ) : (
        <FormAndList>
          <Panel title={t('ownText')} aside={t('ownTextSays')}>
            <StartAttention runs={usable} runId={search.get('run')} />
          </Panel>
          <Panel title={t('maps')} aside={String(maps.value.length)} flush>
            <MapsTable maps={maps.value} runs={runs.state === 'ready' ? runs.value : []} />
          </Panel>
        </FormAndList>
      )}
    </Page>
  );
}

function MapsTable({ maps, runs }: { readonly maps: readonly Attention[]; readonly runs: readonly Run[] }) {
  const t = useT('attention');
  const format = useFormat();
  const nameOf = useSubjectName();
  const jobs = useJobs();
  const [, go] = useLocation();

  const columns: Column<Attention>[] = [
    {
      key: 'state',
      title: t('state'),
      width: '116px',
      cell: ({ id, state }) => <StatusBadge state={jobs?.find(job => job.id === id)?.state ?? state} />,
    },
    {
      key: 'text',
      title: t('text'),
      cell: ({ text, source }) => (
        <>
          <div className={styles.text}>{text}</div>
          {source && <div className={styles.dim}>{t('ofRow', { row: source.row })}</div>}
        </>
      ),
    },
    {
      key: 'run',
      title: t('run'),
      width: '18%',
      cell: ({ runId, subject }) => (
        <>
          <div>{runs.find(({ id }) => id === runId)?.name ?? runId}</div>
          <div className={styles.dim}>{nameOf(subject)}</div>
        </>
      ),
    },
    {
      key: 'answer',
      title: t('answer'),
      width: '120px',
      cell: ({ map }) => {
        if (!map) return '';
        const { predicted, probabilities, labels } = map.answer;
        return (
          <span className={styles.answer}>
            {predicted} {format.percent(probabilities[labels.indexOf(predicted)] ?? 0, 0)}
          </span>
        );
      },
    },
    {
      key: 'created',
      title: t('made'),
      align: 'end',
      width: '108px',
      cell: ({ createdAtMs }) => <time title={format.dateTime(createdAtMs)}>{format.ago(createdAtMs)}</time>,
    },
  ];
  return (
    <DataTable
      label={t('maps')}
      columns={columns}
      rows={[...maps].sort((a, b) => b.createdAtMs - a.createdAtMs)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => go(`/attention/${id}`)}
      empty={t('noMaps')}
    />
  );
}
