import { Button, NumberInput, Select } from '@mantine/core';
import { IconPlayerStop, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { type Dataset, type DuplicateSearch, duplicates } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { Failure, Field, Panel, ProgressBar } from '../../ui/index.ts';
import styles from './DuplicatesPage.module.css';

export interface SearchPanelProps {
  readonly dataset: Dataset;
  readonly last: DuplicateSearch | null;
}

/** What to compare and how alike it must be; while a search runs, how far it is. */
export function SearchPanel({ dataset, last }: SearchPanelProps) {
  const t = useT('duplicates');
  const work = useWork(duplicates.find);
  const [percent, setPercent] = useState<number | string>(Math.round((last?.threshold ?? 0.8) * 100));
  const [column, setColumn] = useState(last?.column ?? dataset.roles.text);
  const isReady = typeof percent === 'number' && dataset.rowCount > 1;
  const search = (): void => {
    if (isReady) work.start({ datasetId: dataset.id, threshold: percent / 100, column });
  };

  if (work.running) {
    return (
      <Panel
        title={t('searching')}
        actions={
          <Button variant="default" leftSection={<IconPlayerStop size={15} />} onClick={work.cancel}>
            {t('cancel')}
          </Button>
        }
      >
        <ProgressBar
          label={t('searching')}
          done={work.progress?.done ?? 0}
          total={work.progress?.total ?? 0}
          etaSeconds={work.etaSeconds}
        />
      </Panel>
    );
  }
  return (
    <Panel title={t('searchTitle')}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          search();
        }}
      >
        <Field label={t('threshold')} hint={t('thresholdHint')}>
          {ids => <NumberInput {...ids} value={percent} onChange={setPercent} min={50} max={100} suffix=" %" />}
        </Field>
        <Field label={t('column')} hint={t('columnHint')}>
          {ids => (
            <Select
              {...ids}
              data={dataset.columns}
              value={column}
              allowDeselect={false}
              searchable={dataset.columns.length > 10}
              onChange={chosen => setColumn(chosen ?? column)}
            />
          )}
        </Field>
        <Button
          type="submit"
          variant={last === null ? 'filled' : 'default'}
          disabled={!isReady}
          leftSection={<IconSearch size={15} />}
        >
          {t(last === null ? 'search' : 'searchAgain')}
        </Button>
      </form>
      {work.trouble && <Failure trouble={work.trouble} retry={search} />}
    </Panel>
  );
}
