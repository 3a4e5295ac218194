import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type DatasetId, dataset, jobs, perplexity } from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { DATABASE_FILE, openDatabase, openInWorker } from '../../native-bridge/store/open.ts';
import { startCore } from '../core-process.ts';
import { temporaryFolder, until } from '../temporary.ts';
import { addWordModel } from '../word-model.ts';

/** A project with a model and a few mails whose database can be held, so that a job waits to be queued. */
function made() {
  const stack = new DisposableStack();
  const folder = stack.use(temporaryFolder());
  const project = join(folder.path, 'project');
  mkdirSync(project);
  const db = openDatabase(join(project, DATABASE_FILE));
  const model = addWordModel(db, project);
  db.close();
  const file = folder.write('mails.jsonl', '{"text":"one of them"}\n{"text":"another"}\n');
  const texts = join(project, 'perplexity');
  /** The folders of jobs that score texts. */
  const folders = () => (existsSync(texts) ? readdirSync(texts) : []);
  return {
    project,
    imported: async (session: Session) => {
      await session.follow(dataset.importFile, { file }, () => {});
      const [mails] = await session.ask(dataset.datasets, {});
      return { datasetId: mails?.id as DatasetId, modelId: model.id };
    },
    hold: () => {
      const other = stack.adopt(openInWorker(join(project, DATABASE_FILE)), held => held.close());
      other.exec('BEGIN IMMEDIATE');
      return { letGo: () => void other.exec('ROLLBACK') };
    },
    areWritten: () =>
      until('the texts are written', () => folders().some(job => existsSync(join(texts, job, 'texts.jsonl')))),
    folders,
    [Symbol.dispose]: () => stack.dispose(),
  };
}

test('FLT-30 a job that is stopped once its texts are written leaves no folder, and is not queued', async () => {
  using at = made();
  await using session = await openSession(at.project);
  const about = await at.imported(session);
  const other = at.hold();
  const stop = new AbortController();
  const started = session.follow(perplexity.start, about, () => {}, stop.signal);
  await at.areWritten();

  stop.abort();
  await started;
  other.letGo();

  await until('the folder is gone', () => at.folders().length === 0);
  expect(await session.ask(jobs.jobs, {})).toEqual([]);
});

test('FLT-31 of a core that is killed once the texts of a job are written, the next one leaves no folder', async () => {
  using at = made();
  const core = await startCore(at.project);
  {
    await using session = await openSession(at.project);
    expect(session.through).not.toBeNull();
    const about = await at.imported(session);
    const other = at.hold();
    session.follow(perplexity.start, about, () => {}).catch(() => {});
    await at.areWritten();
    core.kill('SIGKILL');
    await once(core, 'exit');
    other.letGo();
  }
  expect(at.folders()).toHaveLength(1);

  await using session = await openSession(at.project);
  expect(at.folders()).toEqual([]);
  expect(await session.ask(jobs.jobs, {})).toEqual([]);
});
