import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';

/** A question with one answer. The object is the handle: callers pass it, never its name. */
export interface Method<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly kind: 'method';
  readonly name: string;
  readonly input: Input;
  readonly output: Output;
  readonly errors: readonly ErrorCode[];
}

/** A question with answers that go on until the asker closes it. */
export interface Stream<Input extends z.ZodType = z.ZodType, Event extends z.ZodType = z.ZodType> {
  readonly kind: 'stream';
  readonly name: string;
  readonly input: Input;
  readonly event: Event;
}

export type Slice = Readonly<Record<string, Method | Stream>>;

type Unnamed<Member> = Member extends unknown ? Omit<Member, 'name'> : never;

/** Names every method of a slice `<slice>/<method>`. */
export function slice<Members extends Record<string, Unnamed<Method> | Unnamed<Stream>>>(
  name: string,
  members: Members,
): { readonly [Key in keyof Members]: Members[Key] & { readonly name: string } } {
  return Object.fromEntries(
    Object.entries(members).map(([key, member]) => [key, { ...member, name: `${name}/${key}` }]),
  ) as unknown as { readonly [Key in keyof Members]: Members[Key] & { readonly name: string } };
}

export function method<Input extends z.ZodType, Output extends z.ZodType>(of: {
  readonly input: Input;
  readonly output: Output;
  readonly errors: readonly ErrorCode[];
}) {
  return { kind: 'method' as const, ...of };
}

export function stream<Input extends z.ZodType, Event extends z.ZodType>(of: {
  readonly input: Input;
  readonly event: Event;
}) {
  return { kind: 'stream' as const, ...of };
}
