import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type Dataset,
  type DatasetId,
  LeakReason,
  type LeakReport,
  LuthierError,
  MEND_WAYS,
  type MendOutcome,
  type MendWay,
  type SplitAmounts,
  type SplitPlan,
  type SplitReport,
  type SplitState,
  splits,
  type TimeShift,
  usualWay,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { findDataset } from '../find.ts';
import { followWork } from '../follow-work.ts';
import { whole } from '../numbers.ts';
import type { Output } from '../output.ts';
import { withSession } from '../run-command.ts';

const WAYS = ['random', 'stratified', 'group', 'time', 'column'] as const satisfies readonly SplitPlan['way'][];

interface SplitOptions {
  readonly way?: SplitPlan['way'];
  readonly train: Amount;
  readonly validation: Amount;
  readonly test: Amount;
  readonly seed: number;
  readonly column?: string;
  readonly nearTogether: boolean;
  readonly unlockTest: boolean;
}

/** split, leaks. */
export function splitsCommands(program: Command): void {
  program
    .command('split')
    .argument('[dataset]', 'id or name (the newest)')
    .description('deal rows out to train, validation and test')
    .addOption(
      new Option('--way <way>', 'how (group where there is a group column, else stratified, else random)').choices(
        WAYS,
      ),
    )
    .addOption(sizeOption('--train <rows>', 'rows to train on', 80))
    .addOption(sizeOption('--validation <rows>', 'rows to watch the training with', 10))
    .addOption(sizeOption('--test <rows>', 'rows to test on', 10))
    .option('--seed <number>', 'seed of the dealing', whole, 42)
    .option('--column <column>', 'column whose values name the splits; means --way column')
    .option('--no-near-together', 'let nearly equal texts stand in two splits')
    .option('--unlock-test', 'replace a test split that is there', false)
    .addHelpText(
      'after',
      `
Examples:
  luthier split --train 1000 --validation 120 --test 430
  luthier split --way time --train 80% --validation 10% --test 10%
  luthier split --column fold`,
    )
    .action((wanted: string | undefined, options: SplitOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const found = await findDataset(session, wanted);
        const input = { datasetId: found.id, plan: planOf(found, options), unlockTest: options.unlockTest };
        const report = await followWork(session, out, 'Split', splits.split, input);
        sayReport(out, report);
        out.say(`split: ${planLine(report.plan)}`);
        out.result(report);
      }),
    );

  leaksCommand(program);
}

interface LeakOptions {
  readonly mend?: MendWay | true;
  readonly kind?: LeakReason;
  readonly unlockTest: boolean;
  readonly limit: number;
}

const MEND_SAYS: Readonly<Record<MendWay, string>> = {
  keepTest: 'test rows stay, their copies leave their split, other tied rows go where most of them lie',
  together: 'each set of tied rows goes whole to the split where most of it lies',
  toTrain: 'sets that touch training go to it whole',
  toTest: 'sets that touch the test go to it whole',
  keepTrain: 'training rows stay, their copies leave their split',
};

function leaksCommand(program: Command): void {
  program
    .command('leaks')
    .argument('[dataset]', 'id or name (the newest)')
    .description('find equal texts, near duplicates and groups in two splits; --mend puts them into one')
    .addOption(new Option('--mend [way]', 'mend them as one change (keepTest)').choices(MEND_WAYS))
    .option('--unlock-test', 'let rows enter or leave the test split', false)
    .addOption(new Option('--kind <kind>', 'list only leaks of this kind').choices(LeakReason.options))
    .option('--limit <number>', 'leaks to list', whole, 20)
    .addHelpText(
      'after',
      `
Ways to mend:
${MEND_WAYS.map(way => `  ${way.padEnd(10)}${MEND_SAYS[way]}`).join('\n')}`,
    )
    .action((wanted: string | undefined, options: LeakOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id: datasetId, name, splitSizes } = await findDataset(session, wanted);
        if (Object.values(splitSizes).every(rows => rows === 0))
          throw new LuthierError('splits.none', { dataset: name });
        const { mend, unlockTest } = options;
        if (mend === undefined) {
          await sayLeaks(session, out, datasetId, options);
          return;
        }
        const input = { datasetId, way: mend === true ? 'keepTest' : mend, unlockTest } as const;
        const mended = await followWork(session, out, 'Mend', splits.mendLeaks, input);
        out.say(`rows moved: ${mended.moved}, without a split now: ${mended.takenOut}; ${leaksLine(mended.leaks)}`);
        if (mended.keepsOrder === false) out.say(ORDER_LOST);
        out.result(mended);
      }),
    );
}

