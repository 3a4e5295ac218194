import type { Command } from 'commander';
import { type ColumnFacts, type Lengths, type Statistics, statistics } from '../../../contract/index.ts';
import { findDataset } from '../find.ts';
import { followWork } from '../follow-work.ts';
import type { Output } from '../output.ts';
import { type Common, withSession } from '../run-command.ts';

const LINES = 10;
const SHOWN_CHARACTERS = 60;

/** stats. */
export function statisticsCommands(program: Command): void {
  program
    .command('stats')
    .argument('[dataset]', 'id or name (the newest)')
    .description('count what is in a dataset: splits, labels, lengths, languages, repeats, gaps, words')
    .option('--fresh', 'count again although nothing has changed')
    .addHelpText('after', '\nExample:\n  luthier stats mails --json')
    .action((wanted: string | undefined, options: { fresh?: boolean }, command: Command) =>
      withSession(command.optsWithGlobals<Common>(), async (session, out) => {
        const { id } = await findDataset(session, wanted);
        const known = options.fresh ? null : await session.ask(statistics.known, { datasetId: id });
        const found =
          known ??
          (await followWork<typeof statistics.compute.input, Statistics>(
            session,
            out,
            'Statistics',
            statistics.compute,
            {
              datasetId: id,
            },
          ));
        say(out, found);
        out.result(found);
      }),
    );
}

function say(out: Output, found: Statistics): void {
  out.say(`${found.rows} rows`);
  table(
    out,
    ['split', 'rows'],
    ['train', 'validation', 'test', '(none)'].map((split, place) => [split, found.splits[place] ?? 0]),
  );
  table(
    out,
    ['label', 'rows', 'share', 'train', 'validation', 'test'],
    found.labels
      .slice(0, LINES)
      .map(({ label, rows, splits }) => [
        shown(label ?? '(none)'),
        rows,
        share(rows, found.rows),
        ...splits.slice(0, 3),
      ]),
  );
  table(
    out,
    ['length in', 'least', 'median', 'mean', '95 %', '99 %', 'most'],
    [lengthLine('characters', found.characters), lengthLine('words', found.words)],
  );
  table(
    out,
    ['language', 'rows', 'share'],
    found.languages.slice(0, LINES).map(({ language, rows }) => [language, rows, share(rows, found.rows)]),
  );
  out.say('');
  out.say(`${found.duplicates.rows} rows repeat a text of an earlier row; ${found.duplicates.texts} texts repeat`);
  table(
    out,
    ['column', 'missing', 'distinct', 'most frequent'],
    found.columns.map(facts => [shown(facts.column), facts.missing, distinct(facts), frequent(facts)]),
  );
  for (const { size, top } of found.grams) {
    table(
      out,
      [size === 1 ? 'word' : `${size} words`, 'times'],
      top.slice(0, LINES).map(({ text, times }) => [shown(text), times]),
    );
  }
}

function table(out: Output, header: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  if (rows.length === 0) return;
  out.say('');
  out.table(header, rows);
}

function lengthLine(unit: string, { min, median, mean, p95, p99, max }: Lengths): (string | number)[] {
  return [unit, min, median, mean.toFixed(1), p95, p99, max];
}

function distinct({ distinct, exact }: ColumnFacts): string {
  return exact ? String(distinct) : `about ${distinct}`;
}

function frequent({ top }: ColumnFacts): string {
  return top
    .slice(0, 3)
    .map(({ value, rows }) => `${shown(value)} (${rows})`)
    .join(', ');
}

function share(rows: number, all: number): string {
  return `${((100 * rows) / Math.max(1, all)).toFixed(1)}%`;
}

/** Text of data in one line, without what a terminal would obey. */
function shown(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return plain.length > SHOWN_CHARACTERS ? `${plain.slice(0, SHOWN_CHARACTERS)}…` : plain;
}
