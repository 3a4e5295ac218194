import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { dataset, licences, models } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Badge, Facts, Panel } from '../../ui/index.ts';
import styles from './SampleOrigin.module.css';

const NOTHING = {};

/** Where the mails, the model and the results of the sample are from, and under which licence, as the project keeps it. */
export function SampleOrigin() {
  const t = useT('project');
  const datasets = useAnswer(dataset.datasets, NOTHING);
  const first = datasets.state === 'ready' ? datasets.value[0] : undefined;
  const sources = useAnswer(licences.sources, first ? { datasetId: first.id } : null);
  const known = useAnswer(models.models, NOTHING);
  if (first === undefined || sources.state !== 'ready' || known.state !== 'ready') return null;

  return (
    <Panel
      title={t('originTitle')}
      actions={<Link href="/help/getting-started#where-the-sample-is-from">{t('originHelp')}</Link>}
    >
      <Facts
        facts={[
          ...sources.value.map(
            ({ name, origin, licence }) =>
              [
                t('originMails'),
                <Origin key={name} of={origin} licence={licence} says={t('originMailsSay')}>
                  <Link href={`/data/${first.id}/sources`}>{t('originSources')}</Link>
                </Origin>,
              ] as const,
          ),
          ...known.value.map(
            ({ name, origin, licence }) =>
              [
                t('originModel'),
                <Origin key={name} of={name} licence={licence} says={origin}>
                  <Link href="/models">{t('originModels')}</Link>
                </Origin>,
              ] as const,
          ),
          [t('originResults'), <span key="results">{t('originResultsSay')}</span>],
        ]}
      />
    </Panel>
  );
}

interface OriginProps {
  readonly of: string;
  readonly licence: string;
  readonly says: string;
  /** Where the whole of it stands. */
  readonly children: ReactNode;
}

function Origin({ of, licence, says, children }: OriginProps) {
  return (
    <div className={styles.origin}>
      <span>{of}</span>
      <Badge tone="quiet">{licence}</Badge>
      <span className={styles.says}>{says}</span>
      {children}
    </div>
  );
}