const ORDER_LOST =
  'warning: the split was by time, and training no longer ends before the test begins; undo this, or mend with a way that keeps the order';

async function sayLeaks(
  session: Session,
  out: Output,
  datasetId: DatasetId,
  { kind: reason, limit }: LeakOptions,
): Promise<void> {
  const report = await followWork(session, out, 'Leaks', splits.checkLeaks, { datasetId });
  out.say(leaksLine(report));
  const page = { datasetId, reason, start: 0, limit: Math.min(100, Math.max(1, limit)) };
  const { leaks, listed, total } = await session.ask(splits.leaks, page);
  out.table(
    ['tied by', 'train', 'validation', 'test', 'rows'],
    leaks.map(({ reason, sizes, rows }) => [
      reason,
      sizes.train,
      sizes.validation,
      sizes.test,
      rows.map(({ row, split }) => `${row} (${split})`).join(', '),
    ]),
  );
  if (total > leaks.length) out.say(`and ${total - leaks.length} more`);
  sayMends(out, report.mends);
  const state = await session.ask(splits.state, { datasetId });
  sayTest(out, state);
  const { testUses, testChanged, lastSplit } = state;
  out.result({ ...report, leaks, listed, total, testUses, testChanged, lastSplit });
}

function sayMends(out: Output, mends: readonly MendOutcome[]): void {
  if (mends.length === 0) return;
  const hasOrder = mends.some(({ keepsOrder }) => keepsOrder !== null);
  out.table(
    [
      '--mend',
      'train',
      'validation',
      'test',
      'moved',
      'without a split',
      'test',
      ...(hasOrder ? ['order of time'] : []),
    ],
    mends.map(({ way, sizes, moved, takenOut, testRows, keepsOrder }) => [
      way,
      sizes.train,
      sizes.validation,
      sizes.test,
      moved,
      takenOut,
      testRows > 0 ? 'needs --unlock-test' : 'stays',
      ...(hasOrder ? [keepsOrder ? 'kept' : 'lost'] : []),
    ]),
  );
}

function sayTest(out: Output, { testUses, testChanged, lastSplit }: SplitState): void {
  if (lastSplit !== null) out.say(`split: ${planLine(lastSplit.plan)}`);
  out.say(`test: used ${testUses.length} times, ${testChanged} rows changed since it was locked`);
}

/** `stratified, 80 / 10 / 10 %, seed 42, near duplicates together`. */
function planLine(plan: SplitPlan): string {
  if (plan.way === 'column') return `column ${plan.column}`;
  const { unit, train, validation, test } = plan.amounts;
  const amounts = `${train} / ${validation} / ${test} ${unit === 'percent' ? '%' : 'rows'}`;
  if (plan.way === 'time') return `time, ${amounts}`;
  const near = plan.nearTogether ? 'together' : 'apart';
  return `${plan.way}, ${amounts}, seed ${plan.seed}, near duplicates ${near}`;
}

interface Amount {
  readonly unit: SplitAmounts['unit'];
  readonly value: number;
}

function percent(value: number): Amount {
  return { unit: 'percent', value };
}

function sizeOption(flags: string, says: string, usual: number): Option {
  return new Option(flags, `${says}, or a percentage`).argParser(amount).default(percent(usual), `${usual}%`);
}

