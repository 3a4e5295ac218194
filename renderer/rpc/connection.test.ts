import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type ClientMessage,
  DatasetId,
  dataset,
  jobs,
  project,
  type ServerMessage,
} from '../../native-bridge/contract/index.ts';
import { Connection } from './connection.ts';

/** A socket whose other end is the test. */
class FakeSocket {
  readonly sent: ClientMessage[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.onclose?.();
  }

  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const ID = DatasetId.parse('ds_000000000001');
const address = { origin: 'http://127.0.0.1:4567', token: 'ab'.repeat(32) };
let sockets: FakeSocket[];
let connection: Connection;
const newest = (): FakeSocket => sockets.at(-1) as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  connection = new Connection(address, (url, protocols) => {
    expect([url, protocols]).toEqual(['ws://127.0.0.1:4567/rpc', ['luthier.1', `token.${address.token}`]]);
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket as unknown as WebSocket;
  });
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

test('RPC-1 a question waits for the line, and each answer finds its question', async () => {
  const first = connection.ask(project.overview, {});
  const second = connection.ask(jobs.jobs, {});
  newest().onopen?.();
  await vi.advanceTimersByTimeAsync(0);

  const [a, b] = newest().sent;
  newest().say({ kind: 'answer', id: b?.id ?? -1, value: [] });
  newest().say({ kind: 'answer', id: a?.id ?? -1, value: { name: 'mine' } });

  expect(await second).toEqual([]);
  expect(await first).toEqual({ name: 'mine' });
});

test('RPC-2 a refusal carries the error of the contract, a bug the name of the question', async () => {
  newest().onopen?.();
  const error = { code: 'job.not_found' as const, facts: { id: 'x' }, message: 'no', hint: 'look' };
  const refused = connection.ask(project.overview, {}).catch(thrown => thrown.trouble);
  const broken = connection.ask(jobs.jobs, {}).catch(thrown => thrown.trouble);
  await vi.advanceTimersByTimeAsync(0);

  newest().say({ kind: 'error', id: newest().sent[0]?.id ?? -1, error });
  newest().say({ kind: 'bug', id: newest().sent[1]?.id ?? -1, message: 'x is undefined' });

  expect(await refused).toEqual({ kind: 'error', error });
  expect(await broken).toEqual({ kind: 'bug', asked: 'jobs/jobs', message: 'x is undefined' });
});

test('RPC-3 a question on its way when the line breaks is answered with offline, since it may have been heard', async () => {
  newest().onopen?.();
  const asked = connection.ask(project.overview, {}).catch(thrown => thrown.trouble);
  await vi.advanceTimersByTimeAsync(0);

  newest().onclose?.();

  expect(await asked).toEqual({ kind: 'offline' });
  expect(connection.state).toBe('lost');
});

test('RPC-4 a stream is opened again after the line comes back, and is told that it starts anew', async () => {
  newest().onopen?.();
  const heard: unknown[] = [];
  connection.open(jobs.watch, {}, { onEvent: event => heard.push(event), onRestart: () => heard.push('again') });
  newest().onclose?.();
  await vi.advanceTimersByTimeAsync(300);
  newest().onopen?.();

  newest().say({ kind: 'event', id: newest().sent[0]?.id ?? -1, value: [] });

  expect(sockets.length).toBe(2);
  expect(newest().sent).toMatchObject([{ kind: 'open', name: 'jobs/watch' }]);
  expect(heard).toEqual(['again', []]);
});

test('RPC-5 a closed stream says so once and hears nothing more', () => {
  newest().onopen?.();
  const heard: unknown[] = [];
  const close = connection.open(jobs.watch, {}, event => heard.push(event));

  close();
  close();
  newest().say({ kind: 'event', id: 1, value: [] });

  expect(newest().sent.map(({ kind }) => kind)).toEqual(['open', 'close']);
  expect(heard).toEqual([]);
});

test('RPC-6 without a core a question is given up after ten seconds, while the line goes on trying', async () => {
  const asked = connection.ask(project.overview, {}).catch(thrown => thrown.trouble);
  newest().onclose?.();

  for (let second = 0; second < 12; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    if (sockets.length < 6) newest().onclose?.();
  }

  expect(await asked).toEqual({ kind: 'offline' });
  expect(sockets.length).toBeGreaterThan(4);
});

test('RPC-7 a core on its way is waited for however long it takes, and what was asked meanwhile is asked then', async () => {
  let isThere = (): void => {};
  const core = new Promise<void>(done => {
    isThere = done;
  });
  const made: FakeSocket[] = [];
  const early = new Connection(address, () => made[made.push(new FakeSocket()) - 1] as unknown as WebSocket, core);
  let answer = 'none yet';
  const asked = early.ask(project.overview, {}).then(({ name }) => {
    answer = name;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([made.length, answer]).toEqual([0, 'none yet']);

  isThere();
  await vi.advanceTimersByTimeAsync(0);
  made[0]?.onopen?.();
  await vi.advanceTimersByTimeAsync(0);
  made[0]?.say({ kind: 'answer', id: made[0].sent[0]?.id ?? -1, value: { name: 'mine' } });
  await asked;

  expect(answer).toBe('mine');
  early.close();
});

test('RPC-8 a core that says nothing is silent within ten seconds; what is asked meanwhile is asked, and any word ends it', async () => {
  newest().onopen?.();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(connection.state).toBe('silent');
  const asked = connection.ask(project.overview, {});
  await vi.advanceTimersByTimeAsync(0);

  const { id } = newest().sent.find(({ kind }) => kind === 'ask') ?? { id: -1 };
  newest().say({ kind: 'answer', id, value: { name: 'mine' } });

  expect(await asked).toEqual({ name: 'mine' });
  expect([connection.state, sockets.length]).toEqual(['open', 1]);
});

test('RPC-9 a core that answers each ping is never silent, nor is one after a sleep of the machine', async () => {
  newest().onopen?.();
  for (let second = 0; second < 30; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    const last = newest().sent.at(-1);
    if (last) newest().say({ kind: 'answer', id: last.id, value: null });
  }
  expect(connection.state).toBe('open');

  const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3600_000);
  await vi.advanceTimersByTimeAsync(2500);
  now.mockRestore();

  expect(connection.state).toBe('open');
});

test('RPC-10 a question that is too long for the line is refused with its size, and the line goes on', async () => {
  newest().onopen?.();
  const tooLong = connection.ask(dataset.addRow, { datasetId: ID, cells: { text: '长'.repeat(1_500_000) } });
  await expect(tooLong).rejects.toMatchObject({
    trouble: { kind: 'error', error: { code: 'request.too_large', facts: { size: '4.3 MiB', limit: '4.0 MiB' } } },
  });
  const next = connection.ask(project.overview, {});
  await vi.advanceTimersByTimeAsync(0);

  expect(newest().sent.map(message => message.kind === 'ask' && message.name)).toEqual([project.overview.name]);
  newest().say({ kind: 'answer', id: newest().sent[0]?.id ?? -1, value: {} });
  await next;
});
