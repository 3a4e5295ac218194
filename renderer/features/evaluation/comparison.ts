import type { EvaluationReport, Score } from '../../../native-bridge/contract/index.ts';

export interface SubjectScore {
  readonly subject: string;
  readonly score: Score;
}

export type Verdict = 'better' | 'worse' | 'unclear';

/** One metric of all subjects, and what the later ones gained over the first on the same rows. */
export interface ScoreLine {
  readonly metric: string;
  readonly scores: readonly SubjectScore[];
  readonly differences: readonly (SubjectScore & { readonly verdict: Verdict })[];
}

/** The metrics of a report in its own order. `lowerIsBetter` names those where less is more. */
export function comparison(report: EvaluationReport, lowerIsBetter: ReadonlySet<string>): readonly ScoreLine[] {
  const metrics = report.subjects[0]?.scores.map(({ metric }) => metric) ?? [];
  return metrics.map(metric => ({
    metric,
    scores: report.subjects.flatMap(({ name, scores }) => named(name, scores, metric)),
    differences: report.differences.flatMap(({ subject, scores }) =>
      named(subject, scores, metric).map(difference => ({
        ...difference,
        verdict: verdict(difference.score, lowerIsBetter.has(metric)),
      })),
    ),
  }));
}

function named(subject: string, scores: readonly Score[], metric: string): SubjectScore[] {
  return scores.filter(score => score.metric === metric).map(score => ({ subject, score }));
}

/** An interval that holds zero says neither. */
function verdict({ low, high }: Score, lowerIsBetter: boolean): Verdict {
  if (low <= 0 && high >= 0) return 'unclear';
  return low > 0 === !lowerIsBetter ? 'better' : 'worse';
}
