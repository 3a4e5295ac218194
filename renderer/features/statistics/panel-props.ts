import type { Statistics } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { columnsOf } from './bars-of.ts';
import type { By, PartNames } from './parts.ts';

export interface StatisticsPanelProps {
  readonly found: Statistics;
  readonly by: By;
  /** Goes to the rows of a query. */
  readonly open: (query: string) => void;
}

/** The words for the parts of bars. */
export function usePartNames(found: Statistics): PartNames {
  const t = useT('statistics');
  return {
    rows: t('rows'),
    splits: [t('train'), t('validation'), t('test'), t('noSplit')],
    labels: found.labelNames,
    otherLabels: t('otherLabels'),
    columns: columnsOf(found),
  };
}
