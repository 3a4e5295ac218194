import type { LabelShare } from '../../contract/index.ts';

/** What share each label has of the labelled rows of two versions, the most frequent first. */
export function labelShifts(labels: ReadonlyMap<string, { left: number; right: number }>): LabelShare[] {
  const totals = { left: 0, right: 0 };
  for (const { left, right } of labels.values()) {
    totals.left += left;
    totals.right += right;
  }
  const share = (part: number, total: number) => (total === 0 ? 0 : part / total);
  return [...labels]
    .map(([label, { left, right }]) => ({
      label,
      left,
      right,
      leftShare: share(left, totals.left),
      rightShare: share(right, totals.right),
    }))
    .sort((a, b) => b.left + b.right - a.left - a.right);
}
