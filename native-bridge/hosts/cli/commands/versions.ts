import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type CompareReport, type ExportRows, RowFormatId, Split, versioning } from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { findDataset, findVersion, minuteOf, versionsWithTitles } from '../find.ts';
import { followWork } from '../follow-work.ts';
import { whole } from '../numbers.ts';
import type { Output } from '../output.ts';
import { withSession } from '../run-command.ts';
import { ACCEPT_SAYS, acceptLicences } from './licences.ts';

const VERSION = 'hash, name, or dataset/name where datasets have versions of one name';

/** freeze, versions (list, rename, compare, restore, export). */
export function versionCommands(program: Command): void {
  freezeCommand(program);
  const versions = program.command('versions').description('frozen versions: list, rename, compare, restore, export');
  listCommand(versions);
  renameCommand(versions);
  compareCommand(versions);
  restoreCommand(versions);
  exportCommand(versions);
}

function freezeCommand(program: Command): void {
  program
    .command('freeze')
    .argument('[dataset]', 'id or name (the newest)')
    .description('make an immutable version of the rows as they are, in their splits or in none')
    .option('--name <name>', 'name of the version (the next of its dataset: v1, v2, ...)')
    .option('--accept-leaks <reason>', 'freeze although rows stand in two splits; the reason is kept')
    .action((wanted: string | undefined, options: { name?: string; acceptLeaks?: string }, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id, name: dataset } = await findDataset(session, wanted);
        const { name, acceptLeaks } = options;
        const version = await followWork(session, out, 'Freeze', versioning.freeze, {
          datasetId: id,
          name,
          ...(acceptLeaks !== undefined && { acceptLeaks: { reason: acceptLeaks } }),
        });
        out.say(`${dataset}/${version.name} ${version.hash.slice(0, 12)}: ${version.rowCount} rows in ${version.path}`);
        for (const step of version.recipe) out.say(`  ${typeof step === 'string' ? step : step.title}`);
        const { train, test } = version.splitSizes;
        if (train === 0 || test === 0) out.say('it has no train and test split, so nothing can be trained on it');
        out.result(version);
      }),
    );
}

function listCommand(versions: Command): void {
  versions
    .command('list', { isDefault: true })
    .description('the versions of the project, newest first')
    .action((_, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const all = await versionsWithTitles(session);
        out.table(
          ['version', 'dataset', 'name', 'rows', 'train', 'validation', 'test', 'leaked', 'parent', 'frozen'],
          all.map(({ hash, dataset, name, rowCount, splitSizes, leakedRows, parent, createdAtMs }) => [
            hash.slice(0, 12),
            dataset,
            name,
            rowCount,
            splitSizes.train,
            splitSizes.validation,
            splitSizes.test,
            leakedRows,
            parent?.slice(0, 12) ?? '–',
            minuteOf(createdAtMs),
          ]),
        );
        out.result(all);
      }),
    );
}

function renameCommand(versions: Command): void {
  versions
    .command('rename')
    .argument('<version>', VERSION)
    .argument('<name>', 'the new name')
    .description('give a version another name; its rows and its hash stay')
    .action((wanted: string, name: string, _, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { hash, title } = await findVersion(session, wanted);
        const renamed = await session.ask(versioning.rename, { hash, name });
        out.say(`${title} is ${renamed.name} now`);
        out.result(renamed);
      }),
    );
}

function compareCommand(versions: Command): void {
  versions
    .command('compare')
    .argument('<before>', VERSION)
    .argument('<after>', VERSION)
    .description('rows added, removed and changed, and how the labels moved')
    .option('--show <rows>', 'rows of each kind to print', whole, 5)
    .action((before: string, after: string, { show }: { show: number }, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { hash: left, title: leftTitle } = await findVersion(session, before);
        const { hash: right, title: rightTitle } = await findVersion(session, after);
        const report = await followWork(session, out, 'Compare', versioning.compare, { left, right });
        out.say(`${leftTitle} -> ${rightTitle}`);
        sayComparison(out, report);
        for (const kind of ['added', 'removed', 'changed'] as const) {
          if (show === 0 || report[kind] === 0) continue;
          const page = await session.ask(versioning.differences, { left, right, kind, start: 0, limit: show });
          for (const { row, cells } of page.rows) {
            const numbers = [...new Set([row.left, row.right].filter(number => number !== null))];
            out.say(`${kind} row ${numbers.join(' -> ')}`);
            for (const { column, left, right } of cells) {
              out.say(`  ${column}: ${JSON.stringify(left)} -> ${JSON.stringify(right)}`);
            }
          }
        }
        out.result(report);
      }),
    );
}

