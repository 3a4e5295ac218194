import { z } from 'zod';
import { CONTRACT } from '../contract/contract.ts';
import { LuthierError, type Method, type Slice, type Stream } from '../contract/index.ts';

type Contract = typeof CONTRACT;

/**
 * Takes what a stream says; may be called until the stream is closed. Answers `false` while whoever listens is behind: a
 * stream that can wait then waits a little.
 */
export type Emit<Event> = (event: Event) => unknown;

/** What a slice must bring: an answer for each method, a subscription for each stream. */
export type Handlers<S extends Slice> = {
  readonly [Key in keyof S]: S[Key] extends Method<infer Input, infer Output>
    ? (input: z.output<Input>) => z.output<Output> | Promise<z.output<Output>>
    : S[Key] extends Stream<infer Input, infer Event>
      ? (input: z.output<Input>, emit: Emit<z.output<Event>>, end: () => void) => Disposable
      : never;
};

export type AllHandlers = { readonly [Name in keyof Contract]: Handlers<Contract[Name]> };

/** The one place where requests are parsed. Throws `request.invalid` for what the contract does not know. */
export class Router {
  readonly #members = new Map<string, { member: Method | Stream; handle: unknown }>();

  readonly #known: (error: unknown) => unknown;

  /** `known` puts an error that any handler may meet, such as a full disk, into words. */
  constructor(handlers: AllHandlers, known: (error: unknown) => unknown = error => error) {
    this.#known = known;
    for (const [sliceName, slice] of Object.entries(CONTRACT)) {
      for (const [key, member] of Object.entries(slice as Slice)) {
        const handle = (handlers[sliceName as keyof Contract] as Record<string, unknown>)[key];
        this.#members.set(member.name, { member, handle });
      }
    }
  }

  async ask(name: string, input: unknown): Promise<unknown> {
    const { handle, value } = this.#parsed('method', name, input);
    try {
      return await (handle as (input: unknown) => unknown)(value);
    } catch (error) {
      throw this.#known(error);
    }
  }

  open(name: string, input: unknown, emit: Emit<unknown>, end: () => void): Disposable {
    const { handle, value } = this.#parsed('stream', name, input);
    return (handle as (input: unknown, emit: Emit<unknown>, end: () => void) => Disposable)(value, emit, end);
  }

  #parsed(kind: 'method' | 'stream', name: string, input: unknown): { handle: unknown; value: unknown } {
    const found = this.#members.get(name);
    if (found?.member.kind !== kind) {
      throw new LuthierError('request.invalid', { reason: `no ${kind} is called ${name.slice(0, 80)}` });
    }
    const parsed = found.member.input.safeParse(input);
    if (!parsed.success) {
      throw new LuthierError('request.invalid', { reason: z.prettifyError(parsed.error).replaceAll('\n', ' ') });
    }
    return { handle: found.handle, value: parsed.data };
  }
}
