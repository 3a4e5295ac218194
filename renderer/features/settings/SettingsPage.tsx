import { Switch } from '@mantine/core';
import { IconWorld, IconWorldOff } from '@tabler/icons-react';
import { type NetworkUse, type SettingsState, settings } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { Badge, DataTable, Failure, Page, PageHeader, Panel, UnansweredPage } from '../../ui/index.ts';
import { Mirrors } from './Mirrors.tsx';
import { Place } from './Place.tsx';
import styles from './SettingsPage.module.css';

const NOTHING = {};

/** What holds for every project on this machine: the offline switch, what may use the network, mirrors, the folder. */
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
  const change = useAction(settings.change);
  const Icon = now.offline ? IconWorldOff : IconWorld;

  return (
    <Panel>
      <div className={styles.offline}>
        <Icon size={26} stroke={1.5} className={now.offline ? styles.isOffline : styles.isOnline} aria-hidden />
        <div className={styles.words}>
          <h2 className={styles.switchTitle}>{t('offline')}</h2>
          <p className={styles.dim}>{t(now.offline ? 'offlineOn' : 'offlineOff')}</p>
        </div>
        <Switch
          size="md"
          aria-label={t('offline')}
          checked={now.offline}
          disabled={change.busy}
          onChange={event => void change.run({ offline: event.currentTarget.checked })}
        />
      </div>
      {change.trouble && <Failure trouble={change.trouble} />}
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
              hosts.length === 0 ? t('whereFrom') : <span className={styles.hosts}>{hosts.join(', ')}</span>,
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
