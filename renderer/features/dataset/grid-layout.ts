import { useLocalStorage } from '@mantine/hooks';
import type { DatasetId } from '../../../native-bridge/contract/index.ts';

/** How a person has arranged the columns of a dataset. Columns are named as in the grid: `.text`, `#split`. */
export interface GridLayout {
  readonly version: 1;
  readonly hidden: readonly string[];
  /** In pixels, of those that were drawn to another width. */
  readonly widths: Readonly<Record<string, number>>;
}

export const PLAIN_LAYOUT: GridLayout = { version: 1, hidden: [], widths: {} };

/** What was kept; an arrangement of another version, or none, is the plain one. */
export function readLayout(text: string | undefined): GridLayout {
  try {
    const { version, hidden, widths } = JSON.parse(text ?? '') as Partial<GridLayout>;
    const isKnown = version === 1 && Array.isArray(hidden) && typeof widths === 'object' && widths !== null;
    return isKnown ? { version, hidden, widths } : PLAIN_LAYOUT;
  } catch {
    return PLAIN_LAYOUT;
  }
}

export function useGridLayout(datasetId: DatasetId) {
  return useLocalStorage<GridLayout>({
    key: `luthier.grid.${datasetId}`,
    defaultValue: PLAIN_LAYOUT,
    deserialize: readLayout,
    getInitialValueInEffect: false,
  });
}
