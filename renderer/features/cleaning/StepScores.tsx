import { type CleaningStep, type Dataset, models } from '../../../native-bridge/contract/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { ScoreRows } from '../perplexity/index.ts';

/** Whether the rows have the scores that a step judges them by, and the way to get them. */
export function StepScores({ dataset, step }: { readonly dataset: Dataset; readonly step: CleaningStep }) {
  const answer = useAnswer(models.models, {});
  const wanted = step.options.model;
  if (answer.state !== 'ready') return null;
  const model =
    answer.value.find(({ id }) => id === wanted) ?? answer.value.find(({ name }) => name === wanted) ?? null;
  return (
    model && <ScoreRows key={model.id} dataset={dataset} model={model} column={step.column ?? dataset.roles.text} />
  );
}
