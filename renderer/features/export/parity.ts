import type { ExportAttempt, ParityCard, Score } from '../../../native-bridge/contract/index.ts';

export interface MetricPair {
  readonly metric: string;
  readonly source: Score;
  readonly exported: Score;
  /** Points (hundredths) the export lost; below zero it gained. */
  readonly dropPoints: number;
}

/** Each metric of the source beside that of the export. A metric that only one of them has is left out. */
export function metricPairs({ sourceScores, exportedScores }: ParityCard): readonly MetricPair[] {
  return sourceScores.flatMap(source => {
    const exported = exportedScores.find(({ metric }) => metric === source.metric);
    if (!exported) return [];
    return [{ metric: source.metric, source, exported, dropPoints: (source.value - exported.value) * 100 }];
  });
}

/** The attempt whose model was kept: the one that passed, else the last. */
export function keptAttempt({ attempts }: ParityCard): ExportAttempt | undefined {
  return attempts.find(({ passed }) => passed) ?? attempts.at(-1);
}

export type Check = 'gate' | 'weights' | 'template' | 'stop';

/** What an export must satisfy besides its metric, each with how it came out. */
export function checksOf(parity: ParityCard): readonly { readonly check: Check; readonly passed: boolean }[] {
  return [
    { check: 'gate', passed: keptAttempt(parity)?.passed ?? false },
    { check: 'weights', passed: parity.weightsDifferFromBase },
    { check: 'template', passed: parity.templateSurvives },
    { check: 'stop', passed: parity.stopTokensSurvive },
  ];
}

/** Widths of two bars that stand for two amounts, the larger one full. */
export function barShares(source: number, exported: number): { readonly source: number; readonly exported: number } {
  const most = Math.max(source, exported, Number.MIN_VALUE);
  return { source: source / most, exported: exported / most };
}
