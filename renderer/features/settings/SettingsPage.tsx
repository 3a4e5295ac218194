import { Switch } from '@mantine/core';
import { IconRefresh, IconRefreshOff, IconWorld, IconWorldOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type NetworkUse, type Settings, type SettingsState, settings } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { Badge, DataTable, Failure, Page, PageHeader, Panel, UnansweredPage } from '../../ui/index.ts';
import { Mirrors } from './Mirrors.tsx';
import { Place } from './Place.tsx';
import styles from './SettingsPage.module.css';

const NOTHING = {};

/** What holds for every project on this machine: offline, updates, what may use the network, mirrors, the folder. */
export function SettingsPage() {
  const t = useT('settings');
  const answer = useAnswer(settings.state, NOTHING);
  if (answer.state !== 'ready') return <UnansweredPage answer={answer} />;

  const state = answer.value;
  return (
    <Page>
      <PageHeader
        title={t('title')}
        says={t('says')}
        {...(state.settings.offline && { badge: <Badge tone="warn">{t('offline')}</Badge> })}
      />
      {state.damaged && <p className={styles.damaged}>{t('damaged')}</p>}
      <Offline state={state} />
      <Updates state={state} />
      <Network uses={state.network} />
      <Mirrors key={mirrorsKey(state)} settings={state.settings} />
      <Place key={state.place} state={state} />
    </Page>
  );
}

const mirrorsKey = ({ settings: { packageIndex, torchIndex, pythonMirror, hubEndpoint } }: SettingsState): string =>
  [packageIndex, torchIndex, pythonMirror, hubEndpoint].join(' ');

function Offline({ state: { settings: now } }: { readonly state: SettingsState }) {
  const t = useT('settings');
  const Icon = now.offline ? IconWorldOff : IconWorld;
  return (
    <Switched
      title={t('offline')}
      says={t(now.offline ? 'offlineOn' : 'offlineOff')}
      icon={<Icon size={26} stroke={1.5} className={now.offline ? styles.isOffline : styles.isOnline} aria-hidden />}
      isOn={now.offline}
      change={offline => ({ offline })}
    />
  );
}

/** Only where there is somebody to ask. */
function Updates({ state: { settings: now, network } }: { readonly state: SettingsState }) {
  const t = useT('settings');
  const host = network.find(({ id }) => id === 'update')?.hosts[0];
  if (host === undefined) return null;
  const isOn = now.updates === true;
  const Icon = isOn ? IconRefresh : IconRefreshOff;
  return (
    <Switched
      title={t('updates')}
      says={t(isOn ? 'updatesOn' : 'updatesOff', { host })}
      icon={<Icon size={26} stroke={1.5} className={styles.isOnline} aria-hidden />}
      isOn={isOn}
      change={updates => ({ updates })}
    />
  );
}

interface SwitchedProps {
  readonly title: string;
  readonly says: string;
  readonly icon: ReactNode;
  readonly isOn: boolean;
  readonly change: (isOn: boolean) => Partial<Settings>;
}

/** One setting with two states, and what the state it is in means. */
function Switched({ title, says, icon, isOn, change }: SwitchedProps) {
  const action = useAction(settings.change);
  return (
    <Panel>
      <div className={styles.switched}>
        {icon}
        <div className={styles.words}>
          <h2 className={styles.switchTitle}>{title}</h2>
          <p className={styles.dim}>{says}</p>
        </div>
        <Switch
          size="md"
          aria-label={title}
          checked={isOn}
          disabled={action.busy}
          onChange={event => void action.run(change(event.currentTarget.checked))}
        />
      </div>
      {action.trouble && <Failure trouble={action.trouble} />}
    </Panel>
  );
}

function Network({ uses }: { readonly uses: readonly NetworkUse[] }) {
  const t = useT('settings');
  return (
    <Panel title={t('network')} aside={t('networkSays')} flush>
      <DataTable
        label={t('network')}
        rows={uses}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'what',
            title: t('what'),
            cell: ({ id }) => (
              <div>
                <div className={styles.use}>{t(`use_${id}`)}</div>
                <div className={styles.dim}>{t(`when_${id}`)}</div>
              </div>
            ),
          },
          {
            key: 'host',
            title: t('host'),
            cell: ({ hosts }) =>
              hosts.length === 0 ? t('noAddress') : <span className={styles.hosts}>{hosts.join(', ')}</span>,
          },
          {
            key: 'state',
            title: t('now'),
            align: 'end',
            cell: ({ allowed }) => <Badge tone={allowed ? 'good' : 'warn'}>{t(allowed ? 'allowed' : 'blocked')}</Badge>,
          },
        ]}
      />
    </Panel>
  );
}
