import type { SplitRows } from '../split-rows.ts';

/** Equal texts never part; near ones do not where they are known. */
export function bondsOf(rows: SplitRows, near: Int32Array | null): Int32Array[] {
  return near === null ? [rows.texts] : [rows.texts, near];
}

export function rowsIn(eligible: Uint8Array): number {
  return eligible.reduce((sum, one) => sum + one, 0);
}
