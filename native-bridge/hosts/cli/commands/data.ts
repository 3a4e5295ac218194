import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  CellType,
  dataset,
  type ErrorCode,
  type ImportFile,
  type ImportReport,
  LuthierError,
  Preset,
  Quotes,
  TextUnit,
  withChat,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { askAsSeen, showAsSeen } from '../as-seen.ts';
import { type MappingOptions, mappingOf, needsHead, typesOf } from '../import-mapping.ts';
import type { Output } from '../output.ts';
import { showPreview } from '../preview.ts';
import { type Common, withSession } from '../run-command.ts';

type ReadOptions = Pick<
  ImportFile,
  'name' | 'format' | 'encoding' | 'delimiter' | 'quotes' | 'textUnit' | 'origin' | 'licence'
>;
type ImportOptions = Common &
  MappingOptions &
  ReadOptions & {
    readonly type?: readonly string[];
    readonly ledger?: string;
    readonly accepted?: boolean;
    readonly preview?: boolean;
    readonly model?: string;
  };

/** datasets, import. */
export function dataCommands(program: Command): void {
  datasetsCommand(program);
  program
    .command('import')
    .argument('<file>', 'a file, a folder or an archive')
    .description('bring rows into the project as a new dataset')
    .option('--name <name>', 'name of the dataset (the file name)')
    .option('--format <format>', 'jsonl, csv, json, parquet, arrow, xlsx, txt, eml or mbox (by the ending)')
    .option('--encoding <encoding>', 'utf-8, gb18030, utf-16le, ... (found out)')
    .option('--delimiter <mark>', 'what stands between the cells of a CSV (found out)')
    .addOption(
      new Option('--quotes <quotes>', 'whether quotes stand around cells or are plain').choices(Quotes.options),
    )
    .addOption(new Option('--text-unit <unit>', 'what a row of a text file is').choices(TextUnit.options))
    .addOption(
      new Option('--preset <preset>', 'a usual shape of the columns (plain: by the columns named here)').choices(
        Preset.options,
      ),
    )
    .option('--text <column>', 'column with the text')
    .option('--label <column>', 'column with the label')
    .option('--prompt <column>', 'column with the instruction')
    .option('--context <column>', 'column with what is added to the instruction')
    .option('--completion <column>', 'column with the answer')
    .option('--messages <column>', 'column with a chat as JSON')
    .option('--group <column>', 'column whose equal values must stay in one split')
    .option('--time <column>', 'column with the date')
    .option('--id <column>', 'column with an id of the source')
    .option('--metadata <columns...>', 'columns that play no part, whatever they are called')
    .option('--type <column=type...>', `what a column holds: ${CellType.options.join(', ')} (as it stands)`)
    .option('--speaker-key <key>', 'of messages: the key that says who speaks (found out with any of these five)')
    .option('--text-key <key>', 'of messages: the key that says what')
    .option('--user <speakers...>', 'of messages: who asks')
    .option('--assistant <speakers...>', 'of messages: who answers')
    .option('--system <speakers...>', 'of messages: who instructs')
    .option('--origin <where>', 'where the file comes from: an address or words, for the ledger of sources')
    .option('--licence <expression>', 'its licence, such as CC-BY-4.0 (the card beside it)')
    .option('--preview', 'show the first rows as they would be read, and import nothing')
    .option('--model <model>', 'with --preview: also the exact text this model of the project would see')
    .option('--ledger <file>', 'write down what was left out and why, as JSONL or, by its ending, CSV')
    .option('--accepted', 'with --ledger: also of which file and line every row is')
    .addHelpText(
      'after',
      `
Formats: JSONL, CSV and TSV, JSON, Parquet, Arrow and Feather, Excel, text, mail (.eml, mbox); a folder or a zip of one
of them, each file also as .gz; the folder of a Hugging Face dataset, with its splits.

Examples:
  luthier import mails.jsonl --label class --group sender
  luthier import archive.zip --preview
  luthier import mails.jsonl --preview --model SmolLM2-135M-Instruct
  luthier import mails.csv --ledger left-out.jsonl
  luthier import instructions.json --preset alpaca
  luthier import calls.jsonl --messages dialog --speaker-key speaker --text-key utterance --user 客户 --assistant 客服
  luthier import shop.csv --type code=text price=number sold=date --metadata code
  luthier import reviews.parquet --licence CC-BY-4.0 --origin https://example.org/reviews`,
    )
    .action((file: string, options: ImportOptions, command: Command) =>
      withSession({ ...command.optsWithGlobals() }, async (session, out) => {
        const { name, ledger, accepted, preview, model, ...rest } = options;
        const { format, encoding, delimiter, quotes, textUnit, origin, licence } = rest;
        const types = typesOf(rest.type ?? []);
        const reading = { file: resolve(file), format, encoding, delimiter, quotes, textUnit, types };
        const first = needsHead(rest) ? await session.ask(dataset.previewImport, reading) : null;
        const { roles, chat } = mappingOf(first, rest);
        if (preview) {
          const head = await session.ask(dataset.previewImport, { ...reading, roles });
          showPreview(out, head);
          if (model === undefined) return out.result(head);
          const rows = head.rows.map(cells => withChat(cells, chat));
          const seen = await askAsSeen(session, { rows, roles: head.roles, model });
          showAsSeen(out, seen);
          return out.result({ ...head, asSeen: seen });
        }
        const report = await importFile(session, out, { ...reading, name, origin, licence, roles, chat });
        const noted = report.mended > 0 ? `, ${report.mended} with a note` : '';
        out.say(
          `${report.accepted} rows in ${report.dataset.name} (${report.dataset.id}), ${report.rejected} rejected${noted}`,
        );
        for (const { reason } of report.ledger.slice(0, 20)) out.say(`  ${reason.message}`);
        if (ledger !== undefined) {
          const format = ledger.toLowerCase().endsWith('.csv') ? 'csv' : 'jsonl';
          await session.ask(dataset.exportLedger, {
            datasetId: report.dataset.id,
            format,
            accepted,
            to: resolve(ledger),
          });
        }
        out.result(report);
      }),
    );
}

function datasetsCommand(program: Command): void {
  program
    .command('datasets')
    .description('the datasets of the project, newest first')
    .action((_, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const all = await session.ask(dataset.datasets, {});
        out.table(
          ['dataset', 'id', 'rows', 'columns'],
          all.map(({ id, name, rowCount, columns }) => [name, id, rowCount, columns.length]),
        );
        out.result(all);
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
