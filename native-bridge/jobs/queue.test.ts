import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { startTokenOf } from '../../python-env/build/processes.mjs';
import { JOB_PROGRAM, training } from '../../test/stand-in.ts';
import { temporaryFolder, until } from '../../test/temporary.ts';
import { CONTRACT_VERSION, type JobId, type JobState, LuthierError, type PerplexityJob } from '../contract/index.ts';
import { newId } from '../core/ids.ts';
import { fileLog } from '../core/log.ts';
import { jobTable } from '../store/jobs.ts';
import { openDatabase, openInWorker } from '../store/open.ts';
import { Writes } from '../store/writes.ts';
import { isEnded } from './job-record.ts';
import { processOf } from './live-job.ts';
import { isAlive } from './process.ts';
import { JobQueue } from './queue.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { type Start, startTextJob } from './text-job.ts';
import { writeTexts } from './texts.ts';

/** A project whose jobs are the program that stands in; `core()` is a core that can be dropped and started again. */
function project() {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const store = jobTable(db);
  const writes = new Writes(db);
  const cores: JobQueue[] = [];
  const stack = new DisposableStack();
  return {
    store,
    path: folder.path,
    /** Another connection, which can hold the database. */
    beside: () => stack.adopt(openInWorker(db.name), other => other.close()),
    core: (check: () => void = () => {}) => {
      const queue = new JobQueue({
        project: folder.path,
        store,
        writes,
        home: join(folder.path, 'home'),
        log: fileLog(join(folder.path, 'core.log')),
        python: () => {
          check();
          return { executable: 'python3', packages: JOB_PROGRAM };
        },
        devices: () => ['cpu'],
        now: Date.now,
      });
      cores.push(queue);
      return queue;
    },
    pid: (id: JobId) => {
      const { folder: job, attempt } = store.find(id) ?? { folder: '', attempt: 0 };
      return processOf(join(folder.path, job), attempt);
    },
    [Symbol.dispose]: () => {
      for (const { pid } of store.jobs().flatMap(job => processOf(join(folder.path, job.folder), job.attempt) ?? [])) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has ended.
        }
      }
      for (const queue of cores) queue[Symbol.dispose]();
      writes[Symbol.dispose]();
      stack.dispose();
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

/** A job that scores texts, which are written at once. */
function textJob(project: string, queue: JobQueue): Start<PerplexityJob> {
  const id = newId('px') as PerplexityJob['id'];
  const job: PerplexityJob = {
    kind: 'perplexity',
    id,
    contractVersion: CONTRACT_VERSION,
    title: 'scores',
    createdAtMs: Date.now(),
    device: 'auto',
    seed: 200,
    datasetId: 'ds_000000000000' as PerplexityJob['datasetId'],
    modelId: 'md_000000000000' as PerplexityJob['modelId'],
    model: { path: 'm', adapterPath: null },
    column: 'text',
    textsPath: `perplexity/${id}/texts.jsonl`,
    rows: 1,
    maxTokens: 8,
  };
  return {
    job,
    project,
    begun: undefined,
    queue,
    settled: async () => {},
    write: ({ textsPath }) => ({
      answer: Promise.resolve(
        writeTexts(
          join(project, textsPath),
          ['one', 'two', 'three'].map(text => ({ text })),
        ),
      ),
      [Symbol.dispose]: () => {},
    }),
  };
}

const logOf = (project: string) => readFileSync(join(project, 'core.log'), 'utf8');

const reaches = (queue: JobQueue, id: JobId, state: JobState) =>
  until(`${id} is ${state}`, () => queue.job(id).state === state);

test('JOB-1 a job runs in its folder from queued to finished, with its progress on the way', async () => {
  using at = project();
  const queue = at.core();
  const ended: JobState[] = [];
  queue.onEnd(({ state }) => ended.push(state));

  const { id } = await queue.add(training('quick', 6));
  await until('progress', () => queue.job(id).done >= 2);
  await reaches(queue, id, 'finished');

  expect(queue.job(id)).toMatchObject({ attempt: 1, exitCode: 0, error: null });
  expect(ended).toEqual(['finished']);
});

test('JOB-2 two heavy jobs share one device one after the other, and the second says whom it waits for', async () => {
  using at = project();
  const queue = at.core();
  const first = (await queue.add(training('first', 10))).id;
  const second = (await queue.add(training('second', 1))).id;

  expect(queue.job(second)).toMatchObject({ state: 'queued', waitsFor: 'first (cpu)' });
  await reaches(queue, first, 'finished');
  await reaches(queue, second, 'finished');
});

test('JOB-3 a waiting job can be put before the others', async () => {
  using at = project();
  const queue = at.core();
  await queue.add(training('holds', 8));
  const later = (await queue.add(training('later', 1))).id;
  const urgent = (await queue.add(training('urgent', 1))).id;

  await queue.moveFirst(urgent);
  await reaches(queue, later, 'finished');

  const at_ = (id: JobId) => at.store.find(id)?.startedAtMs ?? 0;
  expect(at_(urgent)).toBeLessThan(at_(later));
});

test('JOB-4 a core that goes away leaves the job running, and the next core finds it and sees it end', async () => {
  using at = project();
  const first = at.core();
  const { id } = await first.add(training('long', 40));
  await until('progress', () => first.job(id).done >= 2);
  first[Symbol.dispose]();

  const second = at.core();
  second.reattach();
  await until('progress seen by the second core', () => second.job(id).done >= 4);
  expect(second.job(id)).toMatchObject({ state: 'running', attempt: 1 });
  await reaches(second, id, 'finished');
});

test('JOB-5 a killed job is interrupted with its cause, and resuming makes a second attempt', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('victim', 40));
  await until('progress', () => queue.job(id).done >= 2);

  process.kill(at.pid(id)?.pid ?? 0, 'SIGKILL');
  await reaches(queue, id, 'interrupted');

  expect(queue.job(id).error).toMatchObject({ code: 'job.died', facts: { cause: 'signal 9' } });
  await queue.resume(id);
  await until('a second attempt runs', () => queue.job(id).state === 'running' && queue.job(id).attempt === 2);
});

