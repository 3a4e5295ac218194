import { Button } from '@mantine/core';
import { IconCpu, IconHammer } from '@tabler/icons-react';
import { type Environment, environment } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { useAnswer, useBridge } from '../../rpc/index.ts';
import {
  Badge,
  ConfirmButton,
  CopyButton,
  EmptyState,
  Failure,
  Page,
  PageHeader,
  Panel,
  PanelGrid,
  Terminal,
  type Tone,
  Waiting,
} from '../../ui/index.ts';
import { Devices } from './Devices.tsx';
import styles from './EnvironmentPage.module.css';
import { Disk, Interpreter, Packages } from './facts.tsx';
import { type BuildState, useBuild } from './use-build.ts';

const NOTHING = {};

/** The Python environment: what it is, what it can do on this machine, and how to build or mend it. */
export function EnvironmentPage() {
  const t = useT('environment');
  const bridge = useBridge();
  const answer = useAnswer(environment.state, NOTHING);
  const { state, build, feed } = useBuild();

  if (answer.state === 'waiting') return <Waiting shape="page" />;
  if (answer.state === 'failed') {
    return (
      <Page>
        <Failure trouble={answer.trouble} retry={answer.refresh} />
      </Page>
    );
  }

  const now = answer.value;
  const diagnostics = async (): Promise<string> => (await bridge.ask(environment.diagnostics, {})).text;
  return (
    <Page>
      <PageHeader
        title={t('title')}
        says={t('says')}
        badge={<Badge tone={TONES[now.state]}>{t(now.state)}</Badge>}
        actions={
          <>
            <CopyButton text={diagnostics} label={t('copyDiagnostics')} tall />
            <BuildButton environment={now} building={state.kind === 'building'} onBuild={build} />
          </>
        }
      />
      {now.reason && <p className={now.state === 'broken' ? styles.broken : styles.reason}>{now.reason}</p>}
      <BuildLog state={state} feed={feed} />
      {now.probe === null && now.state === 'missing' && state.kind === 'none' ? (
        <EmptyState
          icon={IconCpu}
          title={t('missingTitle')}
          says={t('missingSays')}
          action={<Button onClick={() => build(false)}>{t('build')}</Button>}
          other={<SampleLink />}
        />
      ) : (
        <PanelGrid least={400}>
          <Interpreter environment={now} />
          {now.probe && <Devices probe={now.probe} />}
          <Disk environment={now} />
          {now.probe && <Packages packages={now.probe.packages} />}
        </PanelGrid>
      )}
    </Page>
  );
}

const TONES: Record<Environment['state'], Tone> = {
  ready: 'good',
  missing: 'warn',
  outdated: 'warn',
  broken: 'bad',
  building: 'active',
};

interface BuildButtonProps {
  readonly environment: Environment;
  readonly building: boolean;
  readonly onBuild: (repair: boolean) => void;
}

function BuildButton({ environment, building, onBuild }: BuildButtonProps) {
  const t = useT('environment');
  const busy = building || environment.state === 'building';
  if (environment.state === 'missing' && !busy) return null;

  if (environment.state === 'outdated' || environment.state === 'broken') {
    const repair = environment.state === 'broken';
    return (
      <Button loading={busy} leftSection={<IconHammer size={14} />} onClick={() => onBuild(repair)}>
        {t(repair ? 'repair' : 'rebuild')}
      </Button>
    );
  }
  return (
    <ConfirmButton
      says={t('repairSays')}
      confirm={t('repairConfirm')}
      danger={false}
      loading={busy}
      leftSection={<IconHammer size={14} />}
      onConfirm={() => onBuild(true)}
    >
      {t('repair')}
    </ConfirmButton>
  );
}

function BuildLog({
  state,
  feed,
}: {
  readonly state: BuildState;
  readonly feed: Parameters<typeof Terminal>[0]['feed'];
}) {
  const t = useT('environment');
  if (state.kind === 'none') return null;

  const words =
    state.kind === 'ended' ? (state.environment.state === 'ready' ? t('buildDone') : t('buildFailed')) : null;
  return (
    <>
      {state.kind === 'failed' && <Failure trouble={state.trouble} />}
      <Panel title={t('buildLog')} aside={words} flush>
        <Terminal label={t('buildLog')} feed={feed} feedKey="build" height={260} />
      </Panel>
    </>
  );
}
