import { join } from 'node:path';
import type { Command } from 'commander';
import { INSTALLATION } from '../../../app.ts';
import {
  type Attention,
  attention,
  type Dataset,
  type DatasetVersion,
  dataset,
  type Evaluation,
  type Export,
  evaluation,
  exporting,
  type Job,
  type JobId,
  jobs,
  licences,
  models,
  project,
  type Run,
  type Score,
  splits,
  training,
  versioning,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { followJob, secondsOf } from '../follow-job.ts';
import { followWork } from '../follow-work.ts';
import { duration, type Output } from '../output.ts';
import { withSession } from '../run-command.ts';
import { cleanAsUsual } from './cleaning.ts';
import { importFile } from './data.ts';
import { sayParity } from './model.ts';
import { shiftLine } from './splits.ts';

/** What the demo does, in one place. */
const DEMO = {
  sample: join(INSTALLATION.root, 'resources', 'sample', 'spam-assassin.jsonl'),
  card: join(INSTALLATION.root, 'resources', 'sample', 'README.md'),
  dataset: 'SpamAssassin mails',
  version: 'Spam mails, 1,000 to train',
  sizes: { train: 1000, validation: 120, test: 440 },
  seed: 42,
  run: 'LoRA on spam mails',
  task: {
    kind: 'classify',
    instruction: 'Is this e-mail spam or ham? Answer with one word.\n\n{text}',
    labels: ['ham', 'spam'],
    maxTextTokens: 96,
  },
  method: 'lora',
  params: { rank: 16, alpha: 32, targets: 'all-linear' },
  schedule: {},
  target: 'onnx-int8',
  gate: { metric: 'macro-f1', maxDropPoints: 1 },
} as const;

/** The whole loop on real mails: from a file to a verified INT8 model. What is there already is used again. */
export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('the whole loop on real mails: import, clean, split, freeze, train, evaluate, attention, INT8')
    .action((_, command: Command) => withSession(command.optsWithGlobals(), demo));
}

async function demo(session: Session, out: Output): Promise<void> {
  out.say(`Project: ${session.folder}`);
  const began = performance.now();
  const { mails, seconds: importSeconds } = await importedMails(session, out);
  const version = await frozenVersion(session, out, mails);
  const importTotal = importSeconds === 0 ? 0 : (performance.now() - began) / 1000;

  const run = await finishedRun(session, out, version);
  const scored = await finishedEvaluation(session, out, run);
  const map = await finishedAttention(session, out, run, scored, mails);
  const exported = await finishedExport(session, out, run);

  const seconds = {
    setup: Number(process.env.LUTHIER_SETUP_SECONDS ?? 0),
    import: round(importTotal),
    train: await secondsOfJob(session, run.id),
    evaluate: await secondsOfJob(session, scored.id),
    attention: await secondsOfJob(session, map.id),
    export: await secondsOfJob(session, exported.id),
  };
  summarise(session, out, { version, run, scored, map, exported, seconds });
}

async function importedMails(session: Session, out: Output): Promise<{ mails: Dataset; seconds: number }> {
  const known = (await session.ask(dataset.datasets, {})).find(({ name }) => name === DEMO.dataset);
  if (known) {
    out.say(`Import: ${known.rowCount} rows are there`);
    await readSampleCard(session, known);
    return { mails: known, seconds: 0 };
  }
  await session.ask(project.rename, { name: 'Spam mails' });
  const report = await importFile(session, out, {
    file: DEMO.sample,
    name: DEMO.dataset,
    roles: { text: 'text', label: 'label', group: 'sender', time: 'date', id: 'id' },
  });
  const cleaned = await cleanAsUsual(session, out, report.dataset.id);
  const dropped = cleaned.steps.map(({ step, removed, changed }) => `${step} ${removed || changed}`).join(', ');
  out.say(`Clean: ${cleaned.rowsBefore} rows to ${cleaned.rowsAfter} (${dropped})`);
  return { mails: report.dataset, seconds: report.seconds };
}

/** A project that imported the sample before there was a ledger has it as unknown; its card lies beside it. */
async function readSampleCard(session: Session, { id }: Dataset): Promise<void> {
  for (const { sha256, entered } of await session.ask(licences.sources, { datasetId: id })) {
    if (entered === null) await session.ask(licences.readCard, { sha256, card: DEMO.card });
  }
}

async function frozenVersion(session: Session, out: Output, mails: Dataset): Promise<DatasetVersion> {
  const known = (await session.ask(versioning.versions, {})).find(({ name }) => name === DEMO.version);
  if (known) return known;
  const split = await followWork(session, out, 'Split', splits.split, {
    datasetId: mails.id,
    plan: { way: 'group', amounts: { unit: 'rows', ...DEMO.sizes }, seed: DEMO.seed, nearTogether: true },
    // A demo that was stopped before it froze its version splits again.
    unlockTest: true,
  });
  const { train, validation, test } = split.sizes;
  out.say(`Split: ${train} train, ${validation} validation, ${test} test; ${split.leaks.leakedRows} leaked rows`);
  if (split.labelShift) out.say(shiftLine(split.labelShift));
  const request = { datasetId: mails.id, name: DEMO.version };
  return await followWork(session, out, 'Freeze', versioning.freeze, request);
}

async function finishedRun(session: Session, out: Output, version: DatasetVersion): Promise<Run> {
  const runs = (await session.ask(training.runs, {})).filter(({ versionHash }) => versionHash === version.hash);
  const finished = runs.find(({ state }) => state === 'finished');
  if (finished) {
    out.say(`Train: ${finished.name} is there`);
    return finished;
  }
  const stopped = runs.find(({ state }) => ['paused', 'interrupted', 'cancelled', 'failed'].includes(state));
  if (stopped) await session.ask(jobs.resume, { jobId: stopped.id });
  const run = stopped ?? runs[0] ?? (await startedRun(session, version));
  await followJob(session, out, run.id, 'Train');
  return await session.ask(training.run, { runId: run.id });
}