test('JOB-6 a job that was killed while no core was there is found interrupted', async () => {
  using at = project();
  const first = at.core();
  const { id } = await first.add(training('victim', 200));
  await until('progress', () => first.job(id).done >= 1);
  first[Symbol.dispose]();
  const process_ = at.pid(id);
  process.kill(process_?.pid ?? 0, 'SIGKILL');
  await until('it is gone', () => process_ !== null && !isAlive(process_));

  const second = at.core();
  second.reattach();
  await reaches(second, id, 'interrupted');
});

test('JOB-7 cancelling stops the job and every descendant, one in a session of its own too', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('orphan', 400));
  const orphan = join(at.path, 'runs', id, 'orphan');
  await until('the orphan is there', () => existsSync(orphan) && readFileSync(orphan, 'utf8') !== '');
  const pid = Number(readFileSync(orphan, 'utf8'));
  await until('progress', () => queue.job(id).done >= 1);

  await queue.cancel(id);
  await reaches(queue, id, 'cancelled');
  await until('the orphan is gone', () => startTokenOf(pid) === null);
});

test('JOB-8 a job that ignores SIGINT is ended by what comes after it', { timeout: 40_000 }, async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('stubborn', 2000));
  await until('progress', () => queue.job(id).done >= 1);

  await queue.cancel(id);
  await until('it is cancelled', () => queue.job(id).state === 'cancelled', 20_000);
});

test('JOB-9 pausing frees the device after a step, how far the job came stays known, and resuming goes on', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('long', 40));
  await until('progress', () => queue.job(id).done >= 2);

  await queue.pause(id);
  await reaches(queue, id, 'paused');
  const { done } = queue.job(id);
  expect(done).toBeGreaterThanOrEqual(2);
  expect(queue.job(id).total).toBe(40);
  queue[Symbol.dispose]();
  const later = at.core();
  expect(later.job(id)).toMatchObject({ state: 'paused', done, total: 40 });

  await later.resume(id);
  await until('it runs again', () => later.job(id).state === 'running' && later.job(id).attempt === 2);
});

test('JOB-10 out of memory starts a new process with half the micro-batch, three times at most', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('memory', 2));

  await reaches(queue, id, 'finished');

  expect(queue.job(id).attempt).toBe(3);
  expect(readFileSync(join(at.path, 'runs', id, 'halvings'), 'utf8')).toBe('2');
});

test('JOB-11 a job that ends without a word is interrupted, never finished', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('silent', 1));

  await reaches(queue, id, 'interrupted');
  expect(queue.job(id).error).toMatchObject({ code: 'job.died', facts: { cause: 'exit code 0' } });
});

