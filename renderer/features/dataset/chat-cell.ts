import { isProblem, type JsonProblem, nodeOf } from './edited-cells.ts';
import type { JsonNode } from './json-tree.ts';

/** How the turns of a chat name their parts: OpenAI `role` and `content`, ShareGPT `from` and `value`. */
export interface Dialect {
  readonly who: string;
  readonly what: string;
  readonly roles: readonly string[];
}

const OPENAI: Dialect = {
  who: 'role',
  what: 'content',
  roles: ['system', 'developer', 'user', 'assistant', 'tool', 'function'],
};
const SHAREGPT: Dialect = {
  who: 'from',
  what: 'value',
  roles: ['system', 'human', 'gpt', 'user', 'assistant', 'model', 'tool', 'function_call', 'observation'],
};

/** One turn; what it holds besides who says what is kept as it is. */
export interface Turn {
  readonly who: string;
  readonly what: string;
  readonly whole: Readonly<Record<string, unknown>>;
}

/** The dialect of a cell, with the roles that stand in it already. OpenAI's where nothing can be told. */
export function dialectOf(text: string): Dialect {
  const node = nodeOf(text);
  const turns = isProblem(node) ? [] : node.items;
  const dialect = turns.some(turn => has(turn, 'from') && !has(turn, 'role')) ? SHAREGPT : OPENAI;
  const named = turns.flatMap(turn => turn.entries).filter(({ name }) => name === dialect.who);
  const roles = named.flatMap(({ node }) => (typeof node.value === 'string' && node.value ? [node.value] : []));
  return { ...dialect, roles: [...new Set([...dialect.roles, ...roles])] };
}

/** What keeps a text from being a chat of this dialect. */
export function chatProblems(text: string, { who, what, roles }: Dialect): readonly JsonProblem[] {
  const node = nodeOf(text);
  if (isProblem(node)) return [node];
  if (!Array.isArray(node.value) || node.items.length === 0) return [{ kind: 'notChat', from: node.from, to: node.to }];
  return node.items.flatMap((turn): readonly JsonProblem[] => {
    const role = turn.entries.find(({ name }) => name === who);
    const content = turn.entries.find(({ name }) => name === what);
    if (role === undefined || content === undefined)
      return [{ kind: 'notTurn', who, what, from: turn.from, to: turn.to }];
    const problems: JsonProblem[] = [];
    const { from, to } = content.node;
    if (!roles.includes(role.node.value as string)) {
      problems.push({ kind: 'role', roles, from: role.node.from, to: role.node.to });
    }
    // A turn that only calls a tool says nothing, and a picture stands in a list of parts.
    const says = content.node.value;
    if (says !== null && typeof says !== 'string' && !Array.isArray(says))
      problems.push({ kind: 'notContent', from, to });
    return problems;
  });
}

/** The turns of a chat; null when it holds anything that only JSON can show. */
export function turnsOf(text: string, { who, what }: Dialect): readonly Turn[] | null {
  const node = nodeOf(text);
  if (isProblem(node) || !Array.isArray(node.value) || node.items.length === 0) return null;
  const turns = node.value.map((whole): Turn | null => {
    const turn = whole as Readonly<Record<string, unknown>> | null;
    const isTurn = typeof turn?.[who] === 'string' && typeof turn[what] === 'string';
    return isTurn ? { who: turn[who] as string, what: turn[what] as string, whole: turn } : null;
  });
  return turns.some(turn => turn === null) ? null : (turns as Turn[]);
}

export function chatText(turns: readonly Turn[], dialect: Dialect): string {
  return JSON.stringify(turns.map(({ who, what, whole }) => ({ ...whole, [dialect.who]: who, [dialect.what]: what })));
}

/** Who speaks after a turn. */
export function nextRole(turns: readonly Turn[], { who }: Dialect): string {
  const [asks, answers] = who === 'from' ? ['human', 'gpt'] : ['user', 'assistant'];
  return turns.at(-1)?.who === asks ? (answers as string) : (asks as string);
}

function has(turn: JsonNode, name: string): boolean {
  return turn.entries.some(entry => entry.name === name);
}
