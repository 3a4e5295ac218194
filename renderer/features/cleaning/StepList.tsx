import { Button, Menu, VisuallyHidden } from '@mantine/core';
import { IconListCheck, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { CleaningReport, Dataset, StepKind } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { EmptyState, Panel } from '../../ui/index.ts';
import styles from './CleaningPage.module.css';
import { asDraft, type DraftStep, moved, replaced } from './draft.ts';
import { useSaidLanguage } from './OptionField.tsx';
import { StepCard, stepId } from './StepCard.tsx';

export interface StepListProps {
  readonly dataset: Dataset;
  readonly kinds: readonly StepKind[];
  readonly draft: readonly DraftStep[];
  readonly onDraft: (draft: readonly DraftStep[]) => void;
  readonly onStandard: () => void;
  /** What is known of a step by its key. */
  readonly countsOf: (key: number) => CleaningReport['steps'][number] | undefined;
  /** It is of the steps or the rows as they were. */
  readonly stale: boolean;
  readonly chosen: number | null;
  readonly onChoose: (key: number | null) => void;
}

/** The pipeline: what is done, in which order. */
export function StepList({ dataset, kinds, draft, onDraft, onStandard, ...shown }: StepListProps) {
  const { countsOf, stale, chosen, onChoose } = shown;
  const t = useT('cleaning');
  const language = useSaidLanguage();
  const [told, setTold] = useState('');
  const kindOf = (step: DraftStep): StepKind | undefined => kinds.find(({ id }) => id === step.step);

  const move = (step: DraftStep, by: -1 | 1): void => {
    const next = moved(draft, step.key, by);
    onDraft(next);
    const place = next.findIndex(({ key }) => key === step.key) + 1;
    setTold(t('movedTo', { title: kindOf(step)?.title[language] ?? step.step, place }));
    // An element that is put elsewhere loses the focus.
    requestAnimationFrame(() => document.getElementById(stepId(step))?.focus());
  };
  const add = (kind: StepKind): void => {
    const [step] = asDraft([{ step: kind.id, on: true, options: {} }]);
    if (step === undefined) return;
    onDraft([...draft, step]);
    onChoose(step.key);
  };

  return (
    <Panel title={t('steps')} aside={t('moveKeys')} actions={<AddStep kinds={kinds} onAdd={add} />} flush>
      {draft.length === 0 ? (
        <EmptyState
          icon={IconListCheck}
          title={t('noStepsTitle')}
          says={t('noStepsSays')}
          action={<Button onClick={onStandard}>{t('useStandard')}</Button>}
        />
      ) : (
        <ol className={styles.list}>
          {draft.map((step, index) => (
            <StepCard
              key={step.key}
              dataset={dataset}
              step={step}
              kind={kindOf(step)}
              place={index + 1}
              last={index === draft.length - 1}
              counts={countsOf(step.key)}
              stale={stale}
              chosen={step.key === chosen}
              onChoose={() => onChoose(step.key === chosen ? null : step.key)}
              onChange={next => onDraft(replaced(draft, next))}
              onMove={by => move(step, by)}
              onRemove={() => onDraft(draft.filter(({ key }) => key !== step.key))}
            />
          ))}
        </ol>
      )}
      <VisuallyHidden aria-live="polite">{told}</VisuallyHidden>
    </Panel>
  );
}

interface AddStepProps {
  readonly kinds: readonly StepKind[];
  readonly onAdd: (kind: StepKind) => void;
}

function AddStep({ kinds, onAdd }: AddStepProps) {
  const t = useT('cleaning');
  const language = useSaidLanguage();
  return (
    <Menu position="bottom-end" width={340} shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={14} />}>
          {t('addStep')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu ?? ''}>
        {kinds.map(kind => (
          <Menu.Item key={kind.id} onClick={() => onAdd(kind)}>
            <span className={styles.title}>{kind.title[language]}</span>
            <span className={styles.summary}>{kind.says[language]}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
