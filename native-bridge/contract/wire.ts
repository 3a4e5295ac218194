import { z } from 'zod';
import { ErrorPayload } from './errors.ts';

/** The subprotocol of the WebSocket; the second one offered is `token.<token>`, since a browser sets no headers there. */
export const PROTOCOL = 'luthier.1';
/** Offered beside it by the command line, so that what it does is not taken for the page's. */
export const COMMAND_PROTOCOL = 'luthier.command';

/** Longest message to the core: a longer one ends the line. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** Page to core. `ask` wants one answer, `open` a stream, `close` ends it. A `ping` is answered with nothing. */
export const ClientMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), id: z.int().nonnegative(), name: z.string(), input: z.unknown() }),
  z.object({ kind: z.literal('open'), id: z.int().nonnegative(), name: z.string(), input: z.unknown() }),
  z.object({ kind: z.literal('close'), id: z.int().nonnegative() }),
  z.object({ kind: z.literal('ping'), id: z.int().nonnegative() }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** Core to page. A `bug` is ours: its stack is in the core's log, the page shows that it happened. */
export const ServerMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('error'), id: z.int(), error: ErrorPayload }),
  z.object({ kind: z.literal('bug'), id: z.int(), message: z.string() }),
  z.object({ kind: z.literal('event'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('end'), id: z.int() }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;
