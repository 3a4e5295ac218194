import { useEffect, useRef } from 'react';
import { type Dataset, type SplitState, splits } from '../../../native-bridge/contract/index.ts';
import { type Answer, useAnswer, useWork } from '../../rpc/index.ts';

/** Up to here a look for leaks takes seconds, so it needs no asking. */
const BY_ITSELF_UP_TO = 100_000;

/** The last look for leaks in a dataset, and a new one: by itself where rows have changed and there are not too many. */
export function useLeakCheck(dataset: Dataset) {
  const datasetId = dataset.id;
  const state: Answer<SplitState> = useAnswer(splits.state, { datasetId });
  const work = useWork(splits.checkLeaks);
  const isSplit = dataset.splitSizes.train + dataset.splitSizes.validation + dataset.splitSizes.test > 0;
  const check = state.state === 'ready' ? state.value.leakCheck : null;
  const isDue = state.state === 'ready' && isSplit && (check === null || check.stale);

  // Once for each state of the rows: one that was cancelled or failed is not begun again.
  const begun = useRef<string | null>(null);
  useEffect(() => {
    const key = `${check?.atMs} ${JSON.stringify(dataset.splitSizes)} ${dataset.rowCount}`;
    if (!isDue || dataset.rowCount > BY_ITSELF_UP_TO || work.running || begun.current === key) return;
    begun.current = key;
    work.start({ datasetId });
  });

  return { state, check, isSplit, work, look: () => work.start({ datasetId }) };
}
