import { Evaluation, Prediction, type Row } from '../../../../native-bridge/contract/index.ts';
import { randomFrom } from '../random.ts';
import { HASH, HOUR, ids, labels, now } from './common.ts';
import { rows } from './dataset.ts';

export const score = (metric: string, value: number, half: number) => ({
  metric,
  value,
  low: value - half,
  high: Math.min(1, value + half),
});
const subject = (name: string, f1: number, confusion: number[][], half: number) => ({
  name,
  scores: [score('accuracy', f1 + 0.008, half), score('macro-f1', f1, half), score('micro-f1', f1 + 0.008, half)],
  classes: labels.map((label, place) => ({
    label,
    precision: f1 + 0.01 - place * 0.03,
    recall: f1 - 0.01 + place * 0.02,
    f1: f1 - place * 0.012,
    rows: place === 0 ? 345 : 155,
  })),
  confusion,
  latencyMs: { p50: name === 'base' ? 84.2 : 88.9, p95: 131.5, rows: 50 },
  rowsPerSecond: 21.4,
});
export const evaluation = Evaluation.parse({
  id: ids.evaluation,
  runId: ids.run,
  versionHash: HASH,
  split: 'test',
  state: 'finished',
  checkpoint: { step: 120, validated: false, finished: false },
  report: {
    labels,
    rowCount: 500,
    truncatedRows: 371,
    subjects: [
      subject(
        'base',
        0.214,
        [
          [22, 323],
          [3, 152],
        ],
        0.02,
      ),
      subject(
        'tuned',
        0.948,
        [
          [336, 9],
          [13, 142],
        ],
        0.021,
      ),
    ],
    differences: [{ subject: 'tuned', scores: [score('accuracy', 0.734, 0.035), score('macro-f1', 0.734, 0.033)] }],
    device: 'cpu',
    precision: 'bf16',
  },
  createdAtMs: now - 23 * HOUR,
});

export const predictions = Array.from({ length: 500 }, (_, place) => {
  const pick = randomFrom(9000 + place);
  const { row, cells } = rows[1200 + place] as Row;
  const label = String(cells.label);
  const other = label === 'ham' ? 'spam' : 'ham';
  const answer = (subject: string, right: boolean) => {
    const sure = 0.52 + pick() * 0.47;
    const predicted = right ? label : other;
    const first = predicted === 'ham' ? sure : 1 - sure;
    return { subject, predicted, probabilities: [first, 1 - first] };
  };
  const prediction = Prediction.parse({
    row,
    label,
    answers: [answer('base', label === 'spam' ? pick() < 0.98 : pick() < 0.07), answer('tuned', pick() < 0.955)],
  });
  return { ...prediction, text: String(cells.text) };
});
