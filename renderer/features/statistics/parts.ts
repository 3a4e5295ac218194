import type { Bar, BarSeries, ColourName } from '../../ui/chart/bars.ts';
import { labelColour } from '../../ui/label-colour.ts';
import { labelPartQuery, splitQuery } from './queries.ts';

/** What bars are divided by. */
export type By = 'nothing' | 'split' | 'label';

export interface Parted {
  readonly rows: number;
  readonly splits: readonly number[];
  readonly labels: readonly number[];
}

export interface PartNames {
  readonly rows: string;
  /** Train, validation, test, none. */
  readonly splits: readonly string[];
  readonly labels: readonly string[];
  readonly otherLabels: string;
  /** Names of the columns, since a query must tell them from what Luthier knows. */
  readonly columns: readonly string[];
}

export interface PartedBar extends Bar {
  readonly counts: Parted;
  /** Its rows in the query language of the grid. */
  readonly query: string;
}

/** One colour of a chart, and which rows of the dataset it means. */
export interface PartSeries extends BarSeries {
  /** A query to narrow that of a bar; empty for all its rows. */
  readonly query: string;
}

function splitColour(place: number): ColourName {
  return `--split-${['train', 'validation', 'test'][place] ?? 'none'}`;
}

function labelOrRest(place: number, named: number): ColourName {
  return place === named ? '--label-rest' : labelColour(place, named);
}

/** Bars as the series of a chart; parts that no bar has are left out. */
export function seriesOf(bars: readonly Parted[], by: By, names: PartNames): PartSeries[] {
  if (by === 'nothing') return [{ name: names.rows, values: bars.map(({ rows }) => rows), query: '' }];
  const bySplit = by === 'split';
  const of = (bar: Parted): readonly number[] => (bySplit ? bar.splits : bar.labels);
  return (bySplit ? names.splits : [...names.labels, names.otherLabels])
    .map((name, place) => ({
      name,
      values: bars.map(bar => of(bar)[place] ?? 0),
      query: bySplit ? splitQuery(names.columns, place) : labelPartQuery(names.labels, place),
      colour: bySplit ? splitColour(place) : labelOrRest(place, names.labels.length),
    }))
    .filter(({ values }) => values.some(value => value > 0));
}
