import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type Combination,
  type CombineReport,
  type CombineRequest,
  type DatasetId,
  type Roles,
  versioning,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { findDataset } from '../find.ts';
import { followWork } from '../follow-work.ts';
import { whole } from '../numbers.ts';
import type { Output } from '../output.ts';
import { withSession } from '../run-command.ts';

/** combine (append, join, mix, sample). */
export function combineCommands(program: Command): void {
  const combine = program.command('combine').description('a new dataset of others: append, join, mix, sample');
  appendCommand(combine);
  joinCommand(combine);
  mixCommand(combine);
  sampleCommand(combine);
}

interface NewDataset extends Partial<Pick<Roles, 'text' | 'label' | 'group'>> {
  readonly name: string;
  readonly originColumn?: string;
  /** False where only the dataset is wanted. */
  readonly freeze: boolean;
  readonly sizes: Sizes;
  readonly splitSeed: number;
}

interface Sizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** What every way to make a dataset asks. */
function aNewDataset(command: Command): Command {
  return command
    .requiredOption('--name <name>', 'name of the new dataset, and of its version')
    .option('--no-freeze', 'only the dataset: do not split its rows and freeze them')
    .option('--sizes <percent>', 'train/validation/test of the split, in percent', sizes, sizes('80/10/10'))
    .option('--split-seed <number>', 'seed of the split', whole, 42)
    .option('--text <column>', 'column of the new dataset that holds the text')
    .option('--label <column>', 'column of the new dataset that holds the label')
    .option('--group <column>', 'column of the new dataset whose rows stay in one split');
}

function sizes(text: string): Sizes {
  const [train = 0, validation = 0, test = 0, ...more] = text.split('/').map(Number);
  const isWrong = !(train > 0 && validation >= 0 && test > 0) || train + validation + test > 100.001;
  if (isWrong || more.length > 0) throw new InvalidArgumentError('It must be three percentages such as 80/10/10.');
  return { train, validation, test };
}

function appendCommand(combine: Command): void {
  aNewDataset(combine.command('append'))
    .argument('<datasets...>', 'ids or names')
    .description('rows of several datasets, one after the other')
    .option('--origin-column <name>', 'a column that says which dataset a row is from')
    .action((wanted: string[], options: NewDataset, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const parts = (await idsOf(session, wanted)).map(datasetId => ({ datasetId }));
        await combined(session, out, options, { kind: 'append', parts });
      }),
    );
}

interface JoinOptions extends NewDataset {
  readonly key: string;
  readonly rightKey?: string;
  readonly keepUnmatched: boolean;
  readonly allMatches: boolean;
}

function joinCommand(combine: Command): void {
  aNewDataset(combine.command('join'))
    .argument('<left>', 'id or name')
    .argument('<right>', 'id or name')
    .description('rows of the first with the columns of the second where a key is equal')
    .requiredOption('--key <column>', 'key column of the first')
    .option('--right-key <column>', 'key column of the second (the same name)')
    .option('--keep-unmatched', 'keep rows without a partner', false)
    .option('--all-matches', 'a row for each partner, where a key stands more than once in the second', false)
    .action((left: string, right: string, options: JoinOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const [first, second] = (await idsOf(session, [left, right])) as [DatasetId, DatasetId];
        const { key: leftKey, rightKey = leftKey, keepUnmatched, allMatches } = options;
        const matches = allMatches ? ('all' as const) : ('first' as const);
        const join = { kind: 'join' as const, left: first, right: second, leftKey, rightKey, keepUnmatched, matches };
        await combined(session, out, options, join);
      }),
    );
}

