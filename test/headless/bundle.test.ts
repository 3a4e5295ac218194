import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  cleaning,
  dataset,
  duplicates,
  models,
  privacy,
  splits,
  statistics,
  versioning,
} from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { holderOf } from '../../native-bridge/store/lock.ts';
import { addStarter } from '../browser/starter.ts';
import { INSTALLATION, mails } from '../installation.ts';
import { importMails, SAMPLE_MAILS, work } from '../session-work.ts';
import { temporaryFolder, until } from '../temporary.ts';
import { cell, workbook } from '../workbook.ts';

/** The core as it is packaged: plain JavaScript in one folder. Every thread of it must find what it runs. */
const BUNDLE = join(INSTALLATION.root, 'dist', 'core');

/** Starts the bundled core on a project, and asks it through its connection. */
async function bundledCore(project: string): Promise<Session> {
  const core = spawn(process.execPath, [join(BUNDLE, 'core-entry.mjs'), project], {
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, LUTHIER_HOME: INSTALLATION.home },
  });
  // What the shell asks of it; a core that is told its project by its arguments does not listen.
  core.send({ kind: 'serve', project, port: 0, token: randomBytes(32).toString('hex') });
  let said = '';
  core.stderr?.on('data', chunk => (said += chunk));
  const session = await until('the core answers', () => {
    if (core.exitCode !== null) throw new Error(`the core ended with ${core.exitCode}: ${said}`);
    return holderOf(project) !== null;
  }).then(() => openSession(project));
  onTestFinished(async () => {
    await session[Symbol.asyncDispose]();
    const ended = once(core, 'close');
    core.kill('SIGTERM');
    await ended;
  });
  return session;
}

test('BUNDLE-1 the bundled core does all that it does in threads: import, query, statistics, cleaning, duplicates, names of people, splits, freezing, export', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  mkdirSync(project);
  addStarter(project);
  const session = await bundledCore(project);

  const datasetId = await importMails(session);
  const view = { datasetId, query: 'label:spam text:/free .*money/' };
  const found = await session.ask(dataset.countRows, view);
  const described = await work(session, statistics.compute, { datasetId });
  const { standard } = await session.ask(cleaning.steps, {});
  const cleaned = await work(session, cleaning.apply, { datasetId, steps: standard });
  const near = await work(session, duplicates.find, { datasetId, threshold: 0.8 });
  const personal = await work(session, privacy.scan, { datasetId });
  const plan = { way: 'group', amounts: { unit: 'percent', train: 80, validation: 10, test: 10 }, seed: 1 } as const;
  const split = await work(session, splits.split, {
    datasetId,
    plan: { ...plan, nearTogether: true },
    unlockTest: true,
  });
  const version = await work(session, versioning.freeze, { datasetId, name: 'v1' });
  const source = { kind: 'version', hash: version.hash } as const;
  const exported = await work(session, versioning.exportRows, { source, format: 'parquet' });
  const [model] = await session.ask(models.models, {});
  const seen = await session.ask(models.asSeen, {
    modelId: model?.id as NonNullable<typeof model>['id'],
    rows: [{ text: 'free money', label: 'spam' }],
  });

  const lines = readFileSync(SAMPLE_MAILS, 'utf8').trim().split('\n').length;
  expect(session.through).not.toBeNull();
  expect(described.rows).toBe(lines);
  expect(found.rows).toBeGreaterThan(0);
  expect(cleaned.rowsBefore).toBe(lines);
  expect(near.rows).toBeGreaterThan(0);
  expect(personal.counts.length).toBeGreaterThan(0);
  expect(split.sizes.test).toBeGreaterThan(0);
  expect(version.rowCount).toBe(cleaned.rowsAfter);
  expect([exported.rows, existsSync(exported.path)]).toEqual([version.rowCount, true]);
  expect(seen.rows).toHaveLength(1);
}, 60_000);

test('BUNDLE-2 what is read in a thread before an import, a workbook, is previewed by the bundled core', async () => {
  using folder = temporaryFolder();
  const session = await bundledCore(join(folder.path, 'p'));
  const rows = `<row r="1">${cell('A1', 'text')}${cell('B1', 'label')}</row><row r="2">${cell('A2', 'hello')}${cell('B2', 'ham')}</row>`;

  const preview = await session.ask(dataset.previewImport, { file: folder.write('a.xlsx', workbook(rows)) });

  expect(preview).toMatchObject({ format: 'xlsx', columns: [{ name: 'text' }, { name: 'label' }] });
});

test('BUNDLE-3 the bundled command line does what the one from the sources does', () => {
  using folder = temporaryFolder();
  const file = folder.write('mails.jsonl', mails(40));
  const sources = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');

  const [bundled, plain] = [join(BUNDLE, 'luthier.mjs'), sources].map((main, at) => {
    const luthier = (...words: string[]) =>
      spawnSync(process.execPath, [main, '-p', join(folder.path, `p${at}`), '--json', ...words], { encoding: 'utf8' });
    const exported = join(folder.path, `${at}.jsonl`);
    const codes = [
      luthier('import', file),
      luthier('freeze', '--name', 'v1'),
      luthier('versions', 'export', 'v1', '--to', exported, '--accept-licences', 'a trial'),
    ].map(({ status }) => status);
    return { codes, rows: readFileSync(exported, 'utf8') };
  });

  expect(bundled).toEqual(plain);
  expect([bundled?.codes, bundled?.rows.trim().split('\n').length]).toEqual([[0, 0, 0], 40]);
}, 30_000);

test('BUNDLE-4 the bundle holds no sources: no maps, no TypeScript, no path of the machine that built it', () => {
  const files = readdirSync(BUNDLE, { recursive: true, encoding: 'utf8' });

  expect(files.filter(name => !name.endsWith('.mjs'))).toEqual([]);
  for (const name of files) {
    const text = readFileSync(join(BUNDLE, name), 'utf8');
    expect([name, text.includes('sourceMappingURL'), text.includes(INSTALLATION.root)]).toEqual([name, false, false]);
  }
});
