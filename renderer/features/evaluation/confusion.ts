/** One cell of a confusion matrix: rows of `label` that were answered with `predicted`. */
export interface ConfusionCell {
  readonly label: string;
  readonly predicted: string;
  readonly count: number;
  /** Share among the rows of the label, between 0 and 1: what the heat shows, so that a rare class is not pale. */
  readonly share: number;
  readonly right: boolean;
}

/** The cells row by row, in the order of the labels. A label without rows has shares of 0. */
export function confusionCells(
  labels: readonly string[],
  confusion: readonly (readonly number[])[],
): readonly (readonly ConfusionCell[])[] {
  return labels.map((label, i) => {
    const counts = confusion[i] ?? [];
    const rows = counts.reduce((sum, count) => sum + count, 0);
    return labels.map((predicted, j) => {
      const count = counts[j] ?? 0;
      return { label, predicted, count, share: rows === 0 ? 0 : count / rows, right: i === j };
    });
  });
}
