/** A turn of a chat, to be read. */
export interface Said {
  readonly who: string;
  readonly what: string;
}

/** Who says what in a chat, also where it holds pictures or calls of tools; null when the text is none. */
export function conversationIn(text: string): readonly Said[] | null {
  const turns = jsonIn(text);
  if (!Array.isArray(turns) || turns.length === 0) return null;
  const said = turns.map(saidBy);
  return said.includes(null) ? null : (said as Said[]);
}

/** A cell may hold megabytes, and a grid shows many: of such a chat only the beginning is read. */
const READ = 50_000;

/** The turns of a chat, or those that its beginning holds. */
export function beginningOf(text: string): readonly Said[] | null {
  if (text.length <= READ) return conversationIn(text);
  const whole = text.slice(0, text.lastIndexOf('},', READ) + 1);
  return conversationIn(`${whole}]`) ?? firstTurn(text.slice(0, READ));
}

/** A chat as one text. */
export function conversationText(said: readonly Said[]): string {
  return said.map(({ who, what }) => `${who}: ${what}`).join('\n');
}

/** Whether it is the model that speaks. */
export function isAnswer(who: string): boolean {
  return /^(?:assistant|gpt|model|bot)$/.test(who);
}

function saidBy(turn: unknown): Said | null {
  if (turn === null || typeof turn !== 'object') return null;
  const { role, from, content, value, ...rest } = turn as Readonly<Record<string, unknown>>;
  const who = role ?? from;
  if (typeof who !== 'string') return null;
  // What else is nested in a turn is said too: a call of a tool. A weight or a name is not.
  const called = Object.entries(rest).filter(([, part]) => part !== null && typeof part === 'object');
  const parts = [
    wordsIn(content ?? value),
    ...called.map(([name, part]) => `[${name}] ${callsIn(part) ?? JSON.stringify(part)}`),
  ];
  return { who, what: parts.filter(part => part !== '').join('\n') };
}

/** Calls of tools as a program writes them; null when they are something else. */
function callsIn(part: unknown): string | null {
  const calls = (Array.isArray(part) ? part : [part]).map(one => {
    const { name, arguments: given } = one?.function ?? one ?? {};
    return typeof name === 'string'
      ? `${name}(${typeof given === 'string' ? given : JSON.stringify(given ?? {})})`
      : null;
  });
  return calls.includes(null) ? null : calls.join(', ');
}

function wordsIn(content: unknown): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return JSON.stringify(content);
  return content.map(wordsOf).join('\n');
}

function wordsOf(part: unknown): string {
  const { text, type } = (part ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof text === 'string') return text;
  return `[${typeof type === 'string' ? type : '…'}]`;
}

const FIRST = /^\s*\[\s*\{\s*"(?:role|from)"\s*:\s*"([^"\\]*)"\s*,\s*"(?:content|value)"\s*:\s*"((?:[^"\\]|\\.)*)/s;

/** Of a text that is cut within the first turn. */
function firstTurn(text: string): readonly Said[] | null {
  const [, who, written] = FIRST.exec(text) ?? [];
  if (who === undefined || written === undefined) return null;
  const what = jsonIn(`"${written.replace(/\\u[\da-f]{0,3}$/i, '')}"`);
  return typeof what === 'string' ? [{ who, what }] : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