test('JOB-12 the index of jobs can be lost: folders bring it back', async () => {
  using at = project();
  const queue = at.core();
  const ids = [(await queue.add(training('one', 1))).id, (await queue.add(training('two', 1))).id];
  for (const id of ids) await reaches(queue, id, 'finished');
  const essence = () =>
    at.store
      .jobs()
      .map(({ id, kind, folder, spec, state, attempt, error }) => ({ id, kind, folder, spec, state, attempt, error }));
  const before = essence();

  using lost = temporaryFolder();
  const db = openDatabase(join(lost.path, 'luthier.db'));
  const rebuilt = jobTable(db);
  expect(rebuildIndex(at.path, rebuilt)).toBe(2);
  const after = rebuilt
    .jobs()
    .map(({ id, kind, folder, spec, state, attempt, error }) => ({ id, kind, folder, spec, state, attempt, error }));
  db.close();

  expect(after).toEqual(before);
});

test('JOB-13 what cannot be done in a state is refused with the state', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('quick', 1));
  await reaches(queue, id, 'finished');

  await expect(queue.cancel(id)).rejects.toThrow(`The job ${id} is finished, so it cannot be cancelled.`);
  await expect(queue.resume(id)).rejects.toThrow('cannot be resumed');
  await expect(queue.pause(id)).rejects.toThrow('cannot be paused');
  expect(() => queue.job('run_000000000000' as JobId)).toThrow('There is no job');
});

test('JOB-14 the end of a job that cannot be written down at once is written down later', async () => {
  using at = project();
  const { patch } = at.store;
  let refusals = 2;
  const queue = at.core();
  const { id } = await queue.add(training('quick', 20));
  await until('progress', () => queue.job(id).done >= 1);
  at.store.patch = (record, change) => {
    if (change.state === 'finished' && refusals-- > 0) throw new Error('database or disk is full');
    return patch(record, change);
  };

  await reaches(queue, id, 'finished');

  expect(refusals).toBeLessThan(0);
});

test('JOB-15 an attempt that never began is not counted, so the next one is recognised', async () => {
  using at = project();
  let isThere = false;
  const queue = at.core(() => {
    if (!isThere) throw new LuthierError('environment.missing', {});
  });
  const { id } = await queue.add(training('quick', 2));
  await reaches(queue, id, 'failed');
  expect(queue.job(id).error).toMatchObject({ code: 'environment.missing' });

  isThere = true;
  await queue.resume(id);
  await reaches(queue, id, 'finished');

  expect(queue.job(id).attempt).toBe(1);
});

test('JOB-16 a job ends while another connection writes: the core goes on, and its end is written down afterwards', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('quick', 20));
  const waiting = await queue.add(training('waits', 1));
  await until('progress', () => queue.job(id).done >= 1 && queue.job(id).state === 'running');
  const other = at.beside();
  other.exec('BEGIN IMMEDIATE');
  await until('its status', () => existsSync(join(at.path, 'runs', id, 'status.json')));
  await until('all its progress', () => queue.job(id).done === 20);
  expect(queue.job(id).state).toBe('running');

  other.exec('COMMIT');
  await reaches(queue, id, 'finished');
  await reaches(queue, waiting.id, 'finished');
});

test('JOB-17 a running job is cancelled at once, and one that waits is not started once it was cancelled', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('long', 400));
  const waiting = await queue.add(training('waits', 1));
  await until('progress', () => queue.job(id).done >= 1 && queue.job(id).state === 'running');
  const pid = at.pid(id);
  const other = at.beside();
  other.exec('BEGIN IMMEDIATE');

  const cancelled = queue.cancel(waiting.id);
  await queue.cancel(id);
  await until('its process is gone', () => pid !== null && !isAlive(pid));
  other.exec('COMMIT');

  expect(await cancelled).toMatchObject({ state: 'cancelled' });
  await reaches(queue, id, 'cancelled');
  expect(queue.job(waiting.id)).toMatchObject({ state: 'cancelled', attempt: 0 });
});

test('JOB-18 a job that ran out of memory and is cancelled before its retry is written down is cancelled, and not tried again', async () => {
  using at = project();
  const queue = at.core();
  const ended: JobState[] = [];
  queue.onEnd(({ state }) => ended.push(state));
  const { id } = await queue.add(training('memory', 2));
  const other = at.beside();
  other.exec('BEGIN IMMEDIATE');
  await until('its end waits to be written', () => logOf(at.path).includes('halving the micro-batch'));

  await queue.cancel(id);
  other.exec('COMMIT');

  await reaches(queue, id, 'cancelled');
  expect(queue.job(id)).toMatchObject({ attempt: 1, waitsFor: null });
  expect(ended).toEqual(['cancelled']);
  await queue.resume(id);
  await reaches(queue, id, 'finished');
  expect(queue.job(id).attempt).toBe(3);
});

