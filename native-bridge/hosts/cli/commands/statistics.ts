import type { Command } from 'commander';
import {
  type ColumnFacts,
  type DatasetId,
  type Lengths,
  type Statistics,
  statistics,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { findDataset, findModel } from '../find.ts';
import { followWork } from '../follow-work.ts';
import type { Output } from '../output.ts';
import { type Common, withSession } from '../run-command.ts';

const LINES = 10;
const SHOWN_CHARACTERS = 60;

interface StatsOptions {
  readonly fresh?: boolean;
  readonly tokens?: string;
}

/** stats. */
export function statisticsCommands(program: Command): void {
  program
    .command('stats')
    .argument('[dataset]', 'id or name (the newest)')
    .description('count what is in a dataset: splits, labels, lengths, languages, repeats, gaps, words')
    .option('--fresh', 'count again although nothing has changed')
    .option('--tokens <model>', 'count the tokens of the texts instead, as this model cuts them: its id or its name')
    .addHelpText('after', '\nExample:\n  luthier stats mails --tokens smollm2-135m-instruct')
    .action((wanted: string | undefined, options: StatsOptions, command: Command) =>
      withSession(command.optsWithGlobals<Common>(), async (session, out) => {
        const { id } = await findDataset(session, wanted);
        if (options.tokens !== undefined) return await tokenStats(session, out, id, options);
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

async function tokenStats(session: Session, out: Output, datasetId: DatasetId, options: StatsOptions): Promise<void> {
  const { id: modelId } = await findModel(session, options.tokens);
  const input = { datasetId, modelId };
  const known = options.fresh ? null : await session.ask(statistics.knownTokens, input);
  const found = known ?? (await followWork(session, out, 'Tokens', statistics.computeTokens, input));
  out.say(`${found.rows} rows, ${found.tokens} tokens of ${shown(found.modelName)}`);
  table(out, LENGTH_HEADER, [lengthLine('tokens', found.lengths)]);
  table(
    out,
    ['tokens', 'rows', 'share'],
    found.lengths.bins
      .filter(({ rows }) => rows > 0)
      .map(({ from, to, rows }) => [`${from}–${to}`, rows, share(rows, found.rows)]),
  );
  out.result(found);
}

const LENGTH_HEADER = ['length in', 'least', 'median', 'mean', '95 %', '99 %', 'most'];

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
  table(out, LENGTH_HEADER, [lengthLine('characters', found.characters), lengthLine('words', found.words)]);
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
