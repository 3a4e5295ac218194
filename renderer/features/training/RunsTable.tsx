import { useLocation } from 'wouter';
import type { Catalog, DatasetVersion, Run } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, type Column, DataTable, StatusBadge } from '../../ui/index.ts';
import { JobProgress, useJobs } from '../jobs/index.ts';
import styles from './RunsTable.module.css';
import { useCatalog } from './use-catalog.ts';
import { type Setting, whatDiffers } from './what-differs.ts';

export interface RunsTableProps {
  readonly runs: readonly Run[];
  readonly versions: readonly DatasetVersion[];
}

/** Runs as rows, each with the settings that tell it from the others. */
export function RunsTable({ runs, versions }: RunsTableProps) {
  const t = useT('training');
  const format = useFormat();
  const [, go] = useLocation();
  const jobs = useJobs();
  const catalog = useCatalog();
  const differs = whatDiffers(runs);

  const columns: Column<Run>[] = [
    {
      key: 'state',
      title: t('state'),
      width: '116px',
      cell: ({ id, state }) => <StatusBadge state={jobs?.find(job => job.id === id)?.state ?? state} />,
    },
    {
      key: 'name',
      title: t('run'),
      width: '24%',
      cell: ({ id, name }) => {
        const job = jobs?.find(job => job.id === id);
        return (
          <>
            <div className={styles.name}>{name}</div>
            {job && (
              <div className={styles.progress}>
                <JobProgress job={job} />
              </div>
            )}
          </>
        );
      },
    },
    {
      key: 'differs',
      title: t('differs'),
      cell: ({ id }) => (
        <Settings
          settings={differs.get(id) ?? []}
          catalog={catalog.state === 'ready' ? catalog.value : null}
          versions={versions}
        />
      ),
    },
    {
      key: 'version',
      title: t('version'),
      width: '18%',
      cell: ({ versionHash }) => versions.find(({ hash }) => hash === versionHash)?.name ?? versionHash.slice(0, 8),
    },
    {
      key: 'leaks',
      title: t('leaks'),
      width: '104px',
      cell: ({ leakedRows }) =>
        leakedRows === 0 ? (
          <span className={styles.dim}>{t('noLeaks')}</span>
        ) : (
          <Badge tone="bad">{t('leakedRows', { count: leakedRows })}</Badge>
        ),
    },
    {
      key: 'created',
      title: t('started'),
      align: 'end',
      width: '108px',
      cell: ({ createdAtMs }) => <time title={format.dateTime(createdAtMs)}>{format.ago(createdAtMs)}</time>,
    },
  ];
  return (
    <DataTable
      label={t('runs')}
      columns={columns}
      rows={[...runs].sort((a, b) => b.createdAtMs - a.createdAtMs)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => go(`/runs/${id}`)}
    />
  );
}

interface SettingsProps {
  readonly settings: readonly Setting[];
  readonly catalog: Catalog | null;
  readonly versions: readonly DatasetVersion[];
}

function Settings({ settings, catalog, versions }: SettingsProps) {
  const t = useT('training');
  const format = useFormat();
  const knobs = [...(catalog?.scheduleKnobs ?? []), ...(catalog?.trainingMethods.flatMap(({ knobs }) => knobs) ?? [])];

  if (settings.length === 0) return <span className={styles.dim}>{t('nothingDiffers')}</span>;
  return (
    <div className={styles.settings}>
      {settings.map(({ name, value }) => (
        <span key={name} className={styles.setting}>
          <span>{titleOf(name)}</span>
          <strong title={written(name, value)}>{written(name, value)}</strong>
        </span>
      ))}
    </div>
  );

  function titleOf(name: string): string {
    if (name in OWN_TITLES) return t(OWN_TITLES[name as keyof typeof OWN_TITLES]);
    return knobs.find(knob => knob.name === name)?.title ?? name;
  }

  function written(name: string, value: Setting['value']): string {
    if (name === 'version') return versions.find(({ hash }) => hash === value)?.name ?? String(value).slice(0, 8);
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    return typeof value === 'number' ? format.exact(value) : value;
  }
}

const OWN_TITLES = {
  method: 'method',
  maxTextTokens: 'textLength',
  instruction: 'instruction',
  seed: 'seed',
  version: 'version',
  model: 'model',
} as const;
