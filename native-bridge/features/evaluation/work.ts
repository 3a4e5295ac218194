import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type EvaluationId, Prediction } from '../../contract/index.ts';
import { predictionTable } from '../../store/predictions.ts';
import type { Works, WorkTools } from '../../store/work.ts';

interface Answers {
  readonly evaluationId: EvaluationId;
  /** Relative to the project. */
  readonly file: string;
}

/** What reads a file of every row, in a thread of its own. */
export const WORKS = {
  /** Brings the answers of an evaluation into the index, all of them or none. */
  takeIn: async ({ evaluationId, file }: Answers, { db, project }: WorkTools): Promise<void> => {
    const predictions: Prediction[] = [];
    for await (const line of createInterface({ input: createReadStream(join(project, file)) })) {
      if (line !== '') predictions.push(Prediction.parse(JSON.parse(line)));
    }
    predictionTable(db).insertAll(evaluationId, predictions);
  },
} satisfies Works;
