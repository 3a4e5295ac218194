import { Button, Radio } from '@mantine/core';
import { IconAlertTriangle, IconFolder, IconPackageImport, IconWorldOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import {
  type EnvironmentPlan,
  type EnvironmentTask,
  environment,
  type TorchBuild,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { useAnswer } from '../../rpc/index.ts';
import { Badge, Facts, Panel, PanelGrid, PathText, Unanswered } from '../../ui/index.ts';
import styles from './FirstRun.module.css';

const NOTHING = {};

interface Props {
  readonly onStart: (task: EnvironmentTask) => void;
  readonly onInstall: () => void;
}

/** Before a build: what this machine has, what would be built, where, from where, and how much it takes. */
export function FirstRun({ onStart, onInstall }: Props) {
  const answer = useAnswer(environment.plan, NOTHING);
  if (answer.state !== 'ready') return <Unanswered answer={answer} shape="page" />;
  return <Plan plan={answer.value} onStart={onStart} onInstall={onInstall} />;
}

function Plan({ plan, onStart, onInstall }: Props & { readonly plan: EnvironmentPlan }) {
  const t = useT('environment');
  const format = useFormat();
  const [chosen, setChosen] = useState<TorchBuild | null>(null);
  const torch = chosen ?? plan.proposed;
  const choice = plan.choices.find(one => one.torch === torch) ?? plan.choices[0];
  const isTooSmall = choice !== undefined && choice.diskBytes > plan.freeBytes;

  return (
    <>
      <div className={styles.useful}>
        <p>{t('usefulAlready')}</p>
        <SampleLink />
      </div>
      <PanelGrid least={380}>
        <Panel title={t('thisMachine')}>
          <Machine plan={plan} />
        </Panel>
        <Panel title={t('place')}>
          <Place plan={plan} needed={choice?.diskBytes ?? 0} isTooSmall={isTooSmall} />
        </Panel>
      </PanelGrid>
      <Panel title={t('torchBuild')}>
        <Radio.Group aria-label={t('torchBuild')} value={torch} onChange={value => setChosen(value as TorchBuild)}>
          <div className={styles.choices}>
            {plan.choices.map(one => (
              <Choice
                key={one.torch}
                choice={one}
                isProposed={one.torch === plan.proposed}
                isChosen={one.torch === torch}
              />
            ))}
          </div>
        </Radio.Group>
      </Panel>
      {plan.offline && <Warning icon={<IconWorldOff size={16} />}>{t('offlineBuild')}</Warning>}
      <div className={styles.foot}>
        <Button size="md" disabled={isTooSmall} onClick={() => onStart({ kind: 'build', torch, afresh: false })}>
          {t('build')}
        </Button>
        <Button size="md" variant="default" leftSection={<IconPackageImport size={16} />} onClick={onInstall}>
          {t('fromPack')}
        </Button>
        {choice && (
          <span className={styles.cost}>
            {t('cost', { download: format.bytes(choice.downloadBytes), hosts: choice.hosts.join(', ') })}
          </span>
        )}
      </div>
    </>
  );
}

function Machine({ plan: { gpus, driverMissing, driverTooOld, python } }: { readonly plan: EnvironmentPlan }) {
  const t = useT('environment');
  const format = useFormat();
  return (
    <>
      <Facts
        facts={[
          ...gpus.map(
            gpu => [t('gpu'), t('gpuFound', { name: gpu.name, memory: format.bytes(gpu.memoryBytes) })] as const,
          ),
          ...(gpus.length === 0 ? [[t('gpu'), t('noGpuFound')] as const] : []),
          ...(gpus[0] ? [[t('driver'), gpus[0].driver] as const] : []),
          [t('python'), python ? t('pythonFound', { version: python.version, path: python.path }) : t('pythonFetched')],
        ]}
      />
      {driverMissing && <Warning>{t('driverMissing')}</Warning>}
      {driverTooOld && <Warning>{t('driverTooOld', driverTooOld)}</Warning>}
    </>
  );
}

interface PlaceProps {
  readonly plan: EnvironmentPlan;
  readonly needed: number;
  readonly isTooSmall: boolean;
}

function Place({ plan: { place, freeBytes }, needed, isTooSmall }: PlaceProps) {
  const t = useT('environment');
  const format = useFormat();
  return (
    <>
      <Facts
        facts={[
          [t('home'), <PathText key="place" path={place} />],
          [t('diskFree'), format.bytes(freeBytes)],
          [t('diskNeeded'), format.bytes(needed)],
        ]}
      />
      {isTooSmall && <Warning>{t('diskTooSmall')}</Warning>}
      <div className={styles.change}>
        <Button
          component={Link}
          href="/settings"
          variant="default"
          size="compact-sm"
          leftSection={<IconFolder size={14} />}
        >
          {t('changePlace')}
        </Button>
      </div>
    </>
  );
}

interface ChoiceProps {
  readonly choice: EnvironmentPlan['choices'][number];
  readonly isProposed: boolean;
  readonly isChosen: boolean;
}

function Choice({ choice, isProposed, isChosen }: ChoiceProps) {
  const t = useT('environment');
  const format = useFormat();
  const { torch, computesOn, cuda, leastDriver } = choice;
  const title = { cuda: t('onCuda', { cuda: cuda ?? '' }), metal: t('onMetal'), cpu: t('onCpu') }[computesOn];
  const says = {
    cuda: leastDriver === null ? t('onCudaSays') : t('onCudaDriver', { driver: leastDriver }),
    metal: t('onMetalSays'),
    cpu: t('onCpuSays'),
  }[computesOn];

  return (
    <Radio.Card value={torch} className={styles.choice} data-chosen={isChosen || undefined} aria-label={title}>
      <Radio.Indicator />
      <div className={styles.choiceWords}>
        <span className={styles.choiceTitle}>
          {title}
          {isProposed && <Badge tone="active">{t('proposed')}</Badge>}
        </span>
        <span className={styles.choiceSays}>{says}</span>
        <span className={styles.choiceSize}>
          {t('sizes', { download: format.bytes(choice.downloadBytes), disk: format.bytes(choice.diskBytes) })}
        </span>
      </div>
    </Radio.Card>
  );
}

function Warning({ icon, children }: { readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <p className={styles.warning}>
      {icon ?? <IconAlertTriangle size={16} aria-hidden />}
      <span>{children}</span>
    </p>
  );
}
