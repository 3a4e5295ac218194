import type { TimeShift } from '../../contract/index.ts';
import { addTo } from './add-to.ts';
import { NONE, type SplitRows } from './split-rows.ts';

/** With more labels than this a share that moves says little, and all would take long. */
const LABELS = 200;
const POINTS = 0.15;

/**
 * The moment that parts the dataset into two times with the most different share of a label, when they differ by 15
 * points or more: a split by time would then train on one world and test on another.
 */
export function labelShiftOf({
  count,
  labels,
  labelNames,
  atMs,
}: Pick<SplitRows, 'count' | 'labels' | 'labelNames' | 'atMs'>): TimeShift | null {
  if (labelNames.length > LABELS) return null;
  const dated = Int32Array.from({ length: count }, (_, at) => at).filter(
    at => labels[at] !== NONE && !Number.isNaN(atMs[at]),
  );
  dated.sort((a, b) => (atMs[a] as number) - (atMs[b] as number) || a - b);
  const totals = new Int32Array(labelNames.length);
  for (const at of dated) addTo(totals, labels[at] as number, 1);
  const edge = Math.ceil(dated.length / 10);

  let shift: TimeShift | null = null;
  const before = new Int32Array(labelNames.length);
  dated.forEach((at, index) => {
    if (index >= edge && index <= dated.length - edge && index > 0) {
      for (let label = 0; label < labelNames.length; label++) {
        const early = (before[label] as number) / index;
        const late = ((totals[label] as number) - (before[label] as number)) / (dated.length - index);
        const moved = Math.abs(early - late);
        if (moved >= POINTS && moved > Math.abs((shift?.before ?? 0) - (shift?.after ?? 0)) + 1e-12) {
          shift = { label: labelNames[label] as string, before: early, after: late, atMs: Math.round(atMs[at] ?? 0) };
        }
      }
    }
    addTo(before, labels[at] as number, 1);
  });
  return shift;
}
