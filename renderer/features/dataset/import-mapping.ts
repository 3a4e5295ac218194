import {
  type Cell,
  type CellType,
  type ChatKeys,
  cellIn,
  type FoundChat,
  type ImportPreview,
  type NamedRoles,
  ordinaryChat,
  type Preset,
  ROLES,
  type Role,
  type SomeRoles,
  withRole,
  withTakenText,
} from '../../../native-bridge/contract/index.ts';

/** What a column is for: the part it plays, or none. */
export type Part = Role | 'metadata';

/** The part of every column. */
export type Parts = ReadonlyMap<string, Part>;

/** The types that were said of columns. */
export type Types = Readonly<Record<string, CellType>>;

/** In the order in which a person chooses. */
export const PARTS = [...ROLES, 'metadata'] as const;

/** Parts as they are found: by usual names, or what must be a chat where nothing else could be the text. */
export function foundParts({ columns, roles, chats }: ImportPreview): Parts {
  const chat = chats.find(({ isLikely }) => isLikely);
  const isFound = roles.text !== undefined || chat === undefined;
  return partsIn(columns, isFound ? roles : { ...roles, messages: chat.chat.column });
}

/** A column that is the text only because it plays another part is shown by that one. */
export function partsIn(columns: readonly { readonly name: string }[], roles: SomeRoles): Parts {
  const parts = new Map<string, Part>(columns.map(({ name }) => [name, 'metadata']));
  const { text, ...others } = roles;
  if (text !== undefined) parts.set(text, 'text');
  for (const [role, column] of Object.entries(others)) {
    if (column !== undefined) parts.set(column, role as Role);
  }
  return parts;
}

/** A way to give parts: as they are found, or a preset. */
export type PartsBy = Preset | 'found';

/**
 * The parts when another way to give them is chosen. Back from a preset that was only looked at, what a person set is
 * there again; who chooses "as found" from "by column" wants what was found.
 */
export function partsBy(
  chosen: PartsBy,
  preview: ImportPreview,
  was: { readonly by: PartsBy; readonly parts: Parts; readonly set: Parts | null },
): Parts {
  if (chosen === 'found') return (was.by === 'plain' ? null : was.set) ?? foundParts(preview);
  if (chosen === 'plain' && was.set !== null) return was.set;
  const preset = preview.presets.find(known => known.preset === chosen);
  return preset === undefined || preset.unfit !== null ? was.parts : partsIn(preview.columns, preset.roles);
}

/** Gives a column a part; another that had it is metadata then. */
export function withPart(parts: Parts, column: string, part: Part): Parts {
  const columns = [...parts.keys()].map(name => ({ name }));
  return partsIn(columns, withRole(saidRoles(parts), column, part));
}

/** What is said to an import: nothing is left to be found out by names. */
export function rolesIn(parts: Parts): NamedRoles {
  const all = [...parts];
  const roles = all.filter(([, part]) => part !== 'metadata').map(([column, part]) => [part, column]);
  return {
    ...Object.fromEntries(roles),
    metadata: all.filter(([, part]) => part === 'metadata').map(([column]) => column),
  };
}

/** As an import will take them: a chat or a prompt is the text where no other column is. */
export function seenRoles(parts: Parts): SomeRoles {
  return withTakenText(saidRoles(parts));
}

function saidRoles(parts: Parts): SomeRoles {
  const { metadata: _, ...roles } = rolesIn(parts);
  return roles;
}

/** The type that was said of a column, also of one that is called as what every object has. */
export function typeIn(types: Types, column: string): CellType | undefined {
  return Object.hasOwn(types, column) ? types[column] : undefined;
}

/** The chat that is read as messages, where its keys have to be named. */
export function chatToName(parts: Parts, chats: ImportPreview['chats']): FoundChat | undefined {
  return chats.find(({ chat, isOrdinary }) => !isOrdinary && parts.get(chat.column) === 'messages');
}

/** How many of these rows hold a chat, and how many of those cannot be read with these keys. */
export function chatCounts(rows: readonly Readonly<Record<string, Cell>>[], keys: ChatKeys) {
  const cells = rows.map(row => cellIn(row, keys.column)).filter(cell => cell !== null && cell !== '');
  return { all: cells.length, unread: cells.filter(cell => 'why' in ordinaryChat(cell, keys)).length };
}

/** The columns to show of very many: those that are looked for, else those that play a part and the first others. */
export function shownColumns<Column extends { readonly name: string }>(
  columns: readonly Column[],
  parts: Parts,
  { looked, most }: { readonly looked: string; readonly most: number },
): readonly Column[] {
  const word = looked.trim().toLowerCase();
  if (word !== '') return columns.filter(({ name }) => name.toLowerCase().includes(word)).slice(0, most);
  const plays = ({ name }: Column) => parts.get(name) !== 'metadata';
  const room = most - columns.filter(plays).length;
  const others = new Set(columns.filter(column => !plays(column)).slice(0, Math.max(0, room)));
  return columns.filter(column => plays(column) || others.has(column));
}
