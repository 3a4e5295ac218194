/**
 * Runs the loop of the sample for real, in a project of its own, and takes what it left into `resources/sample/recorded/`.
 * Run by `npm run sample-results [project]`; about ten minutes on two cores. A project that has all of it is only packed.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  attention,
  type DatasetVersion,
  type EvaluationId,
  evaluation,
  exporting,
  type JobId,
  jobs,
  LuthierError,
  models,
  type Params,
  project,
  type Run,
  splits,
  training,
  versioning,
} from '../../native-bridge/contract/index.ts';
import { cleanAsUsual } from '../../native-bridge/hosts/cli/commands/cleaning.ts';
import { importFile } from '../../native-bridge/hosts/cli/commands/data.ts';
import { followJob } from '../../native-bridge/hosts/cli/follow-job.ts';
import { followWork } from '../../native-bridge/hosts/cli/follow-work.ts';
import { type Output, output } from '../../native-bridge/hosts/cli/output.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { SAMPLE, sampleFolder } from '../../native-bridge/sample/index.ts';
import { packLoop } from './pack-loop.ts';

/** Small enough to be handed out: an adapter of 1.9 MB. */
const RUN = {
  name: 'LoRA on spam mails',
  methodId: 'lora',
  task: {
    kind: 'classify' as const,
    instruction: 'Is this e-mail spam or ham? Answer with one word.\n\n{text}',
    labels: ['ham', 'spam'],
    maxTextTokens: 96,
  },
  params: { rank: 4, alpha: 8, targets: 'attention' },
  schedule: { eval_every_steps: 16, checkpoint_every_steps: 16, keep_checkpoints: 1 },
  seed: SAMPLE.seed,
};
/** Under a gate that allows nothing to be lost: the smallest form and what follows it, and the smallest form alone. */
const GATE = { metric: 'macro-f1', maxDropPoints: 0 };
const EXPORTS = [{ only: false }, { only: true }];

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'luthier-sample-'));
const out = output(false);
await using session = await openSession(folder);
if ((await session.ask(exporting.exports, {})).length < EXPORTS.length) await recordLoop(session, out);
const { jobs: packed, provenance } = await packLoop(session);
const bytes = packed.flatMap(({ files }) => files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
out.say(`${packed.length} jobs, ${(bytes / 1e6).toFixed(1)} MB before packing, ${JSON.stringify(provenance.seconds)}`);

async function recordLoop(session: Session, out: Output): Promise<void> {
  const version = await frozenMails(session, out);
  const model = await session.ask(models.add, { source: { kind: 'starter' } });
  const run = await session.ask(training.startRun, { ...RUN, versionHash: version.hash, modelId: model.id });
  await followJob(session, out, run.id, 'Train');
  const { id } = await session.ask(evaluation.start, { runId: run.id, split: 'test' });
  await followJob(session, out, id, 'Evaluate');
  await lookInside(session, out, run, version, id);
  for (const params of EXPORTS) await exported(session, out, run, params);
}

async function frozenMails(session: Session, out: Output): Promise<DatasetVersion> {
  await session.ask(project.rename, { name: SAMPLE.project });
  const file = join(sampleFolder(join(import.meta.dirname, '../..')), SAMPLE.file);
  const { dataset } = await importFile(session, out, { file, ...SAMPLE.import });
  await cleanAsUsual(session, out, dataset.id);
  await followWork(session, out, 'Split', splits.split, { datasetId: dataset.id, ...SAMPLE.split });
  const request = { datasetId: dataset.id, name: SAMPLE.version };
  return await followWork(session, out, 'Freeze', versioning.freeze, request);
}

/** The map of the shortest mail that the tuned model answers wrongly: short enough to be read, and to be handed out. */
async function lookInside(
  session: Session,
  out: Output,
  run: Run,
  { datasetId }: DatasetVersion,
  evaluationId: EvaluationId,
): Promise<void> {
  const query = { evaluationId, subject: 'tuned', onlyWrong: true, start: 0, limit: 200 };
  const { rows } = await session.ask(evaluation.rows, query);
  const [shortest] = rows.toSorted((a, b) => a.text.length - b.text.length);
  if (shortest === undefined) throw new Error('no mail was answered wrongly');
  const source = { datasetId, row: shortest.row };
  const { id } = await session.ask(attention.start, { runId: run.id, subject: 'tuned', source });
  await followJob(session, out, id, 'Attention');
}

/** One that the gate does not let through is a result too. */
async function exported(session: Session, out: Output, run: Run, params: Params): Promise<void> {
  const request = { runId: run.id, targetId: 'onnx-int8', params, gate: GATE };
  const { id } = await session.ask(exporting.start, request);
  await followJob(session, out, id as JobId, 'Export').catch(error => {
    if (!(error instanceof LuthierError && error.code === 'export.gate_failed')) throw error;
    out.say(error.message);
  });
  const { state } = await session.ask(jobs.job, { jobId: id as JobId });
  out.say(`export ${JSON.stringify(params)}: ${state}`);
}
