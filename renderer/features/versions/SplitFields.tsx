import { NumberInput } from '@mantine/core';
import type { CombineRequest } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Field } from '../../ui/index.ts';
import styles from './Versions.module.css';

/** Sizes in percent, and the seed. */
export interface SplitDraft {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly seed: number;
}

export const USUAL_SPLIT: SplitDraft = { train: 80, validation: 10, test: 10, seed: 42 };
const FIELDS = {
  train: 'trainPercent',
  validation: 'validationPercent',
  test: 'testPercent',
  seed: 'splitSeed',
} as const satisfies Record<keyof SplitDraft, string>;
const NAMES = ['train', 'validation', 'test', 'seed'] as const;

/** Whether rows can be dealt out by it. */
export function isWhole({ train, validation, test }: SplitDraft): boolean {
  return train > 0 && test > 0 && train + validation + test <= 100;
}

export function splitOf({ seed, ...sizes }: SplitDraft): NonNullable<CombineRequest['split']> {
  return { amounts: { unit: 'percent', ...sizes }, seed };
}

export interface SplitFieldsProps {
  readonly split: SplitDraft;
  readonly onChange: (split: SplitDraft) => void;
}

/** How the rows of a new dataset are split. */
export function SplitFields({ split, onChange }: SplitFieldsProps) {
  const t = useT('versions');
  return (
    <div className={styles.fields}>
      {NAMES.map(name => (
        <Field key={name} label={t(FIELDS[name])}>
          {ids => (
            <NumberInput
              {...ids}
              min={0}
              {...(name !== 'seed' && { max: 100 })}
              allowDecimal={name !== 'seed'}
              value={split[name]}
              onChange={value => typeof value === 'number' && onChange({ ...split, [name]: value })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
