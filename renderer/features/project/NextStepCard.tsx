import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useT } from '../../app/messages/index.ts';
import { JobProgress, routeOf } from '../jobs/index.ts';
import styles from './NextStepCard.module.css';
import type { NextStep } from './next-step.ts';
import { STAGES } from './stages.ts';

/** What to do now, with the one button that does it. */
export function NextStepCard({ step }: { readonly step: NextStep }) {
  const t = useT('project');

  switch (step.kind) {
    case 'follow':
      return (
        <Card
          title={t('runningNow', { title: step.job.title })}
          says={t('runningSays')}
          action={t('follow')}
          target={routeOf(step.job)}
        >
          <JobProgress job={step.job} />
        </Card>
      );
    case 'stage': {
      const { next, nextSays } = STAGES[step.stage.id];
      return <Card title={t(next)} says={t(nextSays)} action={t(next)} target={step.stage.target} />;
    }
    case 'again':
      return <Card title={t('allDone')} says={t('allDoneSays')} action={t('allDoneAction')} target={step.target} />;
  }
}

interface CardProps {
  readonly title: string;
  readonly says: string;
  readonly action: string;
  readonly target: string;
  readonly children?: ReactNode;
}

function Card({ title, says, action, target, children }: CardProps) {
  return (
    <div className={styles.card} data-tour="next">
      <div className={styles.words}>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.says}>{says}</p>
      </div>
      {children && <div className={styles.progress}>{children}</div>}
      <Button component={Link} href={target} size="sm" rightSection={<IconArrowRight size={15} />}>
        {action}
      </Button>
    </div>
  );
}
