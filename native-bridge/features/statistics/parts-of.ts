import type { Dataset } from '../../contract/index.ts';
import type { StoredRow } from '../../store/rows.ts';
import type { Part } from './bars.ts';

/** Labels that every bar is divided by: as many as there are colours to tell them apart, but one for the rest. */
const NAMED_LABELS = 5;
const SPLITS = ['train', 'validation', 'test'];

/** What the bars of a dataset are divided by, and which part a row is of. */
export function partsOf({ labels }: Pick<Dataset, 'labels'>) {
  const ranked = labels.toSorted((a, b) => b.rows - a.rows || (a.label < b.label ? -1 : 1));
  const names = ranked.slice(0, NAMED_LABELS).map(({ label }) => label);
  const placeOf = new Map(names.map((label, place) => [label, place]));
  return {
    /** Most frequent first. */
    ranked,
    /** The labels that have a part of their own. */
    names,
    partOf: ({ split, label }: Pick<StoredRow, 'split' | 'label'>): Part => ({
      split: split === null ? SPLITS.length : SPLITS.indexOf(split),
      label: placeOf.get(label ?? '') ?? names.length,
    }),
  };
}
