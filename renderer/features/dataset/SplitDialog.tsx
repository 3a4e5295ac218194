import { Button, Checkbox, Modal, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Dataset, dataset, type SplitReport } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { Failure, Field } from '../../ui/index.ts';
import styles from './Dialog.module.css';
import { SplitBar } from './SplitBar.tsx';
import { SplitReportView } from './SplitReportView.tsx';
import { leftOver, SPLITS, suggestedSizes } from './split-sizes.ts';

export interface SplitDialogProps {
  readonly dataset: Dataset;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onFreeze: () => void;
}

/** Divides a dataset into train, validation and test, and shows how alike they are. */
export function SplitDialog({ dataset: shown, opened, onClose, onFreeze }: SplitDialogProps) {
  const t = useT('dataset');
  const split = useAction(dataset.split);
  const [report, setReport] = useState<SplitReport | null>(null);

  const close = (): void => {
    setReport(null);
    split.forget();
    onClose();
  };

  return (
    <Modal opened={opened} onClose={close} title={t('splitTitle')} size={680}>
      <div className={styles.stack}>
        {split.trouble && <Failure trouble={split.trouble} />}
        {report ? (
          <>
            <SplitReportView report={report} />
            <div className={styles.actions}>
              <Button variant="default" onClick={() => setReport(null)}>
                {t('splitAgain')}
              </Button>
              <Button onClick={onFreeze}>{t('freezeNext')}</Button>
            </div>
          </>
        ) : (
          <SplitForm
            dataset={shown}
            busy={split.busy}
            onSplit={request => void split.run({ datasetId: shown.id, ...request }).then(setReport)}
          />
        )}
      </div>
    </Modal>
  );
}

interface SplitFormProps {
  readonly dataset: Dataset;
  readonly busy: boolean;
  readonly onSplit: (request: {
    sizes: { train: number; validation: number; test: number };
    seed: number;
    byGroup: boolean;
  }) => void;
}

function SplitForm({ dataset: { roles, rowCount, splitSizes }, busy, onSplit }: SplitFormProps) {
  const t = useT('dataset');
  const [sizes, setSizes] = useState(() => ({ ...suggestedSizes({ rowCount, splitSizes }) }));
  const [seed, setSeed] = useState(1);
  const [byGroup, setByGroup] = useState(roles.group !== undefined);
  const rest = leftOver(rowCount, sizes);

  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSplit({ sizes, seed, byGroup });
  };

  return (
    <form onSubmit={send} className={styles.stack}>
      <p className={styles.dim}>{t('splitSays')}</p>
      <div className={styles.sizes}>
        {SPLITS.map(name => (
          <Field key={name} label={t(name)} hint={t('rowsUnit')}>
            {ids => (
              <NumberInput
                {...ids}
                value={sizes[name]}
                min={name === 'validation' ? 0 : 1}
                max={rowCount}
                allowDecimal={false}
                onChange={value => typeof value === 'number' && setSizes({ ...sizes, [name]: value })}
              />
            )}
          </Field>
        ))}
        <Field label={t('seed')} hint={t('seedSays')}>
          {ids => (
            <NumberInput
              {...ids}
              value={seed}
              min={0}
              allowDecimal={false}
              onChange={value => typeof value === 'number' && setSeed(value)}
            />
          )}
        </Field>
      </div>
      <SplitBar sizes={sizes} rowCount={rowCount} legend />
      <Checkbox
        checked={byGroup}
        disabled={roles.group === undefined}
        onChange={event => setByGroup(event.currentTarget.checked)}
        label={roles.group === undefined ? t('noGroup') : t('byGroup', { column: roles.group })}
        description={t('byGroupSays')}
      />
      <div className={styles.actions}>
        <span className={`${styles.grow} ${styles.dim}`}>
          {rest < 0 ? t('tooMany', { count: -rest }) : t('leftOver', { count: rest })}
        </span>
        <Button type="submit" loading={busy} disabled={rest < 0}>
          {t('splitNow')}
        </Button>
      </div>
    </form>
  );
}
