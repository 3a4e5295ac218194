import type { Command } from 'commander';
import { dataset, type ErrorCode, type ImportReport, LuthierError, type Roles } from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { findDataset } from '../find.ts';
import { whole } from '../numbers.ts';
import type { Output } from '../output.ts';
import { type Common, withSession } from '../run-command.ts';

type ImportOptions = Common &
  Partial<Record<'name' | 'format' | 'encoding' | 'text' | 'label' | 'group' | 'time' | 'id', string>>;

/** import, clean, split, freeze. */
export function dataCommands(program: Command): void {
  program
    .command('import')
    .argument('<file>', 'JSONL, CSV or TSV')
    .description('bring a file into the project as a new dataset')
    .option('--name <name>', 'name of the dataset (the file name)')
    .option('--format <format>', 'jsonl or csv (by the ending)')
    .option('--encoding <encoding>', 'utf-8, gb18030, utf-16le, ... (found out)')
    .option('--text <column>', 'column with the text')
    .option('--label <column>', 'column with the label')
    .option('--group <column>', 'column whose equal values must stay in one split')
    .option('--time <column>', 'column with the date')
    .option('--id <column>', 'column with an id of the source')
    .addHelpText('after', '\nExample:\n  luthier import mails.jsonl --label class --group sender')
    .action((file: string, options: ImportOptions, command: Command) =>
      withSession({ ...command.optsWithGlobals() }, async (session, out) => {
        const { name, format, encoding, ...columns } = options;
        const report = await importFile(session, out, { file, name, format, encoding, roles: rolesOf(columns) });
        out.say(
          `${report.accepted} rows in ${report.dataset.name} (${report.dataset.id}), ${report.rejected} rejected`,
        );
        for (const { reason } of report.ledger.slice(0, 20)) out.say(`  ${reason.message}`);
        out.result(report);
      }),
    );

  program
    .command('clean')
    .argument('[dataset]', 'id or name (the newest)')
    .description('normalise texts; drop empty, repeated and contradicting rows')
    .action((wanted: string | undefined, _, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id } = await findDataset(session, wanted);
        const report = await session.ask(dataset.clean, { datasetId: id });
        out.table(
          ['step', 'removed', 'changed'],
          report.steps.map(step => [step.step, step.removed, step.changed]),
        );
        out.say(`${report.rowsBefore} rows before, ${report.rowsAfter} after`);
        out.result(report);
      }),
    );

  program
    .command('split')
    .argument('[dataset]', 'id or name (the newest)')
    .description('deal rows out to train, validation and test, each label with its share')
    .requiredOption('--train <rows>', 'rows to train on', whole)
    .requiredOption('--test <rows>', 'rows to test on', whole)
    .option('--validation <rows>', 'rows to watch the training with', whole, 0)
    .option('--seed <number>', 'seed of the dealing', whole, 42)
    .option('--no-groups', 'let rows of one group stand in two splits')
    .addHelpText('after', '\nExample:\n  luthier split --train 1000 --validation 120 --test 430')
    .action(
      (
        wanted: string | undefined,
        options: { train: number; test: number; validation: number; seed: number; groups: boolean },
        command: Command,
      ) =>
        withSession(command.optsWithGlobals(), async (session, out) => {
          const { id } = await findDataset(session, wanted);
          const { train, validation, test, seed, groups } = options;
          const sizes = { train, validation, test };
          const report = await session.ask(dataset.split, { datasetId: id, sizes, seed, byGroup: groups });
          out.table(
            ['label', 'train', 'validation', 'test'],
            report.labels.map(of => [of.label, of.train, of.validation, of.test]),
          );
          out.say(`leaks: ${report.leaks.leakedRows} rows`);
          if (report.labelShift) out.say(shiftLine(report.labelShift));
          out.result(report);
        }),
    );

  program
    .command('freeze')
    .argument('[dataset]', 'id or name (the newest)')
    .description('make an immutable version of the rows that have a split')
    .option('--name <name>', 'name of the version', 'v1')
    .option('--accept-leaks', 'freeze although rows stand in two splits', false)
    .action((wanted: string | undefined, options: { name: string; acceptLeaks: boolean }, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id } = await findDataset(session, wanted);
        const version = await session.ask(dataset.freeze, { datasetId: id, ...options });
        out.say(`${version.name} ${version.hash.slice(0, 12)}: ${version.rowCount} rows in ${version.path}`);
        out.result(version);
      }),
    );
}

export interface ImportRequest {
  readonly file: string;
  readonly name?: string | undefined;
  readonly format?: string | undefined;
  readonly encoding?: string | undefined;
  readonly roles?: Partial<Roles> | undefined;
}

/** Imports with a progress line. Throws the error of the import. */
export async function importFile(session: Session, out: Output, request: ImportRequest): Promise<ImportReport> {
  const line = out.progress('Import');
  let report: ImportReport | null = null;
  let failure: LuthierError | null = null;
  await session.follow(dataset.importFile, request, event => {
    if (event.kind === 'progress') line.update(event.bytesDone, event.bytesTotal, `${event.rows} rows`);
    else if (event.kind === 'finished') report = event.report;
    else failure = new LuthierError(event.error.code as ErrorCode, event.error.facts as never, event.error.where);
  });
  if (failure !== null || report === null) {
    line.end('stopped');
    throw failure ?? new Error('the import ended without a report');
  }
  line.end(`${(report as ImportReport).accepted} rows`);
  return report;
}

export function shiftLine(shift: { label: string; before: number; after: number; atMs: number }): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const date = new Date(shift.atMs).toISOString().slice(0, 10);
  return `warning: ${shift.label} is ${percent(shift.before)} of the rows before ${date} and ${percent(shift.after)} after: a split by time would compare two different worlds`;
}

function rolesOf(columns: ImportOptions): Partial<Roles> {
  const roles = (['text', 'label', 'group', 'time', 'id'] as const).map(role => [role, columns[role]] as const);
  return Object.fromEntries(roles.filter(([, column]) => column !== undefined));
}
