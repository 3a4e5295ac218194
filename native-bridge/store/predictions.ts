import type { Database } from 'better-sqlite3';
import type { EvaluationId, Prediction } from '../contract/index.ts';

export interface PredictionQuery {
  readonly evaluationId: EvaluationId;
  readonly subject: string;
  readonly label?: string | undefined;
  readonly predicted?: string | undefined;
  readonly onlyWrong: boolean;
  readonly start: number;
  readonly limit: number;
}

export type PredictionTable = ReturnType<typeof predictionTable>;

/** Every row's answer of every evaluation: an index over `result/predictions.jsonl`. */
export function predictionTable(db: Database) {
  const insert = db.prepare(
    `INSERT OR REPLACE INTO predictions (evaluation_id, row, label, subject, predicted, confidence, probabilities)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const where = `evaluation_id = @evaluationId AND subject = @subject
    AND (@label IS NULL OR label = @label) AND (@predicted IS NULL OR predicted = @predicted)
    AND (NOT @onlyWrong OR label <> predicted)`;
  const page = db.prepare<unknown[], { row: number; label: string }>(
    `SELECT row, label FROM predictions WHERE ${where} ORDER BY confidence DESC, row LIMIT @limit OFFSET @start`,
  );
  const count = db.prepare<unknown[], { total: number }>(`SELECT count(*) AS total FROM predictions WHERE ${where}`);
  const answers = db.prepare<[string, number], { subject: string; predicted: string; probabilities: string }>(
    'SELECT subject, predicted, probabilities FROM predictions WHERE evaluation_id = ? AND row = ? ORDER BY subject',
  );
  const any = db.prepare<[string], unknown>('SELECT 1 FROM predictions WHERE evaluation_id = ? LIMIT 1');

  return {
    has: (evaluationId: EvaluationId): boolean => any.get(evaluationId) !== undefined,
    /** All or none. An evaluation that is in already comes in as it is. */
    insertAll: db.transaction((evaluationId: EvaluationId, predictions: Iterable<Prediction>): void => {
      for (const { row, label, answers } of predictions) {
        for (const { subject, predicted, probabilities } of answers) {
          const confidence = Math.max(...probabilities);
          insert.run(evaluationId, row, label, subject, predicted, confidence, JSON.stringify(probabilities));
        }
      }
    }).immediate,
    page(query: PredictionQuery): { rows: Prediction[]; total: number } {
      const bound = {
        ...query,
        label: query.label ?? null,
        predicted: query.predicted ?? null,
        onlyWrong: Number(query.onlyWrong),
      };
      const rows = page.all(bound).map(({ row, label }) => ({
        row,
        label,
        answers: answers
          .all(query.evaluationId, row)
          .map(answer => ({ ...answer, probabilities: JSON.parse(answer.probabilities) as number[] })),
      }));
      return { rows, total: count.get(bound)?.total ?? 0 };
    },
  };
}
