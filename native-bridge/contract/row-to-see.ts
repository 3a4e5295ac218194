import type { ChatMessage, RowToSee } from './models.ts';
import { type Cell, cellIn, type SomeRoles } from './roles.ts';

type Cells = Readonly<Record<string, Cell>>;

/** By which columns a row is put to a model. */
export type SeenAs = 'chat' | 'pair' | 'label' | 'nothing';

/** As an export of chats does it: a chat if there is one, then a question with its answer, then a text with its label. */
export function seenAs(roles: SomeRoles): SeenAs {
  if (roles.messages !== undefined) return 'chat';
  if (roles.prompt !== undefined && roles.completion !== undefined) return 'pair';
  return roles.text !== undefined && roles.label !== undefined ? 'label' : 'nothing';
}

/** Whether rows answer with a text, so that the text column is not all that is learned from. */
export function hasAnswers(roles: SomeRoles): boolean {
  return ['pair', 'chat'].includes(seenAs(roles));
}

/** The columns that a row cannot do without to be learned from. What is added to an instruction may well be missing. */
export function neededColumns({ text, prompt, completion, messages, label }: SomeRoles): string[] {
  const needed = [text, prompt, completion, messages, label].filter(column => column !== undefined);
  return [...new Set(needed)];
}

/** Of the columns that are needed those with nothing in some rows, and in how many. */
export function emptyColumns(rows: readonly Cells[], roles: SomeRoles): { column: string; rows: number }[] {
  return neededColumns(roles)
    .map(column => ({ column, rows: rows.filter(cells => isBlank(cellIn(cells, column))).length }))
    .filter(({ rows }) => rows > 0);
}

/** Whether a cell says nothing: it is none, or white space. */
export function isBlank(cell: Cell): boolean {
  return cell === null || (typeof cell === 'string' && !/\S/.test(cell));
}

/** A row as it is put to a model; null when its columns hold nothing of the kind. */
export function rowToSee(cells: Cells, roles: SomeRoles): RowToSee | null {
  const cell = (column: string | undefined) => String(cellIn(cells, column) ?? '');
  switch (seenAs(roles)) {
    case 'chat': {
      const messages = readChat(cell(roles.messages));
      return messages === null ? null : { messages };
    }
    case 'pair': {
      const asked = [cell(roles.prompt), cell(roles.context)].filter(text => text !== '').join('\n\n');
      const answer = cell(roles.completion);
      const question = { role: 'user', content: asked };
      return { messages: answer === '' ? [question] : [question, { role: 'assistant', content: answer }] };
    }
    case 'label':
      return { text: cell(roles.text), label: cell(roles.label) || null };
    case 'nothing':
      return null;
  }
}

const LEAST_CHARACTERS = 20_000;
const CHARACTERS_A_TOKEN = 64;

/** A row for a question: a cell may hold megabytes, and what is beyond so many tokens is cut anyway. */
export function clipped(row: RowToSee, maxTextTokens: number): RowToSee {
  const most = Math.max(LEAST_CHARACTERS, maxTextTokens * CHARACTERS_A_TOKEN);
  const clip = (text: string) => (text.length > most ? text.slice(0, most) : text);
  if ('text' in row) return { ...row, text: clip(row.text) };
  return { messages: row.messages.map(({ role, content }) => ({ role, content: clip(content) })) };
}

/** Labels of rows, the most frequent first. */
export function labelsOf(rows: readonly Cells[], column: string | undefined): string[] {
  const counts = new Map<string, number>();
  for (const cells of rows) {
    const label = String(cellIn(cells, column) ?? '');
    if (label !== '') counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([label]) => label);
}

const SPEAKERS: Readonly<Record<string, string>> = { human: 'user', gpt: 'assistant', model: 'assistant' };

/** OpenAI messages or ShareGPT turns, as JSON. */
function readChat(text: string): ChatMessage[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length === 0) return null;
  const messages = value.map((turn: Readonly<Record<string, unknown>> | null) => {
    const role = turn?.role ?? turn?.from;
    const content = turn?.content ?? turn?.value;
    if (typeof role !== 'string' || typeof content !== 'string') return null;
    return { role: SPEAKERS[role] ?? role, content };
  });
  return messages.some(message => message === null) ? null : (messages as ChatMessage[]);
}
