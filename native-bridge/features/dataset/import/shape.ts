import {
  type Cell,
  type ChatKeys,
  cellIn,
  type ImportFile,
  LuthierError,
  ordinaryChat,
  type PreviewImport,
} from '../../../contract/index.ts';
import type { FileRecord } from './format.ts';
import { cellAs } from './types.ts';

/** What a person said of the cells of a file: types of columns, and the keys of its chats. */
export type Said = Pick<PreviewImport, 'types'> & Pick<ImportFile, 'chat'>;

export type Shape = (records: readonly FileRecord[], file: string) => readonly FileRecord[];

/** Gives records the types and keys that were said; null when nothing was, so that rows are taken as they stand. */
export function shapeOf({ types = {}, chat }: Said): Shape | null {
  const typed = Object.entries(types);
  if (typed.length === 0 && chat === undefined) return null;
  return (records, file) =>
    records.map(record => {
      if (!('cells' in record)) return record;
      const cells: Record<string, Cell> = { ...record.cells };
      const place = { file, line: record.line };
      const other: string[] = [];
      for (const [column, type] of typed) {
        if (!Object.hasOwn(cells, column)) continue;
        const cell = cells[column] ?? null;
        const found = cellAs(cell, type);
        if (found === undefined) other.push(`${column} (${type}) ${short(cell)}`);
        else cells[column] = found;
      }
      const notes = [...(record.notes ?? []), ...(other.length === 0 ? [] : [otherType(place, other)])];
      const unread = chat === undefined ? null : shapeChat(cells, chat, place);
      if (unread !== null) notes.push(unread);
      return { ...record, cells, notes };
    });
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Writes the chat with the usual keys into the cells; returns why it stays as it stands. */
function shapeChat(cells: Record<string, Cell>, chat: ChatKeys, { file, line }: Place): LuthierError | null {
  const { column } = chat;
  const cell = cellIn(cells, column);
  if (cell === null || cell === '') return null;
  const read = ordinaryChat(cell, chat);
  if ('text' in read) cells[column] = read.text;
  else return new LuthierError('import.other_chat', { file, line, column, ...read.why }, { file, row: line });
  return null;
}

function otherType({ file, line }: Place, columns: readonly string[]): LuthierError {
  return new LuthierError('import.other_type', { file, line, columns: columns.join(', ') }, { file, row: line });
}

/** Throws `import.column_missing` when something was said of a column that is not there. */
export function checkSaid(file: string, columns: readonly string[], { types = {}, chat }: Said): void {
  const said = [
    ...Object.keys(types).map(column => ['type', column] as const),
    ...(chat === undefined ? [] : [['messages', chat.column] as const]),
  ];
  for (const [role, column] of said) {
    if (columns.includes(column)) continue;
    const there = columns.slice(0, 100).join(', ') || '(none)';
    throw new LuthierError('import.column_missing', { file, column, columns: there, role }, { file, field: role });
  }
}

/** A cell for a sentence, without what a terminal would obey. */
function short(cell: Cell): string {
  const text = String(cell).replace(/\p{Cc}/gu, ' ');
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40).toWellFormed()}…` : text);
}
