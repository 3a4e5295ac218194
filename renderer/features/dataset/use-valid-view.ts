import { useRef } from 'react';
import { type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import { type Trouble, useAnswer } from '../../rpc/index.ts';
import type { Sort } from './view.ts';

export interface ValidView {
  /** The last view the core could answer; all rows when there was none. */
  readonly query: string;
  readonly sort: Sort | undefined;
  /** Why the view that is asked for is not this one. */
  readonly trouble: Trouble | null;
}

/** Lets a view pass once the core has answered it: the rows on the screen stay while a query is wrong or still read. */
export function useValidView(datasetId: DatasetId, query: string, sort: Sort | undefined, rowsKey: string): ValidView {
  const asked = useAnswer(dataset.rowsAt, { datasetId, query, sort, start: 0, limit: 1 }, { refreshOn: rowsKey });
  const valid = useRef<{ datasetId: DatasetId; query: string; sort: Sort | undefined }>({
    datasetId,
    query: '',
    sort: undefined,
  });
  if (asked.state === 'ready') valid.current = { datasetId, query, sort };
  if (valid.current.datasetId !== datasetId) valid.current = { datasetId, query: '', sort: undefined };
  return { ...valid.current, trouble: asked.state === 'failed' ? asked.trouble : null };
}