function sayComparison(out: Output, report: CompareReport): void {
  const { added, removed, changed, same, movedSplit, matchedBy } = report;
  out.say(`${added} rows added, ${removed} removed, ${changed} changed, ${same} equal; ${movedSplit} in another split`);
  out.say(
    matchedBy === 'number'
      ? 'rows were found by their numbers, since both are of one dataset'
      : 'rows were found by what stands in them, since they are of two datasets',
  );
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  out.table(
    ['label', 'before', 'share', 'after', 'share'],
    report.labels.map(of => [of.label, of.left, percent(of.leftShare), of.right, percent(of.rightShare)]),
  );
}

function restoreCommand(versions: Command): void {
  versions
    .command('restore')
    .argument('<version>', VERSION)
    .description('bring the rows of its dataset back to a version, as one change that can be undone')
    .option('--remove-others', 'take out rows that the version does not have (they lose their split)', false)
    .option('--unlock-test', 'let a test split that is there become another one', false)
    .action((wanted: string, options: { removeOthers: boolean; unlockTest: boolean }, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { hash, title } = await findVersion(session, wanted);
        const { removeOthers, unlockTest } = options;
        const others = removeOthers ? ('remove' as const) : ('unsplit' as const);
        const report = await followWork(session, out, 'Restore', versioning.restore, { hash, others, unlockTest });
        out.say(
          `${title}: ${report.changed} rows changed, ${report.broughtBack} brought back, ${report.others} others`,
        );
        out.result(report);
      }),
    );
}

interface ExportOptions {
  readonly format: ExportRows['format'];
  readonly to?: string;
  readonly split?: ExportRows['split'];
  readonly instruction?: string;
  readonly dataset?: string;
  readonly raw: boolean;
  readonly overwrite: boolean;
  readonly acceptLicences?: string;
}

function exportCommand(versions: Command): void {
  versions
    .command('export')
    .argument('[version]', `${VERSION} (the newest)`)
    .description('write rows to one file')
    .addOption(new Option('--format <format>', 'form of the file').choices(RowFormatId.options).default('jsonl'))
    .option('--to <file>', 'path of the file (exports/datasets/ of the project)')
    .option('--dataset <dataset>', 'a dataset as it is now, instead of a version')
    .addOption(new Option('--split <split>', 'only the rows of this split').choices(Split.options))
    .option('--instruction <text>', 'what is asked, in alpaca, sharegpt and openai; {text} stands for the text')
    .option('--raw', 'CSV with cells as they are, also those a spreadsheet would run', false)
    .option('--overwrite', 'replace a file that is there', false)
    .option('--accept-licences <words>', ACCEPT_SAYS)
    .addHelpText('after', '\nExample:\n  luthier versions export v1 --format openai --split train --to train.jsonl')
    .action((wanted: string | undefined, options: ExportOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { dataset, to, acceptLicences: words, ...rest } = options;
        const { title, source, rows } = await exported(session, wanted, dataset);
        await acceptLicences(session, out, { ...rows, use: 'shareData' }, words);
        const request = { ...rest, source, ...(to !== undefined && { to: resolve(to) }) };
        const done = await followWork(session, out, 'Export', versioning.exportRows, request);
        out.say(`${title}: ${done.rows} rows in ${done.path}`);
        if (done.skipped > 0) out.say(`${done.skipped} rows have no text or no answer and were left out`);
        if (done.guardedCells > 0)
          out.say(`${done.guardedCells} cells got an apostrophe; --raw leaves them as they are`);
        out.result(done);
      }),
    );
}

/** What is exported, in the words of the export and of the question for licences. */
async function exported(session: Session, version: string | undefined, dataset: string | undefined) {
  if (dataset === undefined) {
    const { hash, title } = await findVersion(session, version);
    return { title, source: { kind: 'version' as const, hash }, rows: { versionHash: hash } };
  }
  const { id: datasetId, name } = await findDataset(session, dataset);
  return { title: `${name} as it is now`, source: { kind: 'dataset' as const, datasetId }, rows: { datasetId } };
}
