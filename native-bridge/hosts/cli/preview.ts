import { type ChatKeys, cellIn, emptyColumns, type ImportPreview, ROLES } from '../../contract/index.ts';
import { type Output, withoutControls } from './output.ts';

const SHOWN_CHARACTERS = 40;

/** What a file seems to be, its columns and its first rows. */
export function showPreview(out: Output, preview: ImportPreview): void {
  const { name, files, format, encoding, delimiter, quotes, preset, columns, rows, roles } = preview;
  const plainly = quotes === 'plain' ? ', quotes plain' : '';
  const delimited = delimiter === null ? '' : `, cells parted by ${JSON.stringify(delimiter)}${plainly}`;
  out.say(`${name}: ${files === 1 ? '1 file' : `${files} files`}, ${format} in ${encoding}${delimited}, ${preset}`);
  const roleOf = (column: string) => ROLES.filter(role => roles[role] === column).join(', ') || 'metadata';
  out.table(
    ['column', 'type', 'part', 'for example'],
    columns.map(({ name: column, type, examples }) => [short(column), type, roleOf(column), short(examples[0] ?? '')]),
  );
  out.say(`The first ${rows.length} rows:`);
  out.table(
    columns.map(column => short(column.name)),
    rows.slice(0, 10).map(row => columns.map(column => short(String(cellIn(row, column.name) ?? '')))),
  );
  for (const { chat, isOrdinary, isLikely } of preview.chats) {
    if (!isOrdinary && (isLikely || roles.messages === chat.column)) out.say(chatLine(chat));
  }
  for (const empty of emptyColumns(rows, roles)) {
    out.say(`Nothing in ${short(empty.column)} in ${empty.rows} of the first ${rows.length} rows.`);
  }
  for (const { reason } of preview.rejects) out.say(`  ${reason.message}`);
}

/** Keys that no reader of chats knows, and the options that name them. */
function chatLine({ column, speaker, text, speakers }: ChatKeys): string {
  const who = Object.entries(speakers).map(([name, part]) => `--${part} ${short(name)}`);
  return `Messages in ${column} have keys of their own: --speaker-key ${speaker} --text-key ${text} ${who.join(' ')}`;
}

/** A cell on one line of a terminal, without what a terminal would obey. */
export function short(text: string): string {
  const plain = withoutControls(text.replace(/\s+/g, ' '));
  return plain.length > SHOWN_CHARACTERS ? `${plain.slice(0, SHOWN_CHARACTERS).toWellFormed()}…` : plain;
}
