import { resolve } from 'node:path';
import WebSocket from 'ws';
import type { z } from 'zod';
import { type App, openApp } from '../app.ts';
import {
  COMMAND_PROTOCOL,
  type ErrorCode,
  LuthierError,
  type Method,
  PROTOCOL,
  ServerMessage,
  type Stream,
} from '../contract/index.ts';
import { actAs, actorThrough } from '../core/actor.ts';
import { type Holder, holderOf } from '../store/lock.ts';

/** An open project as the command line uses it: opened here, or through the core that already has it open. */
export interface Session extends AsyncDisposable {
  readonly folder: string;
  /** Address of the core that has the project open, when it is not this one. */
  readonly through: string | null;
  ask<I extends z.ZodType, O extends z.ZodType>(method: Method<I, O>, input: z.input<I>): Promise<z.output<O>>;
  /** Gives every event until the stream ends, or until `until` is aborted. */
  follow<I extends z.ZodType, E extends z.ZodType>(
    stream: Stream<I, E>,
    input: z.input<I>,
    onEvent: (event: z.output<E>) => void,
    until?: AbortSignal,
  ): Promise<void>;
}

/** Opens the project, or reaches the core that has it. Throws `project.busy` when that one does not answer. */
export async function openSession(folder: string): Promise<Session> {
  try {
    return localSession(openApp(folder));
  } catch (error) {
    const busy = error instanceof LuthierError && error.code === 'project.busy';
    const holder = busy ? holderOf(resolve(folder)) : null;
    if (holder === null) throw error;
    return await remoteSession(resolve(folder), holder).catch(() => {
      throw error;
    });
  }
}

function localSession(app: App): Session {
  const actor = actorThrough('command');
  return {
    folder: app.folder,
    through: null,
    ask: async (method, input) => (await actAs(actor, () => app.router.ask(method.name, input))) as never,
    follow: (stream, input, onEvent, until) =>
      new Promise((done, fail) => {
        try {
          const hear = (event: unknown) => onEvent(event as never);
          const open = actAs(actor, () => app.router.open(stream.name, input, hear, done));
          until?.addEventListener('abort', () => {
            open[Symbol.dispose]();
            done();
          });
        } catch (error) {
          fail(error);
        }
      }),
    [Symbol.asyncDispose]: async () => app[Symbol.dispose](),
  };
}

interface Waiting {
  answer(value: unknown): void;
  event(value: unknown): void;
  fail(error: Error): void;
}

async function remoteSession(folder: string, { address, token }: Holder): Promise<Session> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/rpc`, [PROTOCOL, COMMAND_PROTOCOL, `token.${token}`]);
  await new Promise((done, fail) => {
    socket.once('open', done);
    socket.once('error', fail);
  });
  const waiting = new Map<number, Waiting>();
  let next = 0;

  socket.on('message', data => {
    const message = ServerMessage.parse(JSON.parse(String(data)));
    const asker = waiting.get(message.id);
    if (message.kind === 'event') return asker?.event(message.value);
    waiting.delete(message.id);
    switch (message.kind) {
      case 'answer':
        return asker?.answer(message.value);
      case 'end':
        return asker?.answer(undefined);
      case 'error': {
        const { code, facts, where } = message.error;
        return asker?.fail(new LuthierError(code as ErrorCode, facts as never, where));
      }
      case 'bug':
        return asker?.fail(new Error(message.message));
    }
  });
  socket.on('close', () => {
    for (const { fail } of waiting.values()) fail(coreHasGone());
    waiting.clear();
  });

  const send = (kind: 'ask' | 'open', name: string, input: unknown, event: (value: unknown) => void) => {
    // A socket that is closed takes words and says nothing: whoever waits for an answer would wait for ever.
    if (socket.readyState !== WebSocket.OPEN) return { id: -1, ended: Promise.reject(coreHasGone()) };
    const id = next++;
    const ended = new Promise<unknown>((answer, fail) => waiting.set(id, { answer, event, fail }));
    socket.send(JSON.stringify({ kind, id, name, input }));
    return { id, ended };
  };
  return {
    folder,
    through: address,
    ask: (method, input) => send('ask', method.name, input, () => {}).ended as never,
    follow: async (stream, input, onEvent, until) => {
      const { id, ended } = send('open', stream.name, input, event => onEvent(event as never));
      until?.addEventListener('abort', () => {
        socket.send(JSON.stringify({ kind: 'close', id }));
        waiting.get(id)?.answer(undefined);
        waiting.delete(id);
      });
      await ended;
    },
    [Symbol.asyncDispose]: async () => socket.close(),
  };
}

function coreHasGone(): Error {
  return new Error('the core that has the project open has gone');
}
