import { cellIn, type DatasetId, type Statistics, type WorkProgress } from '../../contract/index.ts';
import { RowNumbers } from '../../core/row-numbers.ts';
import { characters, languageOf } from '../../core/text-facts.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { RowTable } from '../../store/rows.ts';
import { cellText, textKey } from '../dataset/index.ts';
import { BarTally } from './bars.ts';
import { ColumnTally } from './column-tally.ts';
import { GramTally } from './grams.ts';
import { LengthTally } from './lengths.ts';
import { partsOf } from './parts-of.ts';
import { RepeatTally } from './repeats.ts';
import { TimeTally } from './time-tally.ts';

const LABEL_BARS = 30;
const PROGRESS_ROWS = 500;
/** As much of a repeated text as is shown. */
const SHOWN_TEXT = 200;

/** Walks over all rows once and counts; a million of them never stand in memory. */
export function collect(
  store: { readonly datasets: DatasetTable; readonly rows: RowTable },
  datasetId: DatasetId,
  progress: (progress: WorkProgress) => void,
): { readonly statistics: Statistics; readonly repeats: RowNumbers } {
  const began = performance.now();
  const dataset = store.datasets.dataset(datasetId);
  const { roles, columns, rowCount } = dataset;
  const key = store.datasets.key(datasetId);
  const { ranked, names, partOf } = partsOf(dataset);

  const all = new BarTally<''>(names.length);
  const labels = new BarTally<string | null>(names.length);
  const barred = new Set(ranked.slice(0, LABEL_BARS).map(({ label }) => label));
  const characterCounts = new LengthTally(names.length);
  const wordCounts = new LengthTally(names.length);
  const languages = new BarTally<string>(names.length);
  const repeats = new RepeatTally();
  const grams = new GramTally();
  const times = roles.time === undefined ? null : new TimeTally(roles.time, names.length);
  const tallies = columns.map(column => ({ column, tally: new ColumnTally(column, columns.length) }));

  let done = 0;
  for (const stored of store.rows.each(key)) {
    const { row, cells, label } = stored;
    const part = partOf(stored);
    const text = cellText(cellIn(cells, roles.text));
    const same = textKey(text);
    all.add('', part);
    if (roles.label !== undefined && (label === null || barred.has(label))) labels.add(label, part);
    characterCounts.add(characters(text), part);
    wordCounts.add(grams.add(text), part);
    if (same !== '') {
      languages.add(languageOf(text) || 'und', part);
      repeats.add(same, row);
    }
    times?.add(cellIn(cells, roles.time), part);
    for (const { column, tally } of tallies) tally.add(cellIn(cells, column));
    done += 1;
    if (done % PROGRESS_ROWS === 0) progress({ done, total: Math.max(done, rowCount) });
  }

  const textAt = (row: number): string =>
    cellText(cellIn(store.rows.stored(key, row)?.cells ?? {}, roles.text)).slice(0, SHOWN_TEXT);
  const others = ranked.slice(LABEL_BARS);
  const statistics = {
    datasetId,
    rows: done,
    splits: all.bar(['']).splits,
    labelNames: names,
    labels: [...ranked.slice(0, LABEL_BARS).map(({ label }) => label), ...(labels.rows(null) > 0 ? [null] : [])].map(
      label => ({ label, ...labels.bar([label]) }),
    ),
    otherLabels: { labels: others.length, rows: others.reduce((sum, { rows }) => sum + rows, 0) },
    characters: characterCounts.lengths(),
    words: wordCounts.lengths(),
    languages: languages
      .keys()
      .map(language => ({ language, ...languages.bar([language]) }))
      .sort((a, b) => b.rows - a.rows),
    duplicates: {
      ...repeats.totals(),
      byTimes: repeats.byTimes(),
      top: repeats
        .top()
        .map(({ rows, examples }) => ({ text: textAt(examples[0] as number), rows, examples: [...examples] })),
    },
    time: times?.time() ?? null,
    columns: tallies.map(({ tally }) => tally.facts()),
    grams: grams.lists(),
    computedAtMs: Date.now(),
    seconds: (performance.now() - began) / 1000,
  };
  const numbers = new RowNumbers();
  for (const [row, times] of repeats.ofRows()) numbers.set(row, times);
  return { statistics, repeats: numbers };
}
