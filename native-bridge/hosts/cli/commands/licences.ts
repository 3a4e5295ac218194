import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import {
  type Allowed,
  type AllowedUses,
  type LicenceAnswer,
  LicenceUse,
  LuthierError,
  licences,
  type Source,
  type WantedUse,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { findDataset } from '../find.ts';
import type { Output } from '../output.ts';
import { withSession } from '../run-command.ts';

interface SourcesOptions {
  readonly source?: string;
  readonly licence?: string;
  readonly origin?: string;
  readonly retrieved?: number;
  readonly card?: string;
  readonly allow: readonly LicenceUse[];
  readonly forbid: readonly LicenceUse[];
}

/** How an option names a use. */
const USES: Readonly<Record<string, LicenceUse>> = {
  training: 'training',
  'share-data': 'shareData',
  'share-model': 'shareModel',
  commercial: 'commercial',
};

/** What `--accept-licences` says of itself, wherever it is offered. */
export const ACCEPT_SAYS = 'why it is all right to use sources whose licence does not say so; kept in the ledger';

/** sources: where the rows of a dataset came from, and what may be done with them. */
export function licenceCommands(program: Command): void {
  const names = Object.keys(USES).join(', ');
  program
    .command('sources')
    .argument('[dataset]', 'id or name (the newest)')
    .description('show the sources of a dataset with their licences, or say what is known of one')
    .option('--source <source>', 'name of the file or beginning of its hash (needed where there are several)')
    .option('--licence <spdx>', 'SPDX id or expression, or unknown; sets the allowed uses of well-known licences')
    .option('--origin <origin>', 'address or words: where it is from')
    .option('--retrieved <date>', 'when it was taken from there', asTime)
    .option('--card <file>', 'take licence and origin from a dataset card (README.md)')
    .option('--allow <use>', `a use that is allowed: ${names}; may be given again`, collectUse, [])
    .option('--forbid <use>', 'a use that is forbidden; may be given again', collectUse, [])
    .addHelpText(
      'after',
      '\nExample:\n  luthier sources --licence CC-BY-4.0 --origin https://example.org/mails\n\nThe ledger keeps what people say. It is no legal advice.',
    )
    .action((wanted: string | undefined, options: SourcesOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id: datasetId } = await findDataset(session, wanted);
        await change(session, await session.ask(licences.sources, { datasetId }), options);
        const sources = await session.ask(licences.sources, { datasetId });
        const answers = await session.ask(licences.answers, { datasetId });
        saySources(out, sources, answers);
        out.result({ sources, answers });
      }),
    );
}

async function change(session: Session, sources: readonly Source[], options: SourcesOptions): Promise<void> {
  const { licence, origin, retrieved, card, allow, forbid } = options;
  const says = [licence, origin, retrieved].some(value => value !== undefined) || allow.length + forbid.length > 0;
  if (!says && card === undefined) return;
  const { sha256 } = chosen(sources, options.source);
  if (card !== undefined) await session.ask(licences.readCard, { sha256, card: resolve(card) });
  if (!says) return;
  const allowed = Object.fromEntries([
    ...allow.map((use): [LicenceUse, Allowed] => [use, 'yes']),
    ...forbid.map((use): [LicenceUse, Allowed] => [use, 'no']),
  ]) as Partial<AllowedUses>;
  await session.ask(licences.describe, { sha256, licence, origin, retrievedAtMs: retrieved, allowed });
}

function chosen(sources: readonly Source[], wanted: string | undefined): Source {
  const found = sources.filter(
    ({ name, sha256 }) => wanted === undefined || name === wanted || (wanted.length >= 6 && sha256.startsWith(wanted)),
  );
  const [first] = found;
  if (first === undefined) throw new LuthierError('licence.source_not_found', { source: wanted ?? 'of this dataset' });
  if (found.length > 1) {
    const names = found.map(({ name, sha256 }) => `${name} (${sha256.slice(0, 12)})`).join(', ');
    throw new LuthierError('request.invalid', { reason: `name one of several sources with --source: ${names}` });
  }
  return first;
}

/**
 * Records a person's words for every source whose licence does not allow the use. Without words it does
 * nothing, and the core refuses what needs them.
 */
export async function acceptLicences(
  session: Session,
  out: Output,
  wanted: WantedUse,
  words: string | undefined,
): Promise<void> {
  if (words === undefined) return;
  const sources = await session.ask(licences.unconfirmed, wanted);
  if (sources.length === 0) return;
  await session.ask(licences.confirm, { sources: sources.map(({ sha256 }) => sha256), use: wanted.use, words });
  for (const { name, licence } of sources) out.say(`licence of ${name} (${licence}): your answer is recorded`);
}

function saySources(out: Output, sources: readonly Source[], answers: readonly LicenceAnswer[]): void {
  out.table(
    ['source', 'hash', 'origin', 'licence', ...Object.keys(USES), 'entered by'],
    sources.map(({ name, sha256, origin, licence, allowed, entered }) => [
      name,
      sha256.slice(0, 12),
      origin || '–',
      licence,
      ...Object.values(USES).map(use => allowed[use]),
      entered === null ? 'nobody' : entered.by,
    ]),
  );
  for (const { atMs, by, use, sourceName, words, stands } of answers) {
    const date = new Date(atMs).toISOString().slice(0, 10);
    out.say(`${date} ${by} on ${use} of ${sourceName}: "${words}"${stands ? '' : ' (the licence has changed since)'}`);
  }
}

function collectUse(text: string, before: readonly LicenceUse[]): LicenceUse[] {
  const use = USES[text] ?? LicenceUse.safeParse(text).data;
  if (use === undefined) throw new InvalidArgumentError(`It must be one of ${Object.keys(USES).join(', ')}.`);
  return [...before, use];
}

function asTime(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('It must be a date such as 2024-05-31.');
  return time;
}
