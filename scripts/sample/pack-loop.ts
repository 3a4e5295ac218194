/**
 * Takes what is shown of a recorded loop out of its project into `resources/sample/recorded/`: whole folders of jobs, less
 * what is too large to hand out. What is left out is named.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { INSTALLATION } from '../../native-bridge/app.ts';
import {
  dataset,
  environment,
  type Job,
  jobs,
  Model,
  models,
  type Probe,
  versioning,
} from '../../native-bridge/contract/index.ts';
import { secondsOf } from '../../native-bridge/hosts/cli/follow-job.ts';
import type { Session } from '../../native-bridge/hosts/session.ts';
import {
  type Recorded,
  type RecordedFile,
  type RecordedJob,
  recordedFolder,
  SAMPLE,
} from '../../native-bridge/sample/index.ts';

const ROOT = join(import.meta.dirname, '../..');

/** An exported model, and of a checkpoint all but its adapter: a finished training goes on from nowhere. */
const LEFT_OUT = [/^model\//, /^checkpoints\/[^/]+\/(?!adapter\/)/];
/** One byte a cell, half of them zero. */
const PACKED = /\.u8$/;

export async function packLoop(session: Session): Promise<Recorded> {
  const target = recordedFolder(ROOT);
  rmSync(target, { recursive: true, force: true });
  const [mails] = await session.ask(dataset.datasets, {});
  const [version] = await session.ask(versioning.versions, {});
  const [model] = await session.ask(models.models, {});
  const all = await session.ask(jobs.jobs, {});
  if (!mails || !version || !model) throw new Error('the loop was not recorded to its end');

  const recorded: Recorded = {
    datasetId: mails.id,
    versionHash: version.hash,
    model: Model.parse(model),
    jobs: all.toSorted((a, b) => a.createdAtMs - b.createdAtMs).map(job => packJob(session.folder, target, job)),
    provenance: await provenanceOf(session, all),
  };
  writeFileSync(join(target, 'sample.json'), `${JSON.stringify(recorded, null, 2)}\n`);
  return recorded;
}

function packJob(project: string, target: string, { id, folder }: Job): RecordedJob {
  const from = join(project, folder);
  const paths = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(from, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
  const isLeft = (path: string): boolean => LEFT_OUT.some(pattern => pattern.test(path));
  return {
    id,
    folder,
    files: paths.filter(path => !isLeft(path)).map(path => packFile(from, join(target, folder), path)),
    left: paths.filter(isLeft).map(path => ({ path, sizeBytes: readFileSync(join(from, path)).length })),
  };
}

function packFile(from: string, to: string, path: string): RecordedFile {
  const bytes = readFileSync(join(from, path));
  const packed = PACKED.test(path);
  const target = join(to, packed ? `${path}.gz` : path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, packed ? gzipSync(bytes, { level: 9 }) : bytes);
  return { path, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), packed };
}

async function provenanceOf(session: Session, all: readonly Job[]): Promise<Recorded['provenance']> {
  const { probe } = await session.ask(environment.state, {});
  const seconds = Object.groupBy(all, ({ kind }) => kind);
  const [cpu] = cpus();
  return {
    recordedAtMs: Math.max(...all.map(({ endedAtMs }) => endedAtMs ?? 0)),
    seed: SAMPLE.seed,
    seconds: Object.fromEntries(
      Object.entries(seconds).map(([kind, of]) => [kind, Math.round(of.reduce((sum, job) => sum + secondsOf(job), 0))]),
    ),
    machine: `${cpu?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, other work beside it`,
    versions: { luthier: INSTALLATION.version, node: process.versions.node, ...versionsIn(probe) },
  };
}

/** What computes. */
const PACKAGES = ['torch', 'transformers', 'peft', 'onnxruntime'];

function versionsIn(probe: Probe | null): Record<string, string> {
  const packages = Object.entries(probe?.packages ?? {}).filter(([name]) => PACKAGES.includes(name));
  return { python: probe?.python ?? '', ...Object.fromEntries(packages) };
}
