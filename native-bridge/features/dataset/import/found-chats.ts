import { type ChatKeys, cellIn, type FoundChat, messagesIn, speakerParts } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import type { Head } from './preset.ts';

const SPEAKER = ['role', 'from', 'speaker', 'sender', 'author', 'who', 'name', '角色', '说话人', '发言人'];
const TEXT = ['content', 'value', 'text', 'utterance', 'message', 'says', '内容', '文本', '话语'];
/** What the usual readers of chats know. */
const KNOWN = new Set([
  'system',
  'developer',
  'user',
  'human',
  'assistant',
  'gpt',
  'model',
  'bot',
  'tool',
  'function',
  'function_call',
  'observation',
]);
const VALUES = 12;
const NAME_CHARACTERS = 80;

/** The columns whose first cells are lists of messages: by which keys, said by whom. */
export function foundChats({ columns, rows }: Pick<Head, 'columns' | 'rows'>): FoundChat[] {
  return columns.flatMap(column => {
    const cells = rows.map(row => cellIn(row, column)).filter(cell => cell !== null && cell !== '');
    const messages = cells.map(messagesIn).flatMap(turns => turns ?? []);
    const keys = keysOf(messages);
    const text = TEXT.find(key => keys.has(key)) ?? longest(keys);
    const speaker = SPEAKER.find(key => key !== text && keys.has(key)) ?? fewest(keys, text);
    if (text === undefined || speaker === undefined) return [];

    const speakers = namesIn(keys.get(speaker) ?? []);
    const chat = { column, speaker, text, speakers: speakerParts(speakers) };
    return [
      {
        chat,
        keys: [...keys].map(([key, values]) => ({ key, values: namesIn(values) })),
        isOrdinary: isUsual(chat) && speakers.every(isKnownSpeaker),
        isLikely: SPEAKER.includes(speaker) && TEXT.includes(text),
      },
    ];
  });
}

/** Of the columns that rows have, the chats with the keys of OpenAI or ShareGPT. */
export function ordinaryChats(rows: readonly Cells[]): ChatKeys[] {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  return foundChats({ columns, rows })
    .map(({ chat }) => chat)
    .filter(isUsual);
}

export function isKnownSpeaker(name: string): boolean {
  return KNOWN.has(name);
}

function isUsual({ speaker, text }: ChatKeys): boolean {
  return (speaker === 'role' && text === 'content') || (speaker === 'from' && text === 'value');
}

type Keys = ReadonlyMap<string, readonly string[]>;

/** Keys that hold a text in most messages: one that only calls a tool says nothing. */
function keysOf(messages: readonly Readonly<Record<string, unknown>>[]): Keys {
  const keys = new Map<string, string[]>();
  for (const message of messages) {
    for (const [key, value] of Object.entries(message)) {
      if (typeof value !== 'string') continue;
      const values = keys.get(key);
      if (values === undefined) keys.set(key, [value]);
      else values.push(value);
    }
  }
  return new Map([...keys].filter(([, values]) => values.length * 2 > messages.length));
}

/** The first different ones of what could be names. */
function namesIn(values: readonly string[]): string[] {
  return [...new Set(values)].filter(value => value.length <= NAME_CHARACTERS).slice(0, VALUES);
}

function longest(keys: Keys): string | undefined {
  const length = ([, values]: readonly [string, readonly string[]]) => values.join('').length;
  return [...keys].sort((a, b) => length(b) - length(a))[0]?.[0];
}

/** More than one speaker makes a chat. */
function fewest(keys: Keys, text: string | undefined): string | undefined {
  const different = ([key, values]: readonly [string, readonly string[]]) => [key, new Set(values).size] as const;
  const others = [...keys].map(different).filter(([key, count]) => key !== text && count > 1);
  return others.sort(([, a], [, b]) => a - b)[0]?.[0];
}
