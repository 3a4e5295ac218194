import { z } from 'zod';
import { exactly } from './exact-json.ts';
import { because } from './reasons.ts';
import { cellIn } from './roles.ts';

/** Who a speaker is for a model. */
export const ChatPart = z.enum(['user', 'assistant', 'system']).meta({ id: 'ChatPart' });
export type ChatPart = z.infer<typeof ChatPart>;

/** How the messages of a column name their parts: they are kept as OpenAI's `role` and `content`. */
export const ChatKeys = z
  .object({
    column: z.string(),
    /** The key that says who speaks, and the one that says what. */
    speaker: z.string(),
    text: z.string(),
    speakers: z.record(z.string(), ChatPart),
  })
  .meta({ id: 'ChatKeys' });
export type ChatKeys = z.infer<typeof ChatKeys>;

/** A column of lists of messages, by the first rows. */
export const FoundChat = z
  .object({
    /** What the keys seem to be, and who the speakers. */
    chat: ChatKeys,
    /** Keys whose values are texts, each with the first different ones. */
    keys: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
    /** Whether it can be read as it stands: OpenAI's way or ShareGPT's, with speakers that are known. */
    isOrdinary: z.boolean(),
    /** Whether its keys are called as those of chats are: any other list may be something else. */
    isLikely: z.boolean(),
  })
  .meta({ id: 'FoundChat' });
export type FoundChat = z.infer<typeof FoundChat>;

/** Words that a speaker is called by. */
const CALLED = {
  user: /user|human|customer|client|guest|patient|student|caller|buyer|question|客户|用户|顾客|买家|患者|病人|学生|提问/i,
  assistant:
    /assistant|gpt|bot|\bai\b|model|agent|support|doctor|teacher|seller|answer|客服|助手|助理|机器人|医生|老师|卖家|回答/i,
  system: /system|instruction|系统|设定/i,
} as const satisfies Record<ChatPart, RegExp>;

/** Who each speaker seems to be: by what they are called, else the first is who asks, and all others answer. */
export function speakerParts(speakers: readonly string[]): Record<string, ChatPart> {
  const parts = new Map<string, ChatPart>();
  for (const speaker of speakers) {
    const called = ChatPart.options.find(part => CALLED[part].test(speaker));
    if (called !== undefined) parts.set(speaker, called);
  }
  for (const speaker of speakers) {
    const hasUser = [...parts.values()].includes('user');
    if (!parts.has(speaker)) parts.set(speaker, hasUser ? 'assistant' : 'user');
  }
  return Object.fromEntries(parts);
}

type Unread = ReturnType<typeof because>;

/** A chat with the keys that a model's messages have, or why it is none. What else a message holds stays in it. */
export function ordinaryChat(cell: unknown, keys: ChatKeys): { readonly text: string } | { readonly why: Unread } {
  const turns = messagesIn(cell);
  if (turns === null) return { why: because('chat.no_list', {}) };
  const messages: object[] = [];
  for (const [at, turn] of turns.entries()) {
    const { [keys.speaker]: speaker, [keys.text]: content, ...rest } = turn;
    if (typeof speaker !== 'string') return { why: because('chat.no_key', { place: at + 1, key: keys.speaker }) };
    if (typeof content !== 'string') return { why: because('chat.no_key', { place: at + 1, key: keys.text }) };
    const role = Object.hasOwn(keys.speakers, speaker) ? keys.speakers[speaker] : undefined;
    if (role === undefined) return { why: because('chat.no_part', { speaker: speaker.slice(0, 80) }) };
    messages.push({ role, content, ...beside(rest) });
  }
  return { text: JSON.stringify(messages) };
}

/** What else a message holds: where it is called as what a model's messages have, under a free name. */
function beside(rest: Readonly<Record<string, unknown>>): object {
  const named = Object.entries(rest).map(([key, value]) => {
    if (key !== 'role' && key !== 'content') return [key, value] as const;
    let count = 2;
    while (Object.hasOwn(rest, `${key} (${count})`)) count += 1;
    return [`${key} (${count})`, value] as const;
  });
  return Object.fromEntries(named);
}

/** The cells of a row, its chat with the keys that a model's messages have where it can be read so. */
export function withChat<Cells extends Readonly<Record<string, unknown>>>(cells: Cells, keys?: ChatKeys): Cells {
  if (keys === undefined) return cells;
  const read = ordinaryChat(cellIn(cells, keys.column), keys);
  return 'text' in read ? { ...cells, [keys.column]: read.text } : cells;
}

/** The messages of a cell; null when it is no list of objects. */
export function messagesIn(cell: unknown): readonly Readonly<Record<string, unknown>>[] | null {
  if (typeof cell !== 'string' || !/^\s*\[/.test(cell)) return null;
  try {
    const value: unknown = JSON.parse(cell, exactly);
    const isList = Array.isArray(value) && value.length > 0;
    return isList && value.every(turn => turn !== null && typeof turn === 'object' && !Array.isArray(turn))
      ? value
      : null;
  } catch {
    return null;
  }
}
