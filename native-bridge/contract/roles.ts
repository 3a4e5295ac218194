import { z } from 'zod';

/** Which column plays which part. All others are metadata: kept, shown, searched and exported, and no model reads them. */
export const Roles = z
  .object({
    /** What is read, classified or learned from; of chats and instructions the column that holds them. */
    text: z.string(),
    label: z.string().optional(),
    /** The instruction, what is added to it, and the answer that is to be learned. */
    prompt: z.string().optional(),
    context: z.string().optional(),
    completion: z.string().optional(),
    /** A chat as JSON: a list of messages, each with who says it and what. */
    messages: z.string().optional(),
    group: z.string().optional(),
    time: z.string().optional(),
    id: z.string().optional(),
  })
  .meta({ id: 'Roles' });
export type Roles = z.infer<typeof Roles>;

export type Role = keyof Roles;

/** In the order in which a person chooses. */
export const ROLES = Object.keys(Roles.shape) as Role[];

/** Parts that may be without a text yet. */
export type SomeRoles = { readonly [Name in Role]?: string | undefined };

/** Gives a column a part, or none with `metadata`: it plays no other then, nor does another column play this one. */
export function withRole(roles: SomeRoles, column: string, role: Role | 'metadata'): SomeRoles {
  const others = Object.entries(roles).filter(([of, name]) => of !== role && name !== column);
  return { ...Object.fromEntries(others), ...(role !== 'metadata' && { [role]: column }) };
}

/** Parts without a text that nobody said: it is the column of the chat, or of the instruction. */
export function withoutTakenText({ text, ...others }: SomeRoles): SomeRoles {
  return text === (others.messages ?? others.prompt) ? others : { text, ...others };
}

/** With the text where no column was said to be it: a chat or an instruction stands in its place. */
export function withTakenText(roles: SomeRoles): SomeRoles {
  const text = roles.text ?? roles.messages ?? roles.prompt;
  return text === undefined ? roles : { ...roles, text };
}

/** What a model is asked, and what is right to answer. */
const ASKED: readonly Role[] = ['text', 'label', 'prompt', 'context', 'completion', 'messages'];

/** Whether every row asks the same of a model with the one parts as with the others. */
export function asksTheSame(one: SomeRoles, other: SomeRoles): boolean {
  return ASKED.every(role => one[role] === other[role]);
}

/** Parts as a person names them; what is not named is found out by the names of the columns. */
export const NamedRoles = Roles.partial().extend({
  /** Columns that play no part, whatever they are called. */
  metadata: z.array(z.string()).optional(),
});
export type NamedRoles = z.infer<typeof NamedRoles>;

/** A half of a character is none: it would not come back from any file, so it is not taken in either. */
export const CellText = z.string().overwrite(text => text.toWellFormed());

export const Cell = z.union([CellText, z.number(), z.boolean(), z.null()]).meta({ id: 'Cell' });
export type Cell = z.infer<typeof Cell>;

/**
 * What stands in a column of a row; null where the row has no such cell. Every object answers to names such as
 * `constructor`, which a column can be called too, but with what is no cell: to look is faster than to ask whether the row
 * has one of its own.
 */
export function cellIn<Value>(
  cells: Readonly<Record<string, Value>>,
  column: string | undefined,
): NonNullable<Value> | null {
  const cell = column === undefined ? null : cells[column];
  return cell === undefined || cell === null || typeof cell === 'function' || typeof cell === 'object' ? null : cell;
}
