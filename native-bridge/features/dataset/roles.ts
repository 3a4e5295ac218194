import { cellIn, LuthierError, ROLES, type Role, type Roles, type SomeRoles } from '../../contract/index.ts';
import type { Cells } from '../../store/rows.ts';

/** Names that columns have in the wild, whole names only: "text" must not match "context". */
const USUAL = {
  text: ['text', 'content', 'body', 'message', 'sentence', 'review', 'document', '文本', '内容', '正文'],
  label: ['label', 'class', 'category', 'target', 'sentiment', '标签', '类别', '分类'],
  prompt: ['instruction', 'prompt', 'question', 'query', '指令', '问题'],
  context: ['input', 'context', '输入'],
  completion: ['output', 'completion', 'response', 'answer', '输出', '回答'],
  messages: ['messages', 'conversations', 'conversation'],
  group: ['group_id', 'sender', 'author', 'user', 'user_id'],
  time: ['date', 'time', 'timestamp', 'created_at', '日期', '时间'],
  id: ['id', 'uid', 'uuid'],
} as const satisfies Record<Role, readonly string[]>;

/** Columns that a person named for their parts. */
export type NamedRoles = SomeRoles & {
  /** Those that play none, whatever they are called. */
  readonly metadata?: readonly string[] | undefined;
};

export type SuggestedRoles = { readonly [Name in Role]?: string };

/**
 * Which column seems to play which part: what the person named if it is there, else a usual name of a column that was not
 * named for anything.
 */
export function suggestRoles(columns: readonly string[], named: NamedRoles = {}): SuggestedRoles {
  const taken = new Set(Object.values(named).flat());
  const free = columns.filter(column => !taken.has(column));
  const usual = (role: Role) =>
    USUAL[role].map(name => free.find(column => column.toLowerCase() === name)).find(Boolean);
  const pick = (role: Role) => {
    const wanted = named[role];
    return wanted === undefined ? usual(role) : columns.find(column => column === wanted);
  };
  const picked: Partial<Record<Role, string | undefined>> = Object.fromEntries(ROLES.map(role => [role, pick(role)]));
  // A question without an answer, or an answer without a question, is a text like any other.
  const isPair = picked.prompt !== undefined && picked.completion !== undefined;
  const text = picked.text ?? picked.messages ?? picked.prompt ?? (columns.length === 1 ? free[0] : undefined);
  for (const role of ['prompt', 'context', 'completion'] as const) {
    if (!isPair && named[role] === undefined) delete picked[role];
  }
  const there = Object.entries({ ...picked, text }).filter(([, column]) => column !== undefined);
  return Object.fromEntries(there);
}

/**
 * Which column plays which part. Throws `import.column_missing` when a named column is not there, or no column can be
 * the text.
 */
export function chooseRoles(file: string, columns: readonly string[], named: NamedRoles = {}): Roles {
  for (const role of ROLES) {
    const wanted = named[role];
    if (wanted !== undefined && !columns.includes(wanted)) throw missing(file, columns, role, wanted);
  }
  const there = new Set(columns);
  const lost = named.metadata?.find(column => !there.has(column));
  if (lost !== undefined) throw missing(file, columns, 'metadata', lost);
  const { text, ...others } = suggestRoles(columns, named);
  if (text === undefined) throw missing(file, columns, 'text', 'text');
  return { text, ...others };
}

function missing(file: string, columns: readonly string[], role: string, column: string): LuthierError {
  return new LuthierError(
    'import.column_missing',
    { file, column, columns: columns.slice(0, 100).join(', ') || '(none)', role },
    { file, field: role },
  );
}

/** The label of a row: its cell as text, null when it is empty or there is no such column. */
export function labelOf(cells: Cells, column: string | undefined): string | null {
  const label = cellIn(cells, column);
  return label === null || label === '' ? null : String(label);
}
