import type { DatasetVersion, Evaluation, Export, Run } from '../../../native-bridge/contract/index.ts';

/** Something a job or a person made and that stays. */
export type Artefact =
  | { readonly kind: 'version'; readonly atMs: number; readonly version: DatasetVersion }
  | { readonly kind: 'run'; readonly atMs: number; readonly run: Run }
  | { readonly kind: 'evaluation'; readonly atMs: number; readonly evaluation: Evaluation }
  | { readonly kind: 'export'; readonly atMs: number; readonly made: Export };

interface Made {
  readonly versions: readonly DatasetVersion[];
  readonly runs: readonly Run[];
  readonly evaluations: readonly Evaluation[];
  readonly exports: readonly Export[];
}

/** What was finished, the newest first. What failed or still runs is a job, not an artefact. */
export function artefactsOf({ versions, runs, evaluations, exports }: Made): Artefact[] {
  const all: Artefact[] = [
    ...versions.map(version => ({ kind: 'version' as const, atMs: version.createdAtMs, version })),
    ...runs.filter(isFinished).map(run => ({ kind: 'run' as const, atMs: run.createdAtMs, run })),
    ...evaluations
      .filter(isFinished)
      .map(evaluation => ({ kind: 'evaluation' as const, atMs: evaluation.createdAtMs, evaluation })),
    ...exports
      .filter(({ parity }) => parity !== null)
      .map(made => ({
        kind: 'export' as const,
        atMs: made.createdAtMs,
        made,
      })),
  ];
  return all.sort((a, b) => b.atMs - a.atMs);
}

/** First and last subject of a report by one metric: how much training changed it. */
export function scoreChange({ report }: Evaluation, metric: string): { from: number; to: number } | null {
  const scores = report?.subjects.map(({ scores }) => scores.find(score => score.metric === metric)?.value) ?? [];
  const [from, to] = [scores[0], scores.at(-1)];
  return from === undefined || to === undefined || scores.length < 2 ? null : { from, to };
}

function isFinished({ state }: { readonly state: string }): boolean {
  return state === 'finished';
}
