import type { WebSocket } from 'ws';
import type { App } from '../app.ts';
import { type Actor, ClientMessage, LuthierError, type ServerMessage } from '../contract/index.ts';
import { actAs } from '../core/actor.ts';

/** Past this many unsent bytes a page that reads too slowly is disconnected; it comes back and asks anew. */
const MAX_BACKLOG_BYTES = 64 * 1024 * 1024;
/** Past this many, streams that can wait are told to. */
const SLOW_BACKLOG_BYTES = 4 * 1024 * 1024;

/** Answers one page, or one command: calls, and streams until they are closed or it is gone. */
export function serveConnection(app: App, socket: WebSocket, actor: Actor): void {
  const streams = new Map<number, Disposable>();

  const send = (message: ServerMessage): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MAX_BACKLOG_BYTES) socket.terminate();
    else socket.send(JSON.stringify(message));
  };
  const fail = (id: number, name: string, error: unknown): void => {
    if (error instanceof LuthierError) send({ kind: 'error', id, error: error.payload });
    else {
      app.log.bug(name, error);
      send({ kind: 'bug', id, message: error instanceof Error ? error.message : String(error) });
    }
  };

  socket.on('message', data => {
    const message = ClientMessage.safeParse(parse(String(data))).data;
    if (message === undefined) return socket.close(1003, 'not a message of the contract');
    const { id } = message;
    switch (message.kind) {
      case 'ask':
        actAs(actor, () => app.router.ask(message.name, message.input))
          .then(value => send({ kind: 'answer', id, value }))
          .catch(error => fail(id, message.name, error));
        break;
      case 'open':
        try {
          streams.get(id)?.[Symbol.dispose]();
          const emit = (value: unknown): boolean => {
            send({ kind: 'event', id, value });
            return socket.bufferedAmount < SLOW_BACKLOG_BYTES;
          };
          const end = (): void => {
            streams.delete(id);
            send({ kind: 'end', id });
          };
          const open = () => app.router.open(message.name, message.input, emit, end);
          streams.set(id, actAs(actor, open));
        } catch (error) {
          fail(id, message.name, error);
        }
        break;
      case 'ping':
        send({ kind: 'answer', id, value: null });
        break;
      case 'close':
        streams.get(id)?.[Symbol.dispose]();
        streams.delete(id);
    }
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    for (const stream of streams.values()) stream[Symbol.dispose]();
    streams.clear();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
