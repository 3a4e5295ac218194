import type { DatasetId, Statistics, WorkProgress } from '../../contract/index.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { RowTable } from '../../store/rows.ts';
import { characters, languageOf } from '../cleaning/index.ts';
import { cellText, textKey } from '../dataset/index.ts';
import { BarTally, type Part } from './bars.ts';
import { ColumnTally } from './column-tally.ts';
import { GramTally } from './grams.ts';
import { LengthTally } from './lengths.ts';
import { partsOf } from './parts-of.ts';
import { RepeatTally } from './repeats.ts';
import { TimeTally } from './time-tally.ts';

const LABEL_BARS = 30;
const EXAMPLES = 50;
const PROGRESS_ROWS = 500;
/** As much of a repeated text as is shown. */
const SHOWN_TEXT = 200;

/** Walks over all rows once and counts; a million of them never stand in memory. */
export function collect(
  store: { readonly datasets: DatasetTable; readonly rows: RowTable },
  datasetId: DatasetId,
  progress: (progress: WorkProgress) => void,
): Statistics {
  const startedAtMs = Date.now();
  const dataset = store.datasets.dataset(datasetId);
  const { roles, columns, rowCount } = dataset;
  const key = store.datasets.key(datasetId);
  const { ranked, names, partOf } = partsOf(dataset);

  const all = new BarTally<''>(names.length);
  const labels = new BarTally<string | null>(names.length);
  const barred = new Set(ranked.slice(0, LABEL_BARS).map(({ label }) => label));
  const characterCounts = new LengthTally(names.length);
  const wordCounts = new LengthTally(names.length);
  const languages = new LanguageTally(names.length);
  const repeats = new RepeatTally();
  const grams = new GramTally();
  const times = roles.time === undefined ? null : new TimeTally(roles.time, names.length);
  const tallies = columns.map(column => ({ column, tally: new ColumnTally(column, columns.length) }));

  let done = 0;
  for (const stored of store.rows.each(key)) {
    const { row, cells, label } = stored;
    const part = partOf(stored);
    const text = cellText(cells[roles.text]);
    const same = textKey(text);
    all.add('', part);
    if (roles.label !== undefined && (label === null || barred.has(label))) labels.add(label, part);
    characterCounts.add(characters(text), part);
    wordCounts.add(grams.add(text), part);
    if (same !== '') {
      languages.add(text, row, part);
      repeats.add(same, row);
    }
    times?.add(cells[roles.time ?? ''], part);
    for (const { column, tally } of tallies) tally.add(cells[column]);
    done += 1;
    if (done % PROGRESS_ROWS === 0) progress({ done, total: Math.max(done, rowCount) });
  }

  const textAt = (row: number): string => cellText(store.rows.stored(key, row)?.cells[roles.text]).slice(0, SHOWN_TEXT);
  const others = ranked.slice(LABEL_BARS);
  return {
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
    languages: languages.bars(),
    duplicates: {
      ...repeats.totals(),
      top: repeats
        .top()
        .map(({ rows, examples }) => ({ text: textAt(examples[0] as number), rows, examples: [...examples] })),
    },
    time: times?.time() ?? null,
    columns: tallies.map(({ tally }) => tally.facts()),
    grams: grams.lists(),
    computedAtMs: Date.now(),
    seconds: (Date.now() - startedAtMs) / 1000,
  };
}

/** Rows by the language of their text, with the first rows of each. */
class LanguageTally {
  readonly #bars: BarTally<string>;
  readonly #examples = new Map<string, number[]>();

  constructor(labels: number) {
    this.#bars = new BarTally(labels);
  }

  add(text: string, row: number, part: Part): void {
    const language = languageOf(text) || 'und';
    this.#bars.add(language, part);
    const examples = this.#examples.get(language);
    if (examples === undefined) this.#examples.set(language, [row]);
    else if (examples.length < EXAMPLES) examples.push(row);
  }

  bars(): Statistics['languages'] {
    return this.#bars
      .keys()
      .map(language => ({ language, ...this.#bars.bar([language]), examples: this.#examples.get(language) ?? [] }))
      .sort((a, b) => b.rows - a.rows);
  }
}
