import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import {
  type DatasetId,
  type PrivacyAction,
  type PrivacyReport,
  type PrivacySample,
  type PrivacyType,
  privacy,
} from '../../../native-bridge/contract/index.ts';
import { useLanguage, useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { Failure, Panel } from '../../ui/index.ts';
import styles from './PrivacyPage.module.css';

export interface SamplesProps {
  readonly datasetId: DatasetId;
  readonly report: PrivacyReport;
  readonly types: readonly PrivacyType[];
  readonly actionOf: (type: string) => PrivacyAction;
}

/** A few findings of each kind in what stands around them, and what becomes of them. */
export function Samples({ datasetId, report, types, actionOf }: SamplesProps) {
  const t = useT('privacy');
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const groups = types
    .map(({ id, title }) => ({ id, title, samples: report.samples.filter(({ type }) => type === id) }))
    .filter(({ samples }) => samples.length > 0);

  return (
    <Panel title={t('samples')} aside={t('samplesSay')}>
      <div className={styles.stack}>
        {groups.map(({ id, title, samples }) => (
          <section key={id} aria-label={title[language]}>
            <h3 className={styles.kind}>{title[language]}</h3>
            <ul className={styles.samples}>
              {samples.map(sample => (
                <Sample
                  key={`${sample.row} ${sample.column} ${sample.start}`}
                  datasetId={datasetId}
                  sample={sample}
                  action={actionOf(id)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Panel>
  );
}

interface SampleProps {
  readonly datasetId: DatasetId;
  readonly sample: PrivacySample;
  readonly action: PrivacyAction;
}

function Sample({ datasetId, sample, action }: SampleProps) {
  const t = useT('privacy');
  const reveal = useAction(privacy.reveal);
  const [shown, setShown] = useState<string | null>(null);
  const { type, row, column, start, before, after, becomes } = sample;

  const show = async (): Promise<void> => {
    const answer = await reveal.run({ datasetId, row, column, type, start });
    if (answer) setShown(answer.value ?? t('changedSince'));
  };
  return (
    <li className={styles.sample}>
      <Link href={`/data/${datasetId}?row=${row}`} className={styles.row}>
        {t('rowNumber', { row })}
      </Link>
      <span className={styles.text} dir="auto">
        {before}
        <mark className={styles.mark}>{shown ?? becomes.mask}</mark>
        {after}
      </span>
      <span className={styles.becomes}>
        {action === 'keep' || action === 'drop'
          ? t(action === 'keep' ? 'keepSays' : 'dropSays')
          : t('becomes', { value: becomes[action] })}
      </span>
      <Button
        variant="subtle"
        size="compact-xs"
        loading={reveal.busy}
        aria-label={t(shown === null ? 'revealOf' : 'hideOf', { row })}
        onClick={() => (shown === null ? void show() : setShown(null))}
      >
        {t(shown === null ? 'reveal' : 'hide')}
      </Button>
      {reveal.trouble && <Failure trouble={reveal.trouble} />}
    </li>
  );
}
