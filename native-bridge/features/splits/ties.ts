import type { LeakReason } from '../../contract/index.ts';
import type { SplitRows } from './split-rows.ts';

/** What may tie rows together: rows with an equal number that is not `NONE`. */
export interface Tie {
  readonly reason: LeakReason;
  readonly of: Int32Array;
}

export type TiedRows = Pick<SplitRows, 'count' | 'rows' | 'splits' | 'texts' | 'groups'>;

/** Everything that can tie two splits. Near duplicates only where they were looked for. */
export function tiesOf(rows: TiedRows, near: Int32Array | null): Tie[] {
  return [
    { reason: 'text', of: rows.texts },
    ...(near === null ? [] : [{ reason: 'near' as const, of: near }]),
    { reason: 'group', of: rows.groups },
  ];
}
