import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  dataset,
  type ErrorCode,
  type ImportFile,
  type ImportPreview,
  type ImportReport,
  LuthierError,
  Roles,
  TextUnit,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { ledgerText } from '../ledger.ts';
import type { Output } from '../output.ts';
import { type Common, withSession } from '../run-command.ts';

type RoleOptions = Partial<Record<keyof Roles, string>>;
type ReadOptions = Pick<ImportFile, 'name' | 'format' | 'encoding' | 'delimiter' | 'textUnit'>;
type ImportOptions = Common & RoleOptions & ReadOptions & { readonly ledger?: string; readonly preview?: boolean };

const ROLES = Object.keys(Roles.shape) as (keyof Roles)[];

/** import. */
export function dataCommands(program: Command): void {
  program
    .command('import')
    .argument('<file>', 'a file, a folder or an archive')
    .description('bring rows into the project as a new dataset')
    .option('--name <name>', 'name of the dataset (the file name)')
    .option('--format <format>', 'jsonl, csv, json, parquet, arrow, xlsx, txt, eml or mbox (by the ending)')
    .option('--encoding <encoding>', 'utf-8, gb18030, utf-16le, ... (found out)')
    .option('--delimiter <mark>', 'what stands between the cells of a CSV (found out)')
    .addOption(new Option('--text-unit <unit>', 'what a row of a text file is').choices(TextUnit.options))
    .option('--text <column>', 'column with the text')
    .option('--label <column>', 'column with the label')
    .option('--prompt <column>', 'column with the instruction')
    .option('--context <column>', 'column with what is added to the instruction')
    .option('--completion <column>', 'column with the answer')
    .option('--messages <column>', 'column with a chat as JSON')
    .option('--group <column>', 'column whose equal values must stay in one split')
    .option('--time <column>', 'column with the date')
    .option('--id <column>', 'column with an id of the source')
    .option('--preview', 'show the first rows as they would be read, and import nothing')
    .option('--ledger <file>', 'write down what was left out and why, as JSONL or, by its ending, CSV')
    .addHelpText(
      'after',
      `
Formats: JSONL, CSV and TSV, JSON, Parquet, Arrow and Feather, Excel, text, mail (.eml, mbox); a folder or a zip of one
of them, each file also as .gz; the folder of a Hugging Face dataset, with its splits.

Examples:
  luthier import mails.jsonl --label class --group sender
  luthier import archive.zip --preview
  luthier import mails.csv --ledger left-out.jsonl`,
    )
    .action((file: string, options: ImportOptions, command: Command) =>
      withSession({ ...command.optsWithGlobals() }, async (session, out) => {
        const { name, ledger, preview, ...rest } = options;
        const { format, encoding, delimiter, textUnit } = rest;
        const reading = { file: resolve(file), format, encoding, delimiter, textUnit };
        if (preview) return showPreview(out, await session.ask(dataset.previewImport, reading));
        const report = await importFile(session, out, { ...reading, name, roles: rolesOf(rest) });
        const mended = report.mended > 0 ? `, ${report.mended} mended` : '';
        out.say(
          `${report.accepted} rows in ${report.dataset.name} (${report.dataset.id}), ${report.rejected} rejected${mended}`,
        );
        for (const { reason } of report.ledger.slice(0, 20)) out.say(`  ${reason.message}`);
        if (ledger !== undefined) writeFileSync(ledger, await ledgerText(session, report.dataset, ledger));
        out.result(report);
      }),
    );
}

export type ImportRequest = ImportFile;

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

function rolesOf(options: RoleOptions): Partial<Roles> {
  const roles = ROLES.map(role => [role, options[role]] as const);
  return Object.fromEntries(roles.filter(([, column]) => column !== undefined));
}

const SHOWN_CHARACTERS = 40;

function showPreview(out: Output, preview: ImportPreview): void {
  const { name, files, format, encoding, delimiter, preset, columns, rows, roles } = preview;
  const delimited = delimiter === null ? '' : `, cells parted by ${JSON.stringify(delimiter)}`;
  out.say(`${name}: ${files === 1 ? '1 file' : `${files} files`}, ${format} in ${encoding}${delimited}, ${preset}`);
  const roleOf = (column: string) => ROLES.filter(role => roles[role] === column).join(', ');
  out.table(
    ['column', 'type', 'part', 'for example'],
    columns.map(({ name: column, type, examples }) => [short(column), type, roleOf(column), short(examples[0] ?? '')]),
  );
  out.say(`The first ${rows.length} rows:`);
  out.table(
    columns.map(column => short(column.name)),
    rows.slice(0, 10).map(row => columns.map(column => short(String(row[column.name] ?? '')))),
  );
  for (const { reason } of preview.rejects) out.say(`  ${reason.message}`);
  out.result(preview);
}

/** A cell on one line of a terminal, without what a terminal would obey. */
function short(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '\ufffd');
  return plain.length > SHOWN_CHARACTERS ? `${plain.slice(0, SHOWN_CHARACTERS).toWellFormed()}…` : plain;
}
