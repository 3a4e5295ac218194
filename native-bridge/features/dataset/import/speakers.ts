import { because, type ChatKeys, cellIn, LuthierError, messagesIn } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import type { FileRecord } from './format.ts';
import { isKnownSpeaker, ordinaryChats } from './found-chats.ts';

/** By so many rows it is told which columns hold chats. */
const ROWS = 50;

/**
 * Notes the rows whose chat has a speaker that no reader of chats knows, where nothing was said of chats. Once the first
 * rows hold no chat with the usual keys, no row is looked at.
 */
export class Speakers {
  #chats: readonly ChatKeys[] | null = null;

  noted(records: readonly FileRecord[], file: string): readonly FileRecord[] {
    this.#chats ??= chatsIn(records);
    const chats = this.#chats ?? [];
    if (chats.length === 0) return records;
    return records.map(record => {
      if (!('cells' in record)) return record;
      const notes = chats.flatMap(chat => {
        const speaker = strangerIn(record.cells, chat);
        return speaker === null ? [] : [stranger(file, record.line, chat.column, speaker)];
      });
      return notes.length === 0 ? record : { ...record, notes: [...(record.notes ?? []), ...notes] };
    });
  }
}

/** Null as long as there are no rows to tell by. */
function chatsIn(records: readonly FileRecord[]): ChatKeys[] | null {
  const rows = records.flatMap(record => ('cells' in record ? [record.cells] : [])).slice(0, ROWS);
  return rows.length === 0 ? null : ordinaryChats(rows);
}

/** Most chats have none: their text tells so without being parsed. */
function strangerIn(cells: Cells, { column, speaker }: ChatKeys): string | null {
  const cell = cellIn(cells, column);
  if (typeof cell !== 'string' || !mayHoldStranger(cell, speaker)) return null;
  const names = (messagesIn(cell) ?? []).map(turn => turn[speaker]);
  return names.find((name): name is string => typeof name === 'string' && !isKnownSpeaker(name)) ?? null;
}

function mayHoldStranger(chat: string, key: string): boolean {
  for (const [, name = ''] of chat.matchAll(SPEAKERS[key] ?? /$/g)) if (!isKnownSpeaker(name)) return true;
  return false;
}

const SPEAKERS: Readonly<Record<string, RegExp>> = {
  role: /"role"\s*:\s*"((?:[^"\\]|\\.)*)"/g,
  from: /"from"\s*:\s*"((?:[^"\\]|\\.)*)"/g,
};

function stranger(file: string, line: number, column: string, speaker: string): LuthierError {
  const why = because('chat.no_part', { speaker: speaker.slice(0, 80) });
  return new LuthierError('import.other_chat', { file, line, column, ...why }, { file, row: line });
}
