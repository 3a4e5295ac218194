import { type Command, InvalidArgumentError, Option } from 'commander';
import { type DuplicateGroup, duplicates, KeepRule, SimilarityThreshold } from '../../../contract/index.ts';
import { findDataset } from '../find.ts';
import { followWork } from '../follow-work.ts';
import { decimal, whole } from '../numbers.ts';
import { type Common, withSession } from '../run-command.ts';

interface DuplicatesOptions extends Common {
  readonly threshold: number;
  readonly column?: string;
  readonly show: number;
  readonly keep: KeepRule;
  readonly chained: boolean;
  readonly remove: boolean;
}

/** duplicates. */
export function duplicateCommands(program: Command): void {
  program
    .command('duplicates')
    .argument('[dataset]', 'id or name (the newest)')
    .description('find rows with nearly the same text, and remove those as alike to the one of a group that stays')
    .option('--threshold <share>', 'how alike two texts must be, from 0.5 to 1', similarity, 0.8)
    .option('--column <column>', 'column to compare (the text; of instructions and chats input and answer)')
    .option('--show <groups>', 'groups to print, the largest first', whole, 5)
    .addOption(new Option('--keep <rule>', 'which row of a group stays').choices(KeepRule.options).default('first'))
    .option('--chained', 'remove rows too that are in a group only through another row', false)
    .option('--remove', 'remove the others, as one change that can be undone', false)
    .addHelpText('after', '\nExample:\n  luthier duplicates mails --threshold 0.85 --keep longest --remove')
    .action((wanted: string | undefined, options: DuplicatesOptions, command: Command) =>
      withSession({ ...command.optsWithGlobals() }, async (session, out) => {
        const { id } = await findDataset(session, wanted);
        const { threshold, column, keep, show, chained } = options;
        const search = await followWork(session, out, 'Near duplicates', duplicates.find, {
          datasetId: id,
          threshold,
          ...(column !== undefined && { column }),
        });
        out.say(`${search.groups} groups among ${search.rows} rows (${search.seconds.toFixed(1)} s)`);
        const counts = await followWork(session, out, 'Counting', duplicates.count, { datasetId: id, keep });
        out.say(`${counts.alike} rows could go, and ${counts.chained} that are chained (--chained)`);
        const page = { datasetId: id, keep, after: 0, limit: Math.min(100, Math.max(1, show)) };
        const { groups } = await session.ask(duplicates.groups, page);
        for (const group of groups.slice(0, show)) sayGroup(group, out.say);
        if (!options.remove) return out.result({ search, counts, groups: groups.slice(0, show) });

        const removed = await followWork(session, out, 'Removing', duplicates.remove, { datasetId: id, keep, chained });
        out.say(`${removed.removed} rows removed from ${removed.groups} groups; undo brings them back`);
        out.result({ search, removed });
      }),
    );
}

const SHOWN_CHARACTERS = 100;

/** One line a row: its number, how alike it is to the row that stays and whether it is chained, the beginning of its text. */
function sayGroup({ group, size, members }: DuplicateGroup, say: (line: string) => void): void {
  say(`group ${group}: ${size} rows`);
  for (const [place, { row, text, similarity, chained }] of members.entries()) {
    const share = place === 0 ? 'stays' : `${Math.floor(similarity * 100)} %`;
    say(`  ${String(row).padStart(8)}  ${share.padStart(5)}  ${chained ? '(chained) ' : ''}${oneLine(text)}`);
  }
}

/** Without control characters, so that a text cannot steer the terminal. */
function oneLine(text: string): string {
  return text.slice(0, SHOWN_CHARACTERS).replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ');
}

function similarity(text: string): number {
  const parsed = SimilarityThreshold.safeParse(decimal(text));
  if (!parsed.success) throw new InvalidArgumentError('It must be between 0.5 and 1.');
  return parsed.data;
}
