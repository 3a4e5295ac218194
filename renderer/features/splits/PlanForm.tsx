import { Checkbox, NumberInput, SegmentedControl, Select } from '@mantine/core';
import type { Dataset } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Field } from '../../ui/index.ts';
import { type PlanDraft, SPLITS } from './plan-draft.ts';
import styles from './Splits.module.css';
import { WayChoice } from './WayChoice.tsx';

export interface PlanFormProps {
  readonly dataset: Dataset;
  readonly draft: PlanDraft;
  readonly onDraft: (draft: PlanDraft) => void;
}

/** How a dataset is to be split: the way, and what that way asks for. */
export function PlanForm({ dataset, draft, onDraft }: PlanFormProps) {
  const t = useT('splits');
  const change = (more: Partial<PlanDraft>): void => onDraft({ ...draft, ...more });

  return (
    <div className={styles.stack}>
      <p className={styles.dim}>{t('waySays')}</p>
      <WayChoice dataset={dataset} way={draft.way} onWay={way => change({ way })} />
      {draft.way === 'column' ? (
        <Field label={t('columnField')} hint={t('columnHint')}>
          {ids => (
            <Select
              {...ids}
              data={dataset.columns}
              value={draft.column}
              searchable
              onChange={column => change({ column })}
            />
          )}
        </Field>
      ) : (
        <Sizes rowCount={dataset.rowCount} draft={draft} change={change} />
      )}
      {draft.way !== 'column' && draft.way !== 'time' && (
        <Checkbox
          checked={draft.nearTogether}
          onChange={event => change({ nearTogether: event.currentTarget.checked })}
          label={t('nearTogether')}
          description={t('nearTogetherSays')}
        />
      )}
    </div>
  );
}

interface SizesProps {
  readonly rowCount: number;
  readonly draft: PlanDraft;
  readonly change: (more: Partial<PlanDraft>) => void;
}

const HINTS = { train: 'trainHint', validation: 'validationHint', test: 'testHint' } as const;

function Sizes({ rowCount, draft, change }: SizesProps) {
  const t = useT('splits');
  const { unit } = draft;
  const sizes = draft[unit];

  return (
    <>
      <SegmentedControl
        aria-label={t('unit')}
        size="xs"
        value={unit}
        onChange={value => change({ unit: value as PlanDraft['unit'] })}
        data={[
          { value: 'percent', label: t('percent') },
          { value: 'rows', label: t('rows') },
        ]}
        className={styles.unit}
      />
      <div className={styles.sizes}>
        {SPLITS.map(split => (
          <Field key={split} label={t(split)} hint={t(HINTS[split])}>
            {ids => (
              <NumberInput
                {...ids}
                value={sizes[split]}
                min={0}
                max={unit === 'percent' ? 100 : rowCount}
                allowDecimal={unit === 'percent'}
                decimalScale={2}
                allowNegative={false}
                {...(unit === 'percent' && { suffix: ' %' })}
                onChange={value => typeof value === 'number' && change({ [unit]: { ...sizes, [split]: value } })}
              />
            )}
          </Field>
        ))}
        {draft.way !== 'time' && (
          <Field label={t('seed')} hint={t('seedHint')}>
            {ids => (
              <NumberInput
                {...ids}
                value={draft.seed}
                min={0}
                max={2 ** 31 - 1}
                allowDecimal={false}
                allowNegative={false}
                onChange={value => typeof value === 'number' && change({ seed: value })}
              />
            )}
          </Field>
        )}
      </div>
    </>
  );
}
