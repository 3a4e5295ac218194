import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { type Dataset, dataset, versioning } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Facts, Panel } from '../../ui/index.ts';
import styles from './AboutDataset.module.css';
import { oneLine } from './column-widths.ts';
import { LedgerExport } from './LedgerExport.tsx';
import { PART_WORDS } from './part-words.ts';
import { SplitBar } from './SplitBar.tsx';

export interface AboutDatasetProps {
  readonly dataset: Dataset;
  readonly onSplit: () => void;
  readonly onFreeze: () => void;
  readonly onRoles: () => void;
}

/** What a dataset is made of, and what comes next for it. */
export function AboutDataset({ dataset: shown, onSplit, onFreeze, onRoles }: AboutDatasetProps) {
  const t = useT('dataset');
  const { labels, roles, splitSizes, rowCount } = shown;
  const isSplit = splitSizes.train > 0;
  const parts = new Set(Object.values(roles));
  const metadata = shown.columns.filter(column => !parts.has(column));
  const columnOf = (column: string | undefined) => column ?? <span className={styles.hint}>{t('noColumn')}</span>;

  return (
    <>
      <Panel title={t('splits')}>
        <div className={styles.stack}>
          <SplitBar sizes={splitSizes} rowCount={rowCount} legend />
          {isSplit ? (
            <Link href={`/data/${shown.id}/splits`}>{t('toSplits')}</Link>
          ) : (
            <p className={styles.hint}>{t('splitFirst')}</p>
          )}
          <Button variant={isSplit ? 'default' : 'filled'} onClick={isSplit ? onFreeze : onSplit}>
            {isSplit ? t('freezeNext') : t('splitNext')}
          </Button>
        </div>
      </Panel>
      <Panel title={t('labels')} aside={labels.length > 0 ? String(labels.length) : undefined}>
        {labels.length === 0 ? <p className={styles.hint}>{t('noLabels')}</p> : <Labels dataset={shown} />}
      </Panel>
      <Panel
        title={t('roles')}
        actions={
          <Button variant="default" size="compact-sm" onClick={onRoles}>
            {t('rolesChange')}
          </Button>
        }
      >
        <Facts
          facts={[
            [t('roleText'), roles.text],
            ...(['prompt', 'context', 'completion', 'messages'] as const).flatMap(role =>
              roles[role] === undefined ? [] : [[t(PART_WORDS[role][0]), roles[role]] as const],
            ),
            [t('roleLabel'), columnOf(roles.label)],
            [t('roleGroup'), columnOf(roles.group)],
            [t('roleTime'), columnOf(roles.time)],
            [t('roleId'), columnOf(roles.id)],
            [
              t('roleMetadata'),
              metadata.length > 0 ? oneLine(metadata.slice(0, 100).join(', '), 200) : columnOf(undefined),
            ],
          ]}
        />
      </Panel>
      <Ledger datasetId={shown.id} />
      <Versions datasetId={shown.id} />
    </>
  );
}

function Labels({ dataset: { labels, rowCount } }: { readonly dataset: Dataset }) {
  const format = useFormat();
  const most = Math.max(...labels.map(({ rows }) => rows), 1);

  return (
    <dl className={styles.labels}>
      {labels.slice(0, 20).map(({ label, rows }) => (
        <div key={label} className={styles.label}>
          <dt title={label}>{label}</dt>
          <span className={styles.track} aria-hidden>
            <span className={styles.fill} style={{ width: `${(rows / most) * 100}%` }} />
          </span>
          <dd>
            {format.number(rows)} · {format.percent(rows / Math.max(1, rowCount))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the import of it left out or took differently; nothing when it took all as it stood. */
function Ledger({ datasetId }: { readonly datasetId: string }) {
  const t = useT('dataset');
  const format = useFormat();
  const ledger = useAnswer(dataset.ledger, { datasetId, limit: 1 });
  if (ledger.state !== 'ready' || ledger.value.total + ledger.value.placed === 0) return null;
  const { total, placed } = ledger.value;
  return (
    <Panel title={t('ledger')} aside={format.number(total)}>
      <div className={styles.stack}>
        <p className={styles.hint}>{t('ledgerIs')}</p>
        <LedgerExport datasetId={datasetId} placed={placed > 0} />
      </div>
    </Panel>
  );
}

function Versions({ datasetId }: { readonly datasetId: string }) {
  const t = useT('dataset');
  const format = useFormat();
  const versions = useAnswer(versioning.versions, NOTHING);
  const own = versions.state === 'ready' ? versions.value.filter(version => version.datasetId === datasetId) : [];
  if (own.length === 0) return null;

  return (
    <Panel title={t('versions')} aside={String(own.length)}>
      <ul className={styles.list}>
        {own.map(({ hash, name, createdAtMs }) => (
          <li key={hash} className={styles.version}>
            <span title={name}>{name}</span>
            <span className={styles.hash} title={`${hash}, ${format.dateTime(createdAtMs)}`}>
              {hash.slice(0, 8)}
            </span>
            <Link href={`/runs?start=1&version=${hash}`}>{t('trainOnIt')}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const NOTHING = {};
