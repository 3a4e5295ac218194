import {
  type Cell,
  clipped,
  labelsOf,
  MOST_SEEN,
  models,
  rowToSee,
  type SeenRow,
  type SomeRoles,
} from '../../contract/index.ts';
import type { Session } from '../session.ts';
import { findModel } from './find.ts';
import type { Output } from './output.ts';

const SHOWN_ROWS = 3;
/** As a run takes them unless something else is said. */
const TEXT_TOKENS = 64;

interface ToSee {
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly roles: SomeRoles;
  /** As `findModel` takes it. */
  readonly model: string;
}

/** The first rows as a model of the project reads them. Throws `model.not_found`. */
export async function askAsSeen(session: Session, { rows, roles, model }: ToSee): Promise<readonly SeenRow[]> {
  const { id: modelId } = await findModel(session, model);
  const toSee = rows.slice(0, MOST_SEEN).flatMap(cells => {
    const row = rowToSee(cells, roles);
    return row === null ? [] : [clipped(row, TEXT_TOKENS)];
  });
  if (toSee.length === 0) return [];
  const labels = labelsOf(rows, roles.label);
  return (await session.ask(models.asSeen, { modelId, labels, maxTextTokens: TEXT_TOKENS, rows: toSee })).rows;
}

/** What is read and what is learned, and how long the rows are. */
export function showAsSeen(out: Output, rows: readonly SeenRow[]): void {
  if (rows.length === 0) {
    out.say('To see what a model reads, name a label column, a prompt and a completion, or messages.');
    return;
  }
  for (const [at, { parts, promptTokens, answerTokens, cut, refused }] of rows.slice(0, SHOWN_ROWS).entries()) {
    if (refused !== null) {
      out.say(`Row ${at + 1}: ${refused.message}`);
      continue;
    }
    const kept = cut === null ? '' : `, ${cut.kept} of ${cut.all} characters of the text`;
    out.say(`Row ${at + 1} as the model sees it: ${promptTokens} tokens read, ${answerTokens} learned${kept}`);
    for (const { text, learned } of parts) {
      for (const line of plainLines(text)) out.say(`  ${learned ? 'learned' : 'read   '} | ${line}`);
    }
  }
  const lengths = rows.map(({ textTokens }) => textTokens).sort((a, b) => a - b);
  const at = (share: number) => lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))] ?? 0;
  const cut = rows.filter(row => row.cut !== null).length;
  out.say(
    `Tokens of the first ${rows.length} rows: median ${at(0.5)}, 95th percentile ${at(0.95)}, longest ${at(1)}, ${cut} cut`,
  );
}

/** Lines without what a terminal would obey. */
function plainLines(text: string): string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map(line => line.replace(/\p{Cc}/gu, '\ufffd'));
}