test('JOB-19 a job of texts that is stopped after its texts were written is not queued, and its texts are gone', async () => {
  using at = project();
  const queue = at.core();
  const texts = Promise.withResolvers<{ rows: number }>();
  let isWriting = false;
  const start = textJob(at.path, queue);
  using work = startTextJob(() => ({
    ...start,
    write: job => {
      start.write(job);
      isWriting = true;
      return { answer: texts.promise, [Symbol.dispose]: () => {} };
    },
  }));
  await until('its texts are being written', () => isWriting);

  work[Symbol.dispose]();
  texts.resolve({ rows: 3 });

  await expect(work.answer).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(queue.jobs()).toEqual([]);
  expect(readdirSync(join(at.path, 'perplexity'))).toEqual([]);
});

test('JOB-20 a job of texts that is stopped while it waits to be queued is not queued, and its texts are gone', async () => {
  using at = project();
  const queue = at.core();
  const other = at.beside();
  other.exec('BEGIN IMMEDIATE');
  let isAsked = false;
  const add: JobQueue['add'] = (...asked) => {
    isAsked = true;
    return queue.add(...asked);
  };
  const start = textJob(at.path, queue);
  using work = startTextJob(() => ({ ...start, queue: { add, resume: id => queue.resume(id) } }));
  await until('it waits to be queued', () => isAsked);

  work[Symbol.dispose]();
  other.exec('COMMIT');

  await expect(work.answer).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(queue.jobs()).toEqual([]);
  expect(readdirSync(join(at.path, 'perplexity'))).toEqual([]);
});

test('FLT-47 no job is started in a project whose folder is gone, and the end of one that ran is written down when it is back', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('ran', 12));
  await until('running', () => queue.job(id).state === 'running');
  const late = training('late', 1);
  const away = `${at.path}-away`;
  renameSync(at.path, away);

  try {
    await expect(queue.add(late)).rejects.toMatchObject({ code: 'project.gone' });
    await expect(queue.pause(id)).rejects.toMatchObject({ code: 'project.gone' });
    expect(existsSync(at.path)).toBe(false);
    const { pid } = processOf(join(away, 'runs', id), 1) ?? { pid: 0 };
    await until('its process has ended', () => startTokenOf(pid) === null);
    await new Promise(done => setTimeout(done, 400));
    expect(queue.job(id).state).toBe('running');
  } finally {
    renameSync(away, at.path);
  }
  await until('its end is known', () => isEnded(queue.job(id).state));
  expect(at.store.find(late.id)).toBeUndefined();
});

test('JOB-23 of a queue that is held no job begins, whatever device becomes free, until another core opens the project', async () => {
  using at = project();
  const first = at.core();
  const { id } = await first.add(training('long', 40));
  const waiting = await first.add(training('waits', 1));
  await until('progress', () => first.job(id).done >= 1 && first.job(id).state === 'running');

  first.hold();
  await first.pause(id);
  await reaches(first, id, 'paused');
  await first.resume(id);
  expect([first.job(id), first.job(waiting.id)]).toMatchObject([{ state: 'queued' }, { state: 'queued', attempt: 0 }]);
  first[Symbol.dispose]();

  const second = at.core();
  second.reattach();
  await reaches(second, waiting.id, 'finished');
});

test('JOB-24 what a killed job has left half-written is removed, but for a checkpoint, which its next attempt names', async () => {
  using at = project();
  const queue = at.core();
  const { id } = await queue.add(training('victim', 200));
  await until('progress', () => queue.job(id).done >= 1);
  const folder = join(at.path, 'runs', id);
  const left = ['result/.scores.parquet.7.partial', 'job.json.tmp-7', 'checkpoints/.step-000001.7.partial/weights'];
  for (const name of [...left, 'result/scores.parquet']) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '');
  }

  process.kill(at.pid(id)?.pid ?? 0, 'SIGKILL');
  await reaches(queue, id, 'interrupted');

  expect(
    readdirSync(folder, { recursive: true })
      .filter(name => /partial|tmp|scores/.test(String(name)))
      .sort(),
  ).toEqual([
    'checkpoints/.step-000001.7.partial',
    'checkpoints/.step-000001.7.partial/weights',
    'result/scores.parquet',
  ]);
});
