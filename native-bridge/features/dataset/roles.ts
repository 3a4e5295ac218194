import { LuthierError, type Roles } from '../../contract/index.ts';

/** Names that columns have in the wild, whole names only: "text" must not match "context". */
const USUAL = {
  text: ['text', 'content', 'body', 'message', 'sentence', 'review', 'document'],
  label: ['label', 'class', 'category', 'target', 'sentiment'],
  group: ['group_id', 'sender', 'author', 'user', 'user_id'],
  time: ['date', 'time', 'timestamp', 'created_at'],
  id: ['id', 'uid', 'uuid'],
} as const satisfies Record<keyof Roles, readonly string[]>;

/** Columns that a person named for their parts. */
export type NamedRoles = { readonly [Role in keyof Roles]?: string | undefined };

/**
 * Which column plays which part: what the person named, else a usual name. Throws `import.column_missing` when a named
 * column is not there, or no column can be the text.
 */
export function chooseRoles(file: string, columns: readonly string[], named: NamedRoles = {}): Roles {
  const pick = (role: keyof Roles): string | undefined => {
    const wanted = named[role];
    if (wanted !== undefined) {
      if (!columns.includes(wanted)) throw missing(file, columns, role, wanted);
      return wanted;
    }
    return USUAL[role].map(name => columns.find(column => column.toLowerCase() === name)).find(Boolean);
  };
  const text = pick('text');
  if (text === undefined) throw missing(file, columns, 'text', 'text');

  const others = (['label', 'group', 'time', 'id'] as const).map(role => [role, pick(role)] as const);
  return { text, ...Object.fromEntries(others.filter(([, column]) => column !== undefined)) };
}

function missing(file: string, columns: readonly string[], role: string, column: string): LuthierError {
  return new LuthierError(
    'import.column_missing',
    { file, column, columns: columns.join(', ') || '(none)', role },
    { file, field: role },
  );
}