/** `120` is rows, `12.5%` hundredths of all rows. */
function amount(text: string): Amount {
  const [, digits, sign] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('It must be a number of rows, or a percentage such as 80%.');
  if (sign === '%') return percent(Number(digits));
  return { unit: 'rows', value: whole(digits) };
}

function planOf(dataset: Dataset, { way, column, seed, nearTogether, ...of }: SplitOptions): SplitPlan {
  if (way === 'column' || (way === undefined && column !== undefined)) {
    if (column === undefined) throw new LuthierError('params.invalid', { field: 'column', reason: 'name it' });
    return { way: 'column', column };
  }
  const amounts = amountsOf(of);
  if (way === 'time') return { way, amounts };
  return { way: way ?? usualWay(dataset), amounts, seed, nearTogether };
}

function amountsOf({ train, validation, test }: Pick<SplitOptions, 'train' | 'validation' | 'test'>): SplitAmounts {
  // A validation split that was not asked for is none where the others are rows.
  const inRows = train.unit === 'rows' && test.unit === 'rows';
  const rest = inRows && validation.unit === 'percent' ? { unit: 'rows' as const, value: 0 } : validation;
  if (train.unit !== test.unit || test.unit !== rest.unit) {
    throw new LuthierError('params.invalid', { field: 'sizes', reason: 'give all in rows, or all as percentages' });
  }
  const parts = { train: train.value, validation: rest.value, test: test.value };
  return { unit: train.unit, ...parts } as SplitAmounts;
}

function sayReport(out: Output, report: SplitReport): void {
  const { labels, labelCount, sizes, leftOut, times, leaks, labelShift } = report;
  out.table(
    ['label', 'train', 'validation', 'test'],
    [
      ...labels.map(of => [of.label, of.train, of.validation, of.test]),
      ['all rows', sizes.train, sizes.validation, sizes.test],
    ],
  );
  if (labelCount > labels.length) out.say(`and ${labelCount - labels.length} more labels`);
  const reasons = { noLabel: 'no label', noDate: 'no date', noValue: 'no split named', notNeeded: 'not needed' };
  const left = Object.entries(leftOut).filter(([, rows]) => rows > 0);
  if (left.length > 0) {
    out.say(
      `without a split: ${left.map(([why, rows]) => `${rows} (${reasons[why as keyof typeof reasons]})`).join(', ')}`,
    );
  }
  if (times) out.say(`training ends ${dayOf(times.trainUntilMs)}, the test begins ${dayOf(times.testFromMs)}`);
  for (const line of lackingLines(report)) out.say(line);
  out.say(leaksLine(leaks));
  if (labelShift) out.say(shiftLine(labelShift));
}

const LABELS_SAID = 5;

export function lackingLines({ lacking, plan }: Pick<SplitReport, 'lacking' | 'plan'>): string[] {
  const why = 'nearTogether' in plan && plan.nearTogether ? '; rows that are equal or nearly so stay together' : '';
  return lacking.map(({ split, labels, count }) => {
    const more = count > LABELS_SAID ? ` and ${count - LABELS_SAID} more` : '';
    return `warning: ${split} has no row with the label ${labels.slice(0, LABELS_SAID).join(', ')}${more}${why}`;
  });
}

function leaksLine({ leakedRows, equalTexts, nearTexts, sharedGroups }: LeakReport): string {
  if (leakedRows === 0) return 'leaks: none';
  return `leaks: ${leakedRows} rows (${equalTexts} equal texts, ${nearTexts} near duplicates, ${sharedGroups} shared groups)`;
}

export function shiftLine({ label, before, after, atMs }: TimeShift): string {
  const share = (of: number) => `${Math.round(of * 100)} %`;
  return `warning: ${label} is ${share(before)} of the rows before ${dayOf(atMs)} and ${share(after)} after: a split by time would compare two different worlds`;
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
