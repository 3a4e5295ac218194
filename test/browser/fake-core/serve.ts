import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { WebSocketServer } from 'ws';
import { ClientMessage, jobs, PROTOCOL, type ServerMessage } from '../../../native-bridge/contract/index.ts';
import { PAGE_TYPES, pageHeaders } from '../../../native-bridge/core/page-rules.ts';
import { answersFor, Refusal, type Scenario } from './answers.ts';
import { headBytes } from './made/index.ts';

/**
 * A core that only pretends, for looking at the page and for tests of the page alone:
 * `node test/browser/fake-core/serve.ts [full|empty|broken] [port]`. It speaks the real wire under the real policy.
 */
const BUILT = resolve(import.meta.dirname, '../../../dist/renderer');
export const TOKEN = 'f'.repeat(64);

export interface ServeOptions {
  readonly port?: number;
  readonly page?: string;
  /** Changes what it says before it says it, such as to words of another kind. */
  readonly change?: (value: unknown) => unknown;
  /** What the terminals of its jobs say, instead of the steps of a training. */
  readonly terminal?: (emit: (event: { readonly text: string }) => void) => void;
}

export function serve(
  scenario: Scenario,
  { port = 0, page = BUILT, change = same, terminal }: ServeOptions = {},
): Promise<{ address: string; close: () => void }> {
  const answers = answersFor(scenario) as unknown as Record<string, Record<string, Answer>>;
  const server = createServer((request, response) => respond(page, request, response));
  const sockets = new WebSocketServer({
    server,
    path: '/rpc',
    handleProtocols: offered => offered.has(PROTOCOL) && PROTOCOL,
  });

  sockets.on('connection', socket => {
    const open = new Map<number, () => void>();
    const say = (message: ServerMessage): void => socket.send(JSON.stringify(message));

    socket.on('message', data => {
      const message = ClientMessage.parse(JSON.parse(String(data)));
      const { id } = message;
      if (message.kind === 'close') return void open.get(id)?.();
      if (message.kind === 'ping') return say({ kind: 'answer', id, value: null });
      const [slice = '', name = ''] = message.name.split('/');
      const answer = terminal && message.name === jobs.terminal.name ? said(terminal) : answers[slice]?.[name];
      if (!answer) return say({ kind: 'bug', id, message: `nothing answers ${message.name}` });
      try {
        if (message.kind === 'ask') return say({ kind: 'answer', id, value: change(answer(message.input)) });
        const emit = (value: unknown): void => say({ kind: 'event', id, value: change(value) });
        open.set(id, answer(message.input, emit, () => say({ kind: 'end', id })) as () => void);
      } catch (error) {
        if (error instanceof Refusal)
          return say({ kind: 'error', id, error: change(error.error) as typeof error.error });
        say({ kind: 'bug', id, message: String(error) });
      }
    });
    socket.on('close', () => {
      for (const stop of open.values()) stop();
    });
  });

  return new Promise(done => {
    server.listen(port, '127.0.0.1', () => {
      const at = server.address();
      const address = `http://127.0.0.1:${typeof at === 'object' && at ? at.port : port}`;
      done({
        address,
        close: () => {
          for (const socket of sockets.clients) socket.terminate();
          server.close();
        },
      });
    });
  });
}

const said =
  (terminal: NonNullable<ServeOptions['terminal']>): Answer =>
  (_input, emit) => {
    if (emit) terminal(emit);
    return () => {};
  };

const same = (value: unknown): unknown => value;

type Answer = (input: unknown, emit?: (event: unknown) => void, end?: () => void) => unknown;

function respond(page: string, request: IncomingMessage, response: ServerResponse): void {
  const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
  if (path.startsWith('/bytes/attention/')) return void response.end(attentionBytes(path));
  if (path === '/upload') {
    request.resume();
    request.on('end', () => response.end(JSON.stringify({ file: '/tmp/uploaded.jsonl' })));
    return;
  }

  const asked = join(page, normalize(path));
  const file =
    asked.startsWith(page) && existsSync(asked) && statSync(asked).isFile() ? asked : join(page, 'index.html');
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.setHeader('content-type', PAGE_TYPES[extname(file)] ?? 'application/octet-stream');
  response.setHeader('content-security-policy', pageHeaders()['content-security-policy'] ?? '');
  createReadStream(file).pipe(response);
}

function attentionBytes(path: string): Uint8Array {
  const [, , , , what, layer, head] = path.split('/');
  if (what === 'head') return headBytes(Number(layer), Number(head));
  return Buffer.concat(Array.from({ length: 270 }, (_, place) => headBytes(Math.floor(place / 9), place % 9, 24)));
}

if (process.argv[1] === import.meta.filename) {
  const scenario = (process.argv[2] ?? 'full') as Scenario;
  const { address } = await serve(scenario, { port: Number(process.argv[3] ?? 0) });
  console.log(`${address}/#token=${TOKEN}`);
}
