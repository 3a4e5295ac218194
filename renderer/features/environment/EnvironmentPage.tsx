import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Environment, type ErrorPayload, environment } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { diagnosticsOf, useAnswer, useBridge } from '../../rpc/index.ts';
import {
  Badge,
  CopyButton,
  ErrorCard,
  Page,
  PageHeader,
  PanelGrid,
  type Tone,
  UnansweredPage,
} from '../../ui/index.ts';
import { CareMenu } from './CareMenu.tsx';
import { Devices } from './Devices.tsx';
import { FirstRun } from './FirstRun.tsx';
import { Disk, Interpreter, Packages } from './facts.tsx';
import { PathDialog } from './PathDialog.tsx';
import { TaskPanel } from './TaskPanel.tsx';
import { useTask } from './use-task.ts';

const NOTHING = {};

/** The Python environment: what it is, what it can do on this machine, and how to build, mend and remove it. */
export function EnvironmentPage() {
  const t = useT('environment');
  const bridge = useBridge();
  const answer = useAnswer(environment.state, NOTHING);
  const task = useTask();
  const [purpose, setPurpose] = useState<'install' | 'pack' | null>(null);

  if (answer.state !== 'ready') return <UnansweredPage answer={answer} />;

  const now = answer.value;
  const isBusy = task.progress !== null;
  const isFirst = now.id === null && now.probe === null;
  const torch = now.torch ?? 'lock';
  return (
    <Page wide>
      <PageHeader
        title={t('title')}
        says={t('says')}
        badge={<Badge tone={TONES[now.state]}>{t(now.state)}</Badge>}
        actions={
          <>
            <CopyButton text={() => diagnosticsOf(bridge)} label={t('copyDiagnostics')} tall />
            {now.state === 'outdated' && !isBusy && (
              <Button onClick={() => task.start({ kind: 'build', torch, afresh: false })}>{t('rebuild')}</Button>
            )}
            {now.state === 'broken' && !isBusy && (
              <Button onClick={() => task.start({ kind: 'build', torch, afresh: true })}>{t('repair')}</Button>
            )}
            <CareMenu
              environment={now}
              isBusy={isBusy}
              onRepair={() => task.start({ kind: 'build', torch, afresh: true })}
              onPath={setPurpose}
            />
          </>
        }
      />
      {now.reason && <ErrorCard error={brokenBecause(now.reason)} />}
      <TaskPanel task={task} />
      {isFirst && !isBusy && <FirstRun onStart={task.start} onInstall={() => setPurpose('install')} />}
      {!isFirst && <Standing environment={now} />}
      <PathDialog
        purpose={purpose}
        onClose={() => setPurpose(null)}
        onPath={path => {
          setPurpose(null);
          task.start(purpose === 'pack' ? { kind: 'pack', path } : { kind: 'install', pack: path });
        }}
      />
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

function Standing({ environment: now }: { readonly environment: Environment }) {
  return (
    <PanelGrid least={400}>
      <Interpreter environment={now} />
      {now.probe && <Devices probe={now.probe} />}
      <Disk environment={now} />
      {now.probe && <Packages packages={now.probe.packages} />}
    </PanelGrid>
  );
}

function brokenBecause(reason: string): ErrorPayload {
  return { code: 'environment.broken', facts: { reason }, message: reason, hint: '' };
}
