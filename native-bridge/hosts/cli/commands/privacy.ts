import { type Command, InvalidArgumentError } from 'commander';
import { LuthierError, PrivacyAction, type PrivacyReport, privacy } from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { findDataset } from '../find.ts';
import { followJob } from '../follow-job.ts';
import { followWork } from '../follow-work.ts';
import type { Output } from '../output.ts';
import { type Common, withSession } from '../run-command.ts';

interface ScanOptions extends Common {
  readonly column: string[];
  readonly reveal: boolean;
}

interface MaskOptions extends Common {
  readonly column: string[];
  readonly all?: PrivacyAction;
  readonly type: readonly (readonly [type: string, action: PrivacyAction])[];
}

const COLUMN_HELP = 'a column to read, as often as you like (the text)';
const ACTIONS = PrivacyAction.options.join(', ');

interface NamesOptions extends Common {
  readonly column: string[];
}

/** privacy scan, privacy mask, privacy names, privacy types. */
export function privacyCommands(program: Command): void {
  const group = program.command('privacy').description('find and mask personal data, on this machine only');

  group
    .command('scan')
    .argument('[dataset]', 'id or name (the newest)')
    .description('count personal data by kind and column; changes nothing')
    .option('--column <name>', COLUMN_HELP, collect, [])
    .option('--reveal', 'show the values themselves in the samples', false)
    .addHelpText('after', '\nExample:\n  luthier privacy scan mails --column text --column sender')
    .action((wanted: string | undefined, { column, reveal }: ScanOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id } = await findDataset(session, wanted);
        const report = await followWork(session, out, 'Scan', privacy.scan, { datasetId: id, columns: column });
        sayCounts(out, report);
        for (const sample of report.samples) {
          const { row, column, type, start, before, becomes, after } = sample;
          const value = reveal
            ? (await session.ask(privacy.reveal, { datasetId: id, row, column, type, start })).value
            : null;
          // As a JSON string, so that no text of the data speaks to the terminal.
          out.say(`  ${type}, row ${row}: ${JSON.stringify(`${before}${value ?? becomes.mask}${after}`)}`);
        }
        out.result(report);
      }),
    );

  group
    .command('mask')
    .argument('[dataset]', 'id or name (the newest)')
    .description('replace personal data, or drop its rows, as one change that can be undone')
    .option('--column <name>', COLUMN_HELP, collect, [])
    .option('--all <action>', `for every kind that --type does not name: ${ACTIONS}`, action)
    .option('--type <kind=action>', `for one kind, as often as you like: ${ACTIONS}`, typeAction, [])
    .addHelpText('after', '\nExample:\n  luthier privacy mask mails --all mask --type email=fake --type url=keep')
    .action((wanted: string | undefined, { column, all, type }: MaskOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id } = await findDataset(session, wanted);
        const actions = await actionsOf(session, all, type);
        const report = await followWork(session, out, 'Mask', privacy.mask, {
          datasetId: id,
          columns: column,
          actions,
        });
        out.table(
          ['kind', 'replaced'],
          report.replaced.map(({ type, values }) => [type, values]),
        );
        out.say(
          `${report.changedRows} rows changed, ${report.droppedRows} dropped, of ${report.rowsSeen}${namesLeft(report.rowsNotLookedAt)}`,
        );
        out.result(report);
      }),
    );

  group
    .command('names')
    .argument('[dataset]', 'id or name (the newest)')
    .description('look for names of people, by models on this machine; scan and mask know them from then on')
    .option('--column <name>', COLUMN_HELP, collect, [])
    .addHelpText(
      'after',
      `
Texts that have been looked at as they are, are not looked at again.

Example:
  luthier privacy names mails
  luthier privacy mask mails --type name=fake`,
    )
    .action((wanted: string | undefined, { column }: NamesOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id: datasetId } = await findDataset(session, wanted);
        const where = { datasetId, columns: column };
        const { jobId } = await followWork(session, out, 'Texts', privacy.findNames, where);
        if (jobId !== null) await followJob(session, out, jobId, 'Names');
        const state = await session.ask(privacy.names, where);
        out.say(`${state.names} names in ${state.rows} rows; ${state.rowsNotLookedAt} rows not looked at`);
        out.result({ jobId, ...state });
      }),
    );

  group
    .command('types')
    .description('the kinds of personal data that are looked for')
    .action((_, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const types = await session.ask(privacy.types, {});
        out.table(
          ['kind', 'what it finds'],
          types.map(({ id, says }) => [id, says.en]),
        );
        out.result(types);
      }),
    );
}

function sayCounts(out: Output, report: PrivacyReport): void {
  out.table(
    ['kind', 'column', 'values', 'rows'],
    report.counts.map(({ type, column, values, rows }) => [type, column, values, rows]),
  );
  out.say(`${report.rowsFound} of ${report.rowsSeen} rows${namesLeft(report.rowsNotLookedAt)}`);
}

function namesLeft(rows: number): string {
  return rows === 0 ? '' : `; ${rows} not looked at for names (luthier privacy names)`;
}

async function actionsOf(session: Session, all: PrivacyAction | undefined, named: MaskOptions['type']) {
  if (all === undefined && named.length === 0) {
    throw new LuthierError('request.invalid', { reason: 'say what to do: --all mask, or --type mobile=mask' });
  }
  const types = all === undefined ? [] : await session.ask(privacy.types, {});
  return { ...Object.fromEntries(types.map(({ id }) => [id, all as PrivacyAction])), ...Object.fromEntries(named) };
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function action(value: string): PrivacyAction {
  const parsed = PrivacyAction.safeParse(value);
  if (!parsed.success) throw new InvalidArgumentError(`It is one of ${ACTIONS}.`);
  return parsed.data;
}

function typeAction(value: string, before: MaskOptions['type']): MaskOptions['type'] {
  const [, type = '', does = ''] = /^([^=]+)=(.+)$/.exec(value) ?? [];
  if (type === '') throw new InvalidArgumentError('It is written kind=action, such as email=fake.');
  return [...before, [type, action(does)]];
}