function mixCommand(combine: Command): void {
  aNewDataset(combine.command('mix'))
    .argument('<datasets...>', 'each as <id or name>=<weight>')
    .description('random rows of several datasets by weight')
    .option('--rows <rows>', 'rows in all (as many as there are without repeating one)', whole)
    .option('--seed <number>', 'seed of the choice', whole, 42)
    .option('--origin-column <name>', 'a column that says which dataset a row is from')
    .addHelpText('after', '\nExample:\n  luthier combine mix mails=3 forum=1 --rows 4000 --name mixed')
    .action((wanted: string[], options: NewDataset & { rows?: number; seed: number }, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { rows, seed } = options;
        const ids = await idsOf(
          session,
          wanted.map(one => one.replace(/=[\d.]+$/, '')),
        );
        const weightOf = (one: string) => Number(/=([\d.]+)$/.exec(one)?.[1] ?? 1);
        const parts = ids.map((datasetId, at) => ({ datasetId, weight: weightOf(wanted[at] ?? '') }));
        await combined(session, out, options, { kind: 'mix', parts, seed, ...(rows !== undefined && { rows }) });
      }),
    );
}

type Sampling = Pick<Extract<Combination, { kind: 'sample' }>, 'how' | 'rows' | 'seed'>;

function sampleCommand(combine: Command): void {
  aNewDataset(combine.command('sample'))
    .argument('<dataset>', 'id or name')
    .description('some rows of one dataset')
    .requiredOption('--rows <rows>', 'rows in all', whole)
    .addOption(
      new Option('--how <how>', 'the first, any, or as many of each label as can be')
        .choices(['head', 'random', 'balanced'])
        .default('random'),
    )
    .option('--seed <number>', 'seed of the choice', whole, 42)
    .action((wanted: string, options: NewDataset & Sampling, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { how, rows, seed } = options;
        const { id } = await findDataset(session, wanted);
        await combined(session, out, options, { kind: 'sample', datasetId: id, how, rows, seed });
      }),
    );
}

async function idsOf(session: Session, wanted: readonly string[]): Promise<DatasetId[]> {
  const ids: DatasetId[] = [];
  for (const one of wanted) ids.push((await findDataset(session, one)).id);
  return ids;
}

async function combined(session: Session, out: Output, options: NewDataset, of: Combination): Promise<void> {
  const { name, originColumn, freeze, sizes, splitSeed, text, label, group } = options;
  const roles = { ...(text && { text }), ...(label && { label }), ...(group && { group }) };
  const request: CombineRequest = {
    name,
    of,
    ...(originColumn !== undefined && { originColumn }),
    ...(Object.keys(roles).length > 0 && { roles }),
    ...(freeze && { version: name, split: { amounts: { unit: 'percent', ...sizes }, seed: splitSeed } }),
  };
  const report = await followWork(session, out, 'Combine', versioning.combine, request);
  sayCombined(out, report, of);
  out.result(report);
}

function sayCombined(out: Output, report: CombineReport, of: Combination): void {
  const { dataset, origin, version, notSplit, keptInTest, unmatched, repeatedKeys } = report;
  out.say(`${dataset.rowCount} rows in ${dataset.name} (${dataset.id})`);
  if (notSplit !== null) out.say(`not split: ${notSplit.message}`);
  if (keptInTest > 0)
    out.say(`${keptInTest} rows stand in the test of the dataset they come from, and stay in the test`);
  if (version !== null) {
    const { train, validation, test } = version.splitSizes;
    out.say(`frozen as ${version.name} ${version.hash.slice(0, 12)}: ${train} / ${validation} / ${test} rows`);
  }
  const roles = Object.entries(dataset.roles).map(([role, column]) => `${role}: ${column}`);
  out.say(`columns: ${roles.join(', ')}`);
  out.table(
    ['from', 'rows', 'taken'],
    origin.parts.map(part => [part.name, part.rows, part.taken]),
  );
  if (unmatched > 0) out.say(`${unmatched} rows have no partner`);
  if (repeatedKeys > 0) {
    const taken =
      of.kind === 'join' && of.matches === 'all' ? 'each made a row' : 'the first row of each key was taken';
    out.say(`${repeatedKeys} rows of the second have a key that an earlier one has; ${taken}`);
  }
}
