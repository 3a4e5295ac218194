import type { Cell, KeepRule } from '../../../contract/index.ts';

/** What a rule may look at. */
export interface Candidate {
  readonly text: string;
  readonly label: string | null;
  readonly time: Cell;
}

/** Chooses which row of a group stays: the one of the highest rank, the first of them. */
export interface Rule {
  readonly id: KeepRule;
  /** The column without which the rule chooses nothing. */
  readonly needs: 'time' | 'label' | null;
  rank(candidate: Candidate): number;
}
