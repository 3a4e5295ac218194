import { Button } from '@mantine/core';
import { useState } from 'react';
import { type DuplicateSearch, duplicates, type KeepRule } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Unanswered } from '../../ui/index.ts';
import { type Choices, keepInstead, keptRows, toggleExcept } from './choices.ts';
import styles from './DuplicatesPage.module.css';
import { GroupCard } from './GroupCard.tsx';

export interface GroupListProps {
  readonly search: DuplicateSearch;
  readonly keep: KeepRule;
  /** Whether rows go too that are in a group only through another one. */
  readonly chained: boolean;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
  /** Null while rows are being removed. */
  readonly onRemove: ((group: number) => void) | null;
}

const PAGE = 10;

/** The groups a page at a time, the largest first. */
export function GroupList({ search, keep, chained, choices, onChoices, onRemove }: GroupListProps) {
  const t = useT('duplicates');
  /** Where each page so far began. */
  const [starts, setStarts] = useState<readonly number[]>([0]);
  const query = { datasetId: search.datasetId, keep, kept: keptRows(choices), after: starts.at(-1) ?? 0, limit: PAGE };
  const page = useAnswer(duplicates.groups, query, { keepPrevious: true });
  if (page.state !== 'ready') return <Unanswered answer={page} shape="page" />;

  const { groups, more } = page.value;
  const last = groups.at(-1)?.group ?? 0;
  return (
    <div className={styles.groups}>
      <p className={styles.hint}>{t('marks')}</p>
      {groups.map(group => (
        <GroupCard
          key={group.group}
          group={group}
          search={search}
          chained={chained}
          isLeftAlone={choices.except.includes(group.group)}
          onRemove={onRemove && (() => onRemove(group.group))}
          onKeep={row => onChoices(keepInstead(choices, group.group, row))}
          onLeaveAlone={() => onChoices(toggleExcept(choices, group.group))}
        />
      ))}
      {(more || starts.length > 1) && (
        <div className={styles.pager}>
          <Button variant="default" disabled={starts.length < 2} onClick={() => setStarts(starts.slice(0, -1))}>
            {t('previous')}
          </Button>
          <Button variant="default" disabled={!more} onClick={() => setStarts([...starts, last])}>
            {t('next')}
          </Button>
        </div>
      )}
    </div>
  );
}
