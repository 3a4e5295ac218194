import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { MendOutcome, MendWay, SplitSizes } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { ConfirmButton } from '../../ui/index.ts';
import { SPLITS } from './plan-draft.ts';
import styles from './Splits.module.css';

const WAYS = {
  keepTest: { title: 'keepTest', says: 'keepTestSays' },
  together: { title: 'together', says: 'togetherSays' },
  toTrain: { title: 'toTrain', says: 'toTrainSays' },
  toTest: { title: 'toTest', says: 'toTestSays' },
  keepTrain: { title: 'keepTrain', says: 'keepTrainSays' },
} as const satisfies Record<MendWay, unknown>;

/** What ways do otherwise where the splits are times. */
const IN_TIME = { keepTest: 'keepTestInTime', keepTrain: 'keepTrainInTime' } as const;

function saysOf({ way, keepsOrder }: MendOutcome) {
  if (keepsOrder !== null && (way === 'keepTest' || way === 'keepTrain')) return IN_TIME[way];
  return WAYS[way].says;
}

export interface MendChoiceProps {
  readonly sizes: SplitSizes;
  readonly mends: readonly MendOutcome[];
  readonly onMend: (way: MendWay, unlockTest: boolean) => void;
}

/** The ways to bring tied rows into one split, each with the sizes it leads to, and the button that does it. */
export function MendChoice({ sizes, mends, onMend }: MendChoiceProps) {
  const t = useT('splits');
  const [way, setWay] = useState((mends.find(({ keepsOrder }) => keepsOrder !== false) ?? mends[0])?.way);
  const chosen = mends.find(mend => mend.way === way);

  return (
    <div className={styles.stack}>
      <p className={styles.small}>{t('mendRule')}</p>
      <Radio.Group aria-label={t('mendWays')} value={way ?? null} onChange={value => setWay(value as MendWay)}>
        <div className={styles.mends}>
          {mends.map(mend => (
            <div key={mend.way} className={styles.mend}>
              <Radio value={mend.way} label={t(WAYS[mend.way].title)} description={t(saysOf(mend))} />
              <Change before={sizes} after={mend} />
            </div>
          ))}
        </div>
      </Radio.Group>
      {chosen && <MendButton key={chosen.way} mend={chosen} onMend={onMend} />}
    </div>
  );
}

/** What becomes of the sizes, split by split, and of how many rows. */
function Change({
  before,
  after: { sizes, moved, takenOut, keepsOrder },
}: {
  readonly before: SplitSizes;
  readonly after: MendOutcome;
}) {
  const t = useT('splits');
  const format = useFormat();
  return (
    <p className={styles.change}>
      {SPLITS.filter(split => before[split] + sizes[split] > 0).map(split => (
        <span key={split}>
          {t(split)}{' '}
          {before[split] === sizes[split]
            ? format.number(sizes[split])
            : `${format.number(before[split])} → ${format.number(sizes[split])}`}
        </span>
      ))}
      {moved > 0 && <span>{t('movedRows', { count: moved })}</span>}
      {takenOut > 0 && <span>{t('takenOutRows', { count: takenOut })}</span>}
      {keepsOrder !== null && (
        <span className={keepsOrder ? undefined : styles.problem}>{t(keepsOrder ? 'orderKept' : 'orderLost')}</span>
      )}
    </p>
  );
}

interface MendButtonProps {
  readonly mend: MendOutcome;
  readonly onMend: MendChoiceProps['onMend'];
}

function MendButton({ mend: { way, testRows, keepsOrder }, onMend }: MendButtonProps) {
  const t = useT('splits');
  const asks = [
    testRows > 0 && t('mendUnlocks', { count: testRows }),
    keepsOrder === false && t('mendLosesOrder'),
  ].filter(says => says !== false);
  if (asks.length === 0) {
    return (
      <Button className={styles.end} onClick={() => onMend(way, false)}>
        {t('mendNow')}
      </Button>
    );
  }
  return (
    <div className={styles.end}>
      <ConfirmButton
        variant="filled"
        danger={false}
        says={asks.join(' ')}
        confirm={t(testRows > 0 ? 'mendUnlockNow' : 'mendAnyway')}
        onConfirm={() => onMend(way, testRows > 0)}
      >
        {t('mendNow')}
      </ConfirmButton>
    </div>
  );
}
