import { IconCopyCheck, IconCopyOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import {
  type Dataset,
  type DuplicateSearch,
  duplicates,
  type KeepRule,
  type RemoveDuplicates,
} from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer, useWork } from '../../rpc/index.ts';
import { EmptyState, Unanswered } from '../../ui/index.ts';
import { DatasetFrame } from '../dataset/index.ts';
import { keptRows, NO_CHOICES } from './choices.ts';
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
  if (last.state !== 'ready') return <Unanswered answer={last} shape="page" />;

  const search = last.value;
  return (
    <div className={styles.page}>
      <SearchPanel key={search?.atMs ?? 0} dataset={dataset} last={search} />
      {search === null && <EmptyState icon={IconCopyOff} title={t('noneYetTitle')} says={t('noneYetSays')} />}
      {search !== null && <Found key={search.atMs} dataset={dataset} search={search} />}
    </div>
  );
}

/** Whoever chooses row after row asks once, when the choice stands: each count reads all members of all groups. */
const SETTLED_MS = 300;

function Found({ dataset, search }: { readonly dataset: Dataset; readonly search: DuplicateSearch }) {
  const t = useT('duplicates');
  const [keep, setKeep] = useState<KeepRule>('first');
  const [chained, setChained] = useState(false);
  const [choices, setChoices] = useState(NO_CHOICES);
  const counting = useWork(duplicates.count, { readsOnly: true });
  const removal = useWork(duplicates.remove);
  const wanted = { datasetId: dataset.id, keep, kept: keptRows(choices) };
  const all = { ...wanted, except: [...choices.except] };
  const remove = (input: Partial<RemoveDuplicates>): void => removal.start({ ...wanted, chained, ...input });
  const asked = JSON.stringify([all, search.duplicates, search.isOutdated]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for what is counted and the state of the rows.
  useEffect(() => {
    // What was counted before is no longer asked.
    counting.cancel();
    if (removal.running) return;
    const timer = setTimeout(() => counting.start(all), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [asked, removal.running]);

  return (
    <>
      <FoundPanel
        dataset={dataset}
        search={search}
        keep={keep}
        onKeep={setKeep}
        chained={chained}
        onChained={setChained}
        counting={counting}
        onRemove={() => remove({ except: all.except })}
        removal={removal}
      />
      {search.groups === 0 ? (
        <EmptyState icon={IconCopyCheck} title={t('noneTitle')} says={t('noneSays')} />
      ) : (
        <GroupList
          search={search}
          keep={keep}
          chained={chained}
          choices={choices}
          onChoices={setChoices}
          onRemove={removal.running ? null : group => remove({ groups: [group] })}
        />
      )}
    </>
  );
}
