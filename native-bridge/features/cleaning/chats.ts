import { cellText } from '../dataset/index.ts';

/** Where a text stands in a chat, to be read and to be written. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

type Read =
  | { readonly kind: 'chat'; readonly chat: unknown; readonly places: readonly Place[] }
  | { readonly kind: 'other JSON' | 'plain' };

/** What is said in a cell of messages, one message after another; a cell that holds none is a text like any other. */
export function chatText(cell: unknown): string {
  const text = cellText(cell);
  const read = readChat(text);
  return read.kind === 'chat' ? read.places.map(textAt).join('\n') : text;
}

/**
 * A change of texts as a change of what is said in each message: who says it and every other key stay, and a chat in
 * which nothing changes stays as it is written. JSON that is no chat stays where the change would break it.
 */
export function inChats(change: (text: string) => string): (cell: string) => string {
  return cell => {
    const read = readChat(cell);
    if (read.kind !== 'chat') return read.kind === 'plain' ? change(cell) : asJson(change(cell), cell);
    const changed = read.places.map(place => change(textAt(place)));
    if (changed.every((text, index) => text === textAt(read.places[index] as Place))) return cell;
    return written(cell, changed);
  };
}

function readChat(text: string, reviver?: Reviver): Read {
  const start = /\S/u.exec(text)?.[0];
  if (start !== '[' && start !== '{') return { kind: 'plain' };
  try {
    const chat: unknown = JSON.parse(text, reviver as never);
    const places = placesOf(chat);
    return places === null ? { kind: 'other JSON' } : { kind: 'chat', chat, places };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'plain' };
    throw error;
  }
}

/** OpenAI messages or ShareGPT turns; null for anything else. A message may say nothing, as one that calls a tool. */
function placesOf(chat: unknown): Place[] | null {
  if (!Array.isArray(chat) || chat.length === 0) return null;
  const places: Place[] = [];
  for (const message of chat) {
    if (!isRecord(message) || typeof (message.role ?? message.from) !== 'string') return null;
    const key = (message.content ?? null) === null ? 'value' : 'content';
    const said = message[key];
    if (typeof said === 'string') places.push({ holder: message, key });
    // Parts of a message: some are texts, some are pictures.
    const parts = Array.isArray(said) ? said.filter(isRecord) : [];
    for (const part of parts) if (typeof part.text === 'string') places.push({ holder: part, key: 'text' });
  }
  return places;
}

type Reviver = (key: string, value: unknown, context: { readonly source: string }) => unknown;

/** Numbers stay as they are written, also those that JavaScript cannot hold. */
const asWritten: Reviver = (_, value, { source }) =>
  typeof value === 'number' && String(value) !== source ? RawJson.rawJSON(source) : value;
const RawJson = JSON as unknown as { rawJSON(source: string): unknown };

function written(cell: string, changed: readonly string[]): string {
  const read = readChat(cell, asWritten);
  if (read.kind !== 'chat') return cell;
  for (const [index, { holder, key }] of read.places.entries()) holder[key] = changed[index];
  return JSON.stringify(read.chat);
}

function asJson(after: string, before: string): string {
  return readChat(after).kind === 'plain' ? before : after;
}

function textAt({ holder, key }: Place): string {
  return holder[key] as string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
