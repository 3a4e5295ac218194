import { Button, NumberInput, Select } from '@mantine/core';
import { IconPlayerStop, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { type Dataset, type DuplicateSearch, duplicates, hasAnswers } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { Failure, Field, Panel, ProgressBar } from '../../ui/index.ts';
import styles from './DuplicatesPage.module.css';

export interface SearchPanelProps {
  readonly dataset: Dataset;
  readonly last: DuplicateSearch | null;
}

/** No column has this name. */
const WHOLE_ROW = '';

/** What to compare and how alike it must be; while a search runs, how far it is. */
export function SearchPanel({ dataset, last }: SearchPanelProps) {
  const t = useT('duplicates');
  const work = useWork(duplicates.find);
  const [percent, setPercent] = useState<number | string>(Math.round((last?.threshold ?? 0.8) * 100));
  const whole = hasAnswers(dataset.roles) ? [{ value: WHOLE_ROW, label: t('wholeRow') }] : [];
  const usual = whole[0]?.value ?? dataset.roles.text;
  const [chosen, setColumn] = useState(last?.column ?? usual);
  // The columns may have got other parts since it was chosen.
  const column = chosen === WHOLE_ROW ? usual : chosen;
  const isReady = typeof percent === 'number' && dataset.rowCount > 1;
  const search = (): void => {
    if (isReady)
      work.start({ datasetId: dataset.id, threshold: percent / 100, ...(column !== WHOLE_ROW && { column }) });
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
        <Field label={t('column')} hint={t(column === WHOLE_ROW ? 'wholeRowHint' : 'columnHint')}>
          {ids => (
            <Select
              {...ids}
              data={[...whole, ...dataset.columns.map(name => ({ value: name, label: name }))]}
              value={column}
              allowDeselect={false}
              searchable={dataset.columns.length > 10}
              onChange={next => setColumn(next ?? column)}
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
