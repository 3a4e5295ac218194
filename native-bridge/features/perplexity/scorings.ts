import type { Model, Scoring } from '../../contract/index.ts';
import type { StoredScoring } from '../../store/row-scores.ts';

/** A scoring as a person reads it. */
export function scoringOf(
  { modelId, column, maxTokens, atMs }: StoredScoring,
  models: readonly Model[],
  scored: number,
): Scoring {
  const modelName = models.find(({ id }) => id === modelId)?.name ?? modelId;
  return { modelId, modelName, column, maxTokens, scored, computedAtMs: atMs };
}
