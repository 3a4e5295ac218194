import { useState } from 'react';
import { type CleaningStep, cleaning } from '../../../native-bridge/contract/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { asDraft, type DraftStep } from './draft.ts';

/** What was set for each dataset since the page was opened, so that a look at a row loses nothing. */
const DRAFTS = new Map<string, readonly DraftStep[]>();

/** The steps a person is putting together for one dataset; the usual four to begin with. */
export function useDraft(datasetId: string) {
  const catalogue = useAnswer(cleaning.steps, {});
  const [drafts, setDrafts] = useState(DRAFTS.get(datasetId) ?? null);
  const set = (next: readonly DraftStep[]): void => {
    DRAFTS.set(datasetId, next);
    setDrafts(next);
  };
  const standard: readonly CleaningStep[] = catalogue.state === 'ready' ? catalogue.value.standard : [];
  if (drafts === null && standard.length > 0) set(asDraft(standard));
  return { catalogue, draft: drafts ?? [], set, useStandard: () => set(asDraft(standard)) };
}
