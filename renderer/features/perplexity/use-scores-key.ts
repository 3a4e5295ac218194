import { type DatasetId, perplexity } from '../../../native-bridge/contract/index.ts';
import { useAnswer } from '../../rpc/index.ts';

/** Another text whenever the scores of a dataset are other ones; asks nothing while `wanted` is false. */
export function useScoresKey(datasetId: DatasetId, wanted: boolean): string {
  const answer = useAnswer(perplexity.scorings, wanted ? { datasetId } : null);
  return answer.state === 'ready' ? JSON.stringify(answer.value.scorings) : '';
}
