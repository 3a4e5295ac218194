import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { JOB_PROGRAM, putJobs, standInHome, training } from '../../test/stand-in.ts';
import { temporaryFolder, until } from '../../test/temporary.ts';
import type { CoreHears, CoreSays, JobId } from '../contract/index.ts';
import { processOf } from '../jobs/live-job.ts';

const ENTRY = join(import.meta.dirname, 'core-entry.ts');
const TOKEN = '5'.repeat(64);

interface Core {
  readonly process: ChildProcess;
  readonly said: CoreSays[];
  /** Undone by the type: what no shell would say can be said too. */
  tell(message: CoreHears | object): void;
  /** The first of these words that came, or comes. */
  word<Kind extends CoreSays['kind']>(
    kind: Kind,
    fits?: (said: CoreSays & { kind: Kind }) => boolean,
  ): Promise<CoreSays & { kind: Kind }>;
  end(): Promise<unknown>;
}

/** A core as the shell starts it, with a channel to it. It is gone at the end of the test. */
function core(home: string): Core {
  const process_ = spawn(process.execPath, [ENTRY], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, LUTHIER_HOME: home },
  });
  onTestFinished(() => void process_.kill('SIGKILL'));
  const said: CoreSays[] = [];
  process_.on('message', message => said.push(message as CoreSays));
  const ended = once(process_, 'exit').then(([code]) => code);
  return {
    process: process_,
    said,
    tell: message => void process_.send(message),
    word: async (kind, fits = () => true) => {
      const find = () => said.find(one => one.kind === kind && fits(one as never));
      await until(`the word ${kind}`, () => find() !== undefined);
      return find() as never;
    },
    end: () => ended,
  };
}

/** A port that another program serves at. */
async function takenPort(): Promise<number> {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  return (other.address() as AddressInfo).port;
}

const isOf =
  (id: JobId | undefined, state: string) =>
  (said: CoreSays): boolean =>
    said.kind === 'jobs' && said.jobs.some(job => job.id === id && job.state === state);

test('CORE-1 asked to serve at a port that is taken, it says that it has started at another, with another token', async () => {
  using folder = temporaryFolder();
  const port = await takenPort();
  const at = core(join(folder.path, 'home'));
  at.tell({ kind: 'serve', project: join(folder.path, 'p'), port, token: TOKEN });

  const { address, token } = await at.word('started');

  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(address).not.toContain(`:${port}`);
  // Whoever took the port may have been told the first one by the page.
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  const asked = (given: string) =>
    fetch(`${address}/bytes/none`, { headers: { authorization: `Bearer ${given}` } }).then(({ status }) => status);
  expect([await asked(token), await asked(TOKEN)]).toEqual([404, 401]);
  at.tell({ kind: 'stop' });
  expect(await at.end()).toBe(0);
});

test('CORE-2 words it does not know do nothing, before it serves and after, and it ends when the channel closes', async () => {
  using folder = temporaryFolder();
  const at = core(join(folder.path, 'home'));
  at.tell({ kind: 'dance' });
  at.tell({ kind: 'cancelJobs' });
  at.tell({ kind: 'serve', project: join(folder.path, 'p'), port: 0, token: TOKEN });
  await at.word('started');
  at.tell({ kind: 'dance' });
  await at.word('jobs');

  expect(at.said.map(({ kind }) => kind)).toEqual(['started', 'jobs']);
  at.process.disconnect();
  expect(await at.end()).toBe(0);
});

test('CORE-3 a channel that closes before the first word ends it too', async () => {
  using folder = temporaryFolder();
  const at = core(join(folder.path, 'home'));
  at.tell({ kind: 'dance' });
  await once(at.process, 'spawn');
  at.process.disconnect();

  expect(await at.end()).toBe(0);
  expect(at.said).toEqual([]);
});

test('CORE-4 it tells of jobs and their ends, pauses and cancels those at work on a word, and begins no other then', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const home = standInHome(folder.path, JOB_PROGRAM);
  const [paused, waiting] = putJobs(project, [training('first', 1000), training('second', 1000)]);
  const serve = { kind: 'serve', project, port: 0, token: TOKEN } as const;
  const at = core(home);
  at.tell(serve);
  await at.word('jobs', isOf(paused, 'running'));

  at.tell({ kind: 'pauseJobs' });
  await at.word('jobs', isOf(paused, 'paused'));
  await at.word('jobs', isOf(waiting, 'queued'));
  at.tell({ kind: 'stop' });
  expect(await at.end()).toBe(0);
  expect(processOf(join(project, 'runs', waiting ?? ''), 1)).toBe(null);

  const next = core(home);
  next.tell(serve);
  await next.word('jobs', isOf(waiting, 'running'));
  next.tell({ kind: 'cancelJobs' });
  const { job } = await next.word('ended', ({ job }) => job.id === waiting);
  expect(job.state).toBe('cancelled');
  await next.word('jobs', isOf(paused, 'paused'));
  next.tell({ kind: 'stop' });
  expect(await next.end()).toBe(0);
}, 30_000);

test('CORE-5 `luthier serve` at a port that is taken says so and what to do, and leaves the project to others', async () => {
  using folder = temporaryFolder();
  const port = await takenPort();
  const main = join(import.meta.dirname, 'cli/main.ts');
  const project = join(folder.path, 'p');
  const luthier = async (...words: string[]) => {
    const run = spawn(process.execPath, [main, '-p', project, '--json', ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { out: '', err: '' };
    run.stdout.on('data', chunk => (texts.out += chunk));
    run.stderr.on('data', chunk => (texts.err += chunk));
    const [code] = await once(run, 'close');
    return { code, ...texts };
  };

  const told = await luthier('serve', '--port', String(port));

  expect(told.code).toBe(1);
  expect(JSON.parse(told.out.trim().split('\n').at(-1) ?? '')).toEqual({
    error: expect.objectContaining({ code: 'serve.port_taken', facts: { port } }),
  });
  expect(told.err).toContain('--port');
  expect(told.err).not.toContain(' at ');
  expect((await luthier('serve', '--port', '70000')).code).toBe(2);
  expect((await luthier('datasets')).code).toBe(0);
});

test('CORE-6 it answers a ping', async () => {
  using folder = temporaryFolder();
  const at = core(join(folder.path, 'home'));
  at.tell({ kind: 'serve', project: join(folder.path, 'p'), port: 0, token: TOKEN });
  await at.word('started');

  at.tell({ kind: 'ping' });

  await at.word('pong');
  at.tell({ kind: 'stop' });
  expect(await at.end()).toBe(0);
});
