import type { Command } from 'commander';
import {
  cellIn,
  type Dataset,
  dataset,
  LuthierError,
  ROLES,
  type Role,
  type SomeRoles,
  withoutTakenText,
  withRole,
  withTakenText,
} from '../../../contract/index.ts';
import { askAsSeen, showAsSeen } from '../as-seen.ts';
import { findDataset } from '../find.ts';
import { followWork } from '../follow-work.ts';
import type { Output } from '../output.ts';
import { short } from '../preview.ts';
import { type Common, withSession } from '../run-command.ts';

interface RolesOptions extends Common {
  readonly preview?: boolean;
  readonly unlockTest: boolean;
  readonly model?: string;
}

const PARTS = [...ROLES, 'metadata'] as const;
const HEAD = 100;

/** roles. */
export function roleCommands(program: Command): void {
  program
    .command('roles')
    .argument('[dataset]', 'id or name (the newest)')
    .argument('[part=column...]', `parts to give: ${PARTS.join(', ')}; text= takes one away`)
    .description('which column of a dataset plays which part; with parts, give them as one change')
    .option('--preview', 'show the columns with these parts, and change nothing')
    .option('--model <model>', 'show the exact text this model of the project sees then')
    .option('--unlock-test', 'let a test split that is there ask something else', false)
    .addHelpText(
      'after',
      `
A column plays one part, and a part is played by one column: who had it before is metadata. All other columns stay as
they are. Where no column is the text, the chat or the instruction is it.

Examples:
  luthier roles mails
  luthier roles mails text=body label=kind
  luthier roles mails group= metadata=sender
  luthier roles mails prompt=question completion=answer --preview --model SmolLM2-135M-Instruct`,
    )
    .action((first: string | undefined, rest: readonly string[], options: RolesOptions, command: Command) =>
      withSession({ ...command.optsWithGlobals() }, async (session, out) => {
        const isPart = first !== undefined && partIn(first) !== null;
        const found = await findDataset(session, isPart ? undefined : first);
        const said = isPart ? [first, ...rest] : rest;
        const wanted = withTakenText(
          said.reduce((roles, word) => given(found, roles, word), withoutTakenText(found.roles)),
        );
        const report =
          said.length === 0 || options.preview
            ? null
            : await followWork(session, out, 'Parts', dataset.setRoles, {
                datasetId: found.id,
                roles: wanted,
                from: found.roles,
                unlockTest: options.unlockTest,
              });

        const rows = await session.ask(dataset.rows, { datasetId: found.id, after: 0, limit: HEAD });
        const head = rows.rows.map(({ cells }) => cells);
        showRoles(out, found, wanted, head);
        if (report) out.say(saysReport(found, report));
        const { model } = options;
        const seen = model === undefined ? undefined : await askAsSeen(session, { rows: head, roles: wanted, model });
        if (seen) showAsSeen(out, seen);
        out.result({ datasetId: found.id, rows: 0, changeId: null, ...report, roles: wanted, asSeen: seen });
      }),
    );
}

/** What `part=column` says; null for a word that says no such thing. */
function partIn(word: string): { readonly part: Role | 'metadata'; readonly column: string } | null {
  const at = word.indexOf('=');
  const part = PARTS.find(part => part === word.slice(0, at));
  return at < 0 || part === undefined ? null : { part, column: word.slice(at + 1) };
}

/** Throws `request.invalid` for a word that gives no part, `dataset.no_column` for a column that is not there. */
function given({ name, columns }: Dataset, roles: SomeRoles, word: string): SomeRoles {
  const said = partIn(word);
  if (said === null) {
    const reason = `parts are given as part=column, with one of ${PARTS.join(', ')}, not ${word}`;
    throw new LuthierError('request.invalid', { reason });
  }
  const { part, column } = said;
  if (column === '' && part !== 'metadata') return { ...roles, [part]: undefined };
  if (columns.includes(column)) return withRole(roles, column, part);
  const facts = { dataset: name, column, columns: columns.slice(0, 100).join(', '), role: part };
  throw new LuthierError('dataset.no_column', facts, { field: part });
}

function showRoles(out: Output, { columns }: Dataset, roles: SomeRoles, head: Parameters<typeof askAsSeen>[1]['rows']) {
  const partOf = (column: string) => ROLES.filter(role => roles[role] === column).join(', ') || 'metadata';
  out.table(
    ['column', 'part', 'for example'],
    columns.map(column => {
      const example = head.map(cells => cellIn(cells, column) ?? '').find(cell => cell !== '');
      return [short(column), partOf(column), short(String(example ?? ''))];
    }),
  );
}

function saysReport({ name }: Dataset, { rows, changeId }: { rows: number; changeId: number | null }): string {
  if (changeId === null) return `Every column of ${name} plays that part already.`;
  return rows === 0 ? `${name} has these parts now.` : `${name} has these parts now; rows with another label: ${rows}.`;
}
