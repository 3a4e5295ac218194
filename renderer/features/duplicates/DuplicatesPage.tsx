import { IconCopyCheck, IconCopyOff } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type Dataset,
  type DuplicateSearch,
  duplicates,
  type KeepRule,
  type RemoveDuplicates,
} from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer, useWork } from '../../rpc/index.ts';
import { EmptyState, Failure, Waiting } from '../../ui/index.ts';
import { DatasetFrame } from '../dataset/index.ts';
import { exceptGroups, keptRows, NO_CHOICES, rowsLeftAlone } from './choices.ts';
import styles from './DuplicatesPage.module.css';
import { FoundPanel } from './FoundPanel.tsx';
import { GroupList } from './GroupList.tsx';
import { SearchPanel } from './SearchPanel.tsx';

/** Rows with nearly the same text, side by side, and one change that removes all but one of each group. */
export function DuplicatesPage({ datasetId }: { readonly datasetId: string }) {
  return (
    <DatasetFrame datasetId={datasetId} tab="duplicates">
      {dataset => <Duplicates key={dataset.id} dataset={dataset} />}
    </DatasetFrame>
  );
}

function Duplicates({ dataset }: { readonly dataset: Dataset }) {
  const t = useT('duplicates');
  const last = useAnswer(duplicates.search, { datasetId: dataset.id });
  if (last.state === 'waiting') return <Waiting shape="page" />;
  if (last.state === 'failed') return <Failure trouble={last.trouble} retry={last.refresh} />;

  const search = last.value;
  return (
    <div className={styles.page}>
      <SearchPanel key={search?.atMs ?? 0} dataset={dataset} last={search} />
      {search === null && <EmptyState icon={IconCopyOff} title={t('noneYetTitle')} says={t('noneYetSays')} />}
      {search !== null && <Found key={search.atMs} dataset={dataset} search={search} />}
    </div>
  );
}

function Found({ dataset, search }: { readonly dataset: Dataset; readonly search: DuplicateSearch }) {
  const t = useT('duplicates');
  const [keep, setKeep] = useState<KeepRule>('first');
  const [choices, setChoices] = useState(NO_CHOICES);
  const removal = useWork(duplicates.remove);
  const remove = (input: Partial<RemoveDuplicates>): void =>
    removal.start({ datasetId: dataset.id, keep, kept: keptRows(choices), ...input });
  return (
    <>
      <FoundPanel
        dataset={dataset}
        search={search}
        keep={keep}
        onKeep={setKeep}
        toGo={search.duplicates - rowsLeftAlone(choices)}
        onRemove={() => remove({ except: exceptGroups(choices) })}
        removal={removal}
      />
      {search.groups === 0 ? (
        <EmptyState icon={IconCopyCheck} title={t('noneTitle')} says={t('noneSays')} />
      ) : (
        <GroupList
          search={search}
          keep={keep}
          choices={choices}
          onChoices={setChoices}
          onRemove={removal.running ? null : group => remove({ groups: [group] })}
        />
      )}
    </>
  );
}
