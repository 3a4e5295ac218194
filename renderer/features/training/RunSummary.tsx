import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Params } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, ButtonKeys, Facts, Panel } from '../../ui/index.ts';
import { SplitBar } from '../dataset/index.ts';
import { type Choices, type Chosen, type DraftProblem, stepsOfDraft } from './run-draft.ts';
import styles from './StartRun.module.css';

export interface RunSummaryProps {
  readonly choices: Choices;
  readonly chosen: Chosen;
  readonly schedule: Params;
  readonly problems: readonly DraftProblem[];
  readonly busy: boolean;
  readonly onAddModel: () => void;
  /** Null while the draft cannot start. */
  readonly onStart: (() => void) | null;
}

/** What will happen when the run starts, and the button that starts it. */
export function RunSummary(props: RunSummaryProps) {
  const { choices, chosen, schedule, problems, busy, onAddModel, onStart } = props;
  const t = useT('training');
  const format = useFormat();
  const { version, model, method } = chosen;
  const steps = version ? stepsOfDraft(schedule, choices, version.splitSizes.train) : null;

  return (
    <div className={styles.summary}>
      <Panel title={t('summary')}>
        <div className={styles.stack}>
          {version && <SplitBar sizes={version.splitSizes} rowCount={version.rowCount} legend />}
          <Facts
            facts={[
              ...(version && version.leakedRows > 0
                ? [
                    [
                      t('leaks'),
                      <Badge key="leaks" tone="bad">
                        {t('leakedRows', { count: version.leakedRows })}
                      </Badge>,
                    ] as const,
                  ]
                : []),
              [t('model'), model?.name ?? '–'],
              [t('method'), method?.title ?? '–'],
              [t('trainRows'), format.number(version?.splitSizes.train ?? 0)],
              ...(steps === null ? [] : [[t('steps'), format.number(steps)] as const]),
            ]}
          />
          {problems.length > 0 && (
            <ul className={styles.problems}>
              {problems.map(problem => (
                <li key={problem}>
                  <Problem problem={problem} chosen={chosen} onAddModel={onAddModel} />
                </li>
              ))}
            </ul>
          )}
          <Button
            fullWidth
            leftSection={<IconPlayerPlay size={15} />}
            rightSection={<ButtonKeys keys="$mod+Enter" />}
            loading={busy}
            disabled={onStart === null}
            onClick={() => onStart?.()}
          >
            {t('start')}
          </Button>
          <p className={styles.dim}>{t('startSays')}</p>
        </div>
      </Panel>
    </div>
  );
}

interface ProblemProps extends Pick<RunSummaryProps, 'chosen' | 'onAddModel'> {
  readonly problem: DraftProblem;
}

function Problem({ problem, chosen, onAddModel }: ProblemProps) {
  const t = useT('training');
  switch (problem) {
    case 'noVersion':
      return <Link href="/data">{t('problemNoVersion')}</Link>;
    case 'noModel':
      return (
        <button type="button" className={styles.linkLike} onClick={onAddModel}>
          {t('problemNoModel')}
        </button>
      );
    case 'noText':
      return t('noText', { place: '{text}' });
    case 'fewLabels':
      return t('problemFewLabels');
    case 'tooFewRows':
      return t('problemTooFewRows', {
        method: chosen.method?.title ?? '',
        needed: chosen.method?.minTrainRows ?? 0,
        rows: chosen.version?.splitSizes.train ?? 0,
      });
  }
}
