import { Radio } from '@mantine/core';
import type { Dataset } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { missingFor, WAYS, type Way } from './plan-draft.ts';
import styles from './Splits.module.css';

const SAYS = {
  random: 'randomSays',
  stratified: 'stratifiedSays',
  group: 'groupSays',
  time: 'timeSays',
  column: 'columnSays',
} as const satisfies Record<Way, string>;

export interface WayChoiceProps {
  readonly dataset: Dataset;
  readonly way: Way;
  readonly onWay: (way: Way) => void;
}

/** The ways to split, each with what it is good for; one that this dataset cannot be split by says why. */
export function WayChoice({ dataset, way, onWay }: WayChoiceProps) {
  const t = useT('splits');

  return (
    <Radio.Group aria-label={t('way')} value={way} onChange={value => onWay(value as Way)}>
      <div className={styles.ways}>
        {WAYS.map(name => {
          const missing = missingFor(name, dataset);
          return (
            <Radio
              key={name}
              value={name}
              disabled={missing !== null}
              label={t(name)}
              description={missing === null ? t(SAYS[name]) : `${t(SAYS[name])} ${t(missing)}`}
            />
          );
        })}
      </div>
    </Radio.Group>
  );
}
