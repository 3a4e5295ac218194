import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { type Project, project, type SampleState } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { hasOwnSample } from '../../app/SampleLink.tsx';
import { KeptWork, useWork } from '../../rpc/index.ts';
import { Failure, ProgressBar } from '../../ui/index.ts';
import styles from './SampleCard.module.css';

/** Goes on while a person looks at other pages. */
const filling = new KeptWork<Project>();
const NOTHING = {};

/**
 * Offers the sample to a project that holds nothing, and shows how it comes in. The address `/?sample`, at which the shell
 * opens the project of the sample, begins by itself.
 */
export function SampleCard({ state }: { readonly state: SampleState }) {
  const t = useT('project');
  const work = useWork(project.fillWithSample, { keptIn: filling });
  const isOwn = useSampleAddress(state, () => work.start(NOTHING));
  const fill = () => work.start(NOTHING);

  if (work.trouble) return <Failure trouble={work.trouble} retry={fill} />;
  if (work.running) {
    return (
      <div className={styles.card} role="status">
        <IconFlask size={20} stroke={1.5} className={styles.icon} aria-hidden />
        <h3>{t('sampleFilling')}</h3>
        <div className={styles.progress}>
          <ProgressBar
            bare
            label={t('sampleFilling')}
            done={work.progress?.done ?? 0}
            total={work.progress?.total ?? 0}
          />
        </div>
      </div>
    );
  }
  switch (state) {
    case 'begun':
      return (
        <Card
          title={t('sampleBegun')}
          says={t('sampleBegunSays')}
          action={<Act name={t('sampleFinish')} act={fill} />}
        />
      );
    case 'offered':
      return (
        <Card
          title={t('sampleTitle')}
          says={t('sampleSays')}
          action={
            hasOwnSample() && !isOwn ? (
              <Act name={t('sampleOpen')} act={() => void window.luthier?.openSample()} />
            ) : (
              <Act name={t('sampleFill')} act={fill} />
            )
          }
        />
      );
    default:
      return null;
  }
}

/** Whether this is the sample's own project. Begins to fill it, once, and takes the word out of the address. */
function useSampleAddress(state: SampleState, begin: () => void): boolean {
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const isAsked = search.get('sample') !== null;
  const wasAsked = useRef(false);
  useEffect(() => {
    if (!isAsked) return;
    wasAsked.current = true;
    if ((state === 'offered' || state === 'begun') && filling.close === null) begin();
    go('/', { replace: true });
  });
  return isAsked || wasAsked.current;
}

function Act({ name, act }: { readonly name: string; readonly act: () => void }) {
  return (
    <Button variant="default" onClick={act}>
      {name}
    </Button>
  );
}

interface CardProps {
  readonly title: string;
  readonly says: string;
  readonly action: ReactNode;
}

function Card({ title, says, action }: CardProps) {
  return (
    <div className={styles.card}>
      <IconFlask size={20} stroke={1.5} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <h3>{title}</h3>
        <p className={styles.says}>{says}</p>
      </div>
      {action}
    </div>
  );
}
