import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataset, licences, splits, versioning } from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { INSTALLATION } from '../installation.ts';
import { temporaryFolder, until } from '../temporary.ts';

const MAIN = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');
const ROWS = 150_000;

test('FLT-23 a freeze and an export that are killed half-way leave no file, and done again they are whole', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'p');
  const line = (row: number) => `{"text":"text number ${row} of ${'many '.repeat(12)}","label":"${row % 2}"}\n`;
  const file = folder.write('many.jsonl', Array.from({ length: ROWS }, (_, row) => line(row)).join(''));
  const amounts = { unit: 'percent' as const, train: 90, validation: 0, test: 10 };
  const plan = { way: 'random' as const, amounts, seed: 1, nearTogether: false };
  {
    await using session = await openSession(project);
    await session.follow(dataset.importFile, { file }, () => {});
    const { id, sourceSha256 } = await only(session);
    await session.ask(licences.describe, { sha256: sourceSha256, licence: 'CC0-1.0' });
    await session.follow(splits.split, { datasetId: id, plan, unlockTest: false }, () => {});
  }

  await killWhileWriting(join(project, 'versions'), ['freeze', '--accept-leaks', 'a test'], project);
  {
    await using session = await openSession(project);
    expect(await session.ask(versioning.versions, {})).toEqual([]);
    expect(readdirSync(join(project, 'versions'))).toEqual([]);
    const request = { datasetId: (await only(session)).id, name: 'v1', acceptLeaks: { reason: 'a test' } };
    await session.follow(versioning.freeze, request, () => {});
    expect(await session.ask(versioning.versions, {})).toMatchObject([{ name: 'v1', rowCount: ROWS }]);
  }

  const exports = join(project, 'exports', 'datasets');
  await killWhileWriting(exports, ['versions', 'export', 'v1', '--format', 'jsonl'], project);
  await using session = await openSession(project);
  expect(readdirSync(exports)).toEqual([]);
  const [version] = await session.ask(versioning.versions, {});
  if (version === undefined) throw new Error('the version is gone');
  const source = { kind: 'version' as const, hash: version.hash };
  await session.follow(versioning.exportRows, { source, format: 'jsonl' }, () => {});
  expect(readdirSync(exports)).toHaveLength(1);
}, 90_000);

async function only(session: Session) {
  const [found] = await session.ask(dataset.datasets, {});
  if (found === undefined) throw new Error('there is no dataset');
  return found;
}

/** Runs a command, and kills it as soon as some of what it writes is in the folder under no name of its own yet. */
async function killWhileWriting(folder: string, command: readonly string[], project: string): Promise<void> {
  const luthier = spawn(process.execPath, [MAIN, '--project', project, ...command], { stdio: 'ignore' });
  const ended = once(luthier, 'exit');
  const isWriting = () =>
    existsSync(folder) &&
    readdirSync(folder).some(name => name.startsWith('.') && (statSync(join(folder, name)).size ?? 0) > 0);
  await until(`${command[0]} writes`, isWriting, 60_000);
  luthier.kill('SIGKILL');
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
}
