import { Button, Checkbox, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import {
  type Dataset,
  type DatasetId,
  type DuplicateCounts,
  type DuplicateSearch,
  dataset as datasetSlice,
  KeepRule,
  type RemovedDuplicates,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer, type Work } from '../../rpc/index.ts';
import { Failure, Field, Panel, ProgressBar, Stat, StatRow } from '../../ui/index.ts';
import { TakeBack } from '../dataset/index.ts';
import styles from './DuplicatesPage.module.css';

export interface FoundPanelProps {
  readonly dataset: Dataset;
  readonly search: DuplicateSearch;
  readonly keep: KeepRule;
  readonly onKeep: (keep: KeepRule) => void;
  /** Whether rows go too that are in a group only through another one. */
  readonly chained: boolean;
  readonly onChained: (chained: boolean) => void;
  readonly counting: Counting;
  readonly onRemove: () => void;
  readonly removal: Removal;
}

type Counting = Pick<Work<never, DuplicateCounts>, 'answer' | 'trouble'>;
type Removal = Pick<
  Work<never, RemovedDuplicates>,
  'running' | 'progress' | 'etaSeconds' | 'answer' | 'trouble' | 'forget' | 'cancel'
>;

const KEEP_NAMES = {
  first: 'keepFirst',
  longest: 'keepLongest',
  newest: 'keepNewest',
  labelled: 'keepLabelled',
} as const satisfies Record<KeepRule, string>;

/** How much was found, which rows stay, and the button that removes the others. */
export function FoundPanel({ dataset, search, keep, onKeep, chained, onChained, ...removing }: FoundPanelProps) {
  const t = useT('duplicates');
  const format = useFormat();
  const facts = {
    column: search.column ?? t('wholeRow'),
    threshold: format.percent(search.threshold, 0),
    rows: search.rows,
    seconds: format.duration(search.seconds),
    when: format.dateTime(search.atMs),
  };

  return (
    <Panel title={t('foundTitle')} aside={t('foundAside', facts)}>
      {search.isOutdated && (
        <p className={styles.outdated} role="status">
          {t('outdated')}
        </p>
      )}
      <div className={styles.found}>
        <StatRow>
          <Stat name={t('groups')} value={format.number(search.groups)} />
          <Stat
            name={t('beside')}
            value={format.number(search.duplicates)}
            says={t('shareOfAll', { share: format.percent(search.duplicates / Math.max(1, dataset.rowCount), 1) })}
          />
        </StatRow>
        <div className={styles.rule}>
          <Field label={t('keep')} hint={t('keepHint')}>
            {ids => (
              <Select
                {...ids}
                value={keep}
                allowDeselect={false}
                data={rulesFor(dataset).map(rule => ({ value: rule, label: t(KEEP_NAMES[rule]) }))}
                onChange={chosen => onKeep(KeepRule.parse(chosen))}
              />
            )}
          </Field>
          <Checkbox
            label={t('chained')}
            description={t('chainedSays')}
            checked={chained}
            onChange={event => onChained(event.currentTarget.checked)}
          />
        </div>
        <RemoveRows datasetId={dataset.id} chained={chained} {...removing} />
      </div>
    </Panel>
  );
}

type RemoveRowsProps = Pick<FoundPanelProps, 'chained' | 'counting' | 'onRemove' | 'removal'> & {
  readonly datasetId: DatasetId;
};

function RemoveRows({ datasetId, chained, counting, onRemove, removal }: RemoveRowsProps) {
  const t = useT('duplicates');
  if (removal.running) {
    const { done, total } = removal.progress ?? { done: 0, total: 0 };
    return (
      <div className={styles.removal}>
        <ProgressBar label={t('removing')} done={done} total={total} etaSeconds={removal.etaSeconds} />
        <Button variant="default" onClick={removal.cancel}>
          {t('cancel')}
        </Button>
      </div>
    );
  }
  const counts = counting.answer;
  const isCounting = counts === null && counting.trouble === null;
  const toGo = counts && counts.alike + (chained ? counts.chained : 0);
  return (
    <div className={styles.removal}>
      <Button disabled={!toGo} loading={isCounting} leftSection={<IconTrash size={15} />} onClick={onRemove}>
        {toGo === null ? t('removeOthers') : t('removeAll', { count: toGo })}
      </Button>
      {counts !== null && counts.chained > 0 && !chained && (
        <p className={styles.hint}>{t('chainedStay', { count: counts.chained })}</p>
      )}
      {counting.trouble && <Failure trouble={counting.trouble} />}
      {removal.answer !== null && <Removed datasetId={datasetId} removed={removal.answer} onUndone={removal.forget} />}
      {removal.trouble && <Failure trouble={removal.trouble} />}
    </div>
  );
}

interface RemovedProps {
  readonly datasetId: DatasetId;
  readonly removed: RemovedDuplicates;
  readonly onUndone: () => void;
}

/** What was removed, and the way back as long as it is the newest change. */
function Removed({ datasetId, removed, onUndone }: RemovedProps) {
  const t = useT('duplicates');
  const history = useAnswer(datasetSlice.history, { datasetId });
  const newest = history.state === 'ready' ? history.value.findLast(({ undone }) => !undone) : undefined;

  return (
    <div className={styles.removed} role="status">
      {t('removed', { count: removed.removed })}
      {newest !== undefined && newest.id === removed.changeId && (
        <TakeBack datasetId={datasetId} changeId={newest.id} onUndone={onUndone} />
      )}
    </div>
  );
}

/** The rules that have the column they go by. */
function rulesFor({ roles }: Dataset): KeepRule[] {
  return KeepRule.options.filter(
    rule => !(rule === 'newest' && roles.time === undefined) && !(rule === 'labelled' && roles.label === undefined),
  );
}
