/** Widths a person gave to the columns of a dataset, in pixels by column, kept on this machine. */
export type Widths = Readonly<Record<string, number>>;

export function keptWidths(datasetId: string): Widths {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(datasetId)) ?? '{}');
    if (kept === null || typeof kept !== 'object') return {};
    return Object.fromEntries(Object.entries(kept).filter(([, width]) => typeof width === 'number' && width > 0));
  } catch {
    return {};
  }
}

export function keepWidth(datasetId: string, column: string, width: number): void {
  localStorage.setItem(keyOf(datasetId), JSON.stringify({ ...keptWidths(datasetId), [column]: width }));
}

function keyOf(datasetId: string): string {
  return `luthier.widths.${datasetId}`;
}
