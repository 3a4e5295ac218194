import { Button } from '@mantine/core';
import { IconActivity, IconPlayerPlay } from '@tabler/icons-react';
import { Link, useSearchParams } from 'wouter';
import { training, versioning } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { useT } from '../../app/messages/index.ts';
import { training as messages } from '../../app/messages/training.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { useAnswer } from '../../rpc/index.ts';
import { EmptyState, Page, PageHeader, Panel, UnansweredPage } from '../../ui/index.ts';
import { RunsTable } from './RunsTable.tsx';
import { StartRun } from './StartRun.tsx';

const NOTHING = {};

/** All trainings, and the form that starts another. */
export function RunsPage() {
  const [search] = useSearchParams();
  return search.has('start') ? <StartRun versionHash={search.get('version')} /> : <Runs />;
}

function Runs() {
  const t = useT('training');
  const [, setSearch] = useSearchParams();
  const runs = useAnswer(training.runs, NOTHING);
  const versions = useAnswer(versioning.versions, NOTHING);
  const start = (): void => setSearch({ start: '1' });

  useCommands([{ id: 'training.new', title: messages.commandNew, group: 'page', run: start }]);

  if (runs.state !== 'ready') return <UnansweredPage answer={runs} />;
  if (versions.state === 'waiting') return <UnansweredPage answer={versions} />;

  const startButton = (
    <Button leftSection={<IconPlayerPlay size={14} />} onClick={start}>
      {t('newRun')}
    </Button>
  );
  if (runs.value.length === 0) {
    const noVersion = versions.state === 'ready' && versions.value.length === 0;
    return (
      <Page wide>
        <PageHeader title={t('title')} says={t('says')} />
        <Panel>
          <EmptyState
            icon={IconActivity}
            title={t('emptyTitle')}
            says={t(noVersion ? 'emptySaysNoVersion' : 'emptySays')}
            action={
              noVersion ? (
                <Button component={Link} href="/data">
                  {t('toData')}
                </Button>
              ) : (
                startButton
              )
            }
            other={<SampleLink />}
          />
        </Panel>
      </Page>
    );
  }
  return (
    <Page wide>
      <PageHeader title={t('title')} says={t('says')} actions={startButton} />
      <Panel title={t('runs')} aside={String(runs.value.length)} flush>
        <RunsTable runs={runs.value} versions={versions.state === 'ready' ? versions.value : []} />
      </Panel>
    </Page>
  );
}
