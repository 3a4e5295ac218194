/** Whether counts are of the steps and rows as they stand, will be again by themselves, or only when one asks. */
export type Freshness = 'current' | 'coming' | 'stopped';

export interface Counting {
  /** The steps and rows as they stand. */
  readonly asked: string;
  /** Those that the shown counts are of; null when none are shown. */
  readonly shown: string | null;
  /** Those that were last begun to be counted. */
  readonly begun: string | null;
  readonly running: boolean;
}

export function freshnessOf({ asked, shown, begun, running }: Counting): Freshness {
  if (running) return 'coming';
  if (shown === asked) return 'current';
  return begun === asked ? 'stopped' : 'coming';
}