async function startedRun(session: Session, version: DatasetVersion): Promise<Run> {
  const model = await session.ask(models.add, { source: { kind: 'starter' } });
  return await session.ask(training.startRun, {
    name: DEMO.run,
    versionHash: version.hash,
    modelId: model.id,
    methodId: DEMO.method,
    task: { ...DEMO.task, labels: [...DEMO.task.labels] },
    params: DEMO.params,
    schedule: DEMO.schedule,
    seed: DEMO.seed,
  });
}

async function finishedEvaluation(session: Session, out: Output, run: Run): Promise<Evaluation> {
  const known = (await session.ask(evaluation.evaluations, {})).find(
    ({ runId, state, split }) => runId === run.id && state === 'finished' && split === 'test',
  );
  if (known) return known;
  const { id } = await session.ask(evaluation.start, { runId: run.id, split: 'test' });
  await followJob(session, out, id, 'Evaluate');
  return await session.ask(evaluation.evaluation, { evaluationId: id });
}

/** The map of a mail that the tuned model answers wrongly with most confidence; of any mail when there is none. */
async function finishedAttention(
  session: Session,
  out: Output,
  run: Run,
  scored: Evaluation,
  mails: Dataset,
): Promise<Attention> {
  const known = (await session.ask(attention.attentions, {})).find(
    ({ runId, state }) => runId === run.id && state === 'finished',
  );
  if (known) return known;
  const query = { evaluationId: scored.id, subject: 'tuned', start: 0, limit: 1 };
  const wrong = await session.ask(evaluation.rows, { ...query, onlyWrong: true });
  const [row] =
    wrong.total > 0 ? wrong.rows : (await session.ask(evaluation.rows, { ...query, onlyWrong: false })).rows;
  if (row === undefined) throw new Error('the evaluation holds no rows');
  const { id } = await session.ask(attention.start, {
    runId: run.id,
    subject: 'tuned',
    source: { datasetId: mails.id, row: row.row },
  });
  await followJob(session, out, id, 'Attention');
  return await session.ask(attention.attention, { attentionId: id });
}

async function finishedExport(session: Session, out: Output, run: Run): Promise<Export> {
  const known = (await session.ask(exporting.exports, {})).find(
    ({ runId, parity }) => runId === run.id && parity?.passed,
  );
  if (known) return known;
  const { id } = await session.ask(exporting.start, {
    runId: run.id,
    targetId: DEMO.target,
    params: {},
    gate: DEMO.gate,
  });
  await followJob(session, out, id as JobId, 'Export').catch(async error => {
    sayParity(session, out, await session.ask(exporting.export, { exportId: id }));
    throw error;
  });
  return await session.ask(exporting.export, { exportId: id });
}

interface Outcome {
  readonly version: DatasetVersion;
  readonly run: Run;
  readonly scored: Evaluation;
  readonly map: Attention;
  readonly exported: Export;
  readonly seconds: Readonly<Record<string, number>>;
}

function summarise(session: Session, out: Output, { version, run, scored, map, exported, seconds }: Outcome): void {
  const { parity } = exported;
  if (scored.report === null || parity === null) throw new Error('the demo ended without a report');
  const of = (scores: readonly Score[] | undefined) => scores?.find(({ metric }) => metric === DEMO.gate.metric);
  const subject = (name: string) => scored.report?.subjects.find(subject => subject.name === name);
  const scores = {
    base: of(subject('base')?.scores),
    tuned: of(subject('tuned')?.scores),
    int8: of(parity.exportedScores),
  };
  const line = (score: Score | undefined) => [
    score?.value.toFixed(3) ?? '–',
    score ? `${score.low.toFixed(3)} to ${score.high.toFixed(3)}` : '–',
  ];
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);

  out.say('');
  out.table(
    ['model', 'macro-F1', '95 % interval', 'MB', 'ms a row', 'where'],
    [
      ['base', ...line(scores.base), megabytes(parity.sizeBytes.source), parity.latencyMs.source.toFixed(1), 'models/'],
      [
        'tuned',
        ...line(scores.tuned),
        megabytes(parity.sizeBytes.source),
        parity.latencyMs.source.toFixed(1),
        run.adapterPath ?? '',
      ],
      [
        'INT8',
        ...line(scores.int8),
        megabytes(parity.sizeBytes.exported),
        parity.latencyMs.exported.toFixed(1),
        exported.folder,
      ],
    ],
  );
  out.say('');
  sayParity(session, out, exported);
  out.say(`attention map: attention/${map.id}, ${map.map?.tokens.length} tokens`);
  out.say(
    Object.entries(seconds)
      .map(([step, took]) => `${step} ${duration(took)}`)
      .join(' · '),
  );
  out.say(`\nOpen it: npm start   (project ${session.folder})`);

  out.result({
    macroF1: { base: scores.base?.value, tuned: scores.tuned?.value, int8: scores.int8?.value },
    interval: {
      base: [scores.base?.low, scores.base?.high],
      tuned: [scores.tuned?.low, scores.tuned?.high],
      int8: [scores.int8?.low, scores.int8?.high],
    },
    sizeRatio: parity.sizeRatio,
    latencyRatio: parity.latencyRatio,
    predictionAgreement: parity.predictionAgreement,
    gate: parity.passed ? 'passed' : 'failed',
    leakedRows: version.leakedRows,
    seconds,
  });
}

async function secondsOfJob(session: Session, jobId: Job['id']): Promise<number> {
  return round(secondsOf(await session.ask(jobs.job, { jobId })));
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
