import { z } from 'zod';
import { type ErrorCode, ErrorPayload } from './errors.ts';

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

/** How far long work has come: rows, bytes or texts, always of the same kind within one piece of work. */
export const WorkProgress = z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() });
export type WorkProgress = z.infer<typeof WorkProgress>;

/** What long work says: progress until it is finished or has failed. Closing the stream stops it. */
export type WorkEvent<Answer> =
  | ({ readonly kind: 'progress' } & WorkProgress)
  | { readonly kind: 'finished'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: ErrorPayload };

/** A stream around one piece of work that walks over all rows: progress, then an answer or an error. */
export function work<Input extends z.ZodType, Answer extends z.ZodType>(of: {
  readonly input: Input;
  readonly answer: Answer;
}) {
  const event = z.discriminatedUnion('kind', [
    WorkProgress.extend({ kind: z.literal('progress') }),
    z.object({ kind: z.literal('finished'), answer: of.answer }),
    z.object({ kind: z.literal('failed'), error: ErrorPayload }),
  ]);
  return stream({ input: of.input, event });
}
