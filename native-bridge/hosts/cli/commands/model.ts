import { join } from 'node:path';
import { type Command, Option } from 'commander';
import {
  attention,
  type Evaluation,
  type Export,
  evaluation,
  exporting,
  type Gate,
  type JobId,
  LuthierError,
  pointsOfOneRow,
  training,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { findModel, findRun, findVersion } from '../find.ts';
import { followJob } from '../follow-job.ts';
import { parseSettings } from '../knobs.ts';
import { decimal, whole } from '../numbers.ts';
import type { Output } from '../output.ts';
import { withSession } from '../run-command.ts';
import { ACCEPT_SAYS, acceptLicences } from './licences.ts';

const collect = (value: string, before: string[]): string[] => [...before, value];

/** train, evaluate, attention, export, runs. */
export function modelCommands(program: Command): void {
  program
    .command('train')
    .description('fine-tune a model on a frozen version')
    .option('--version-of-data <hash>', 'hash, name, or dataset/name of the dataset version (the newest)')
    .option('--model <model>', 'id or name of the base model (the starter model)')
    .option('--method <method>', 'training method', 'lora')
    .option('--name <name>', 'name of the run')
    .option('--seed <number>', 'seed of everything random', whole, 42)
    .option('--instruction <text>', 'what the model is asked, with {text} where the row comes')
    .option('--set <name=value>', 'a setting of the method or of the schedule; may be given again', collect, [])
    .option('--accept-licences <words>', ACCEPT_SAYS)
    .addHelpText('after', '\nExample:\n  luthier train --method lora --set rank=16 --set epochs=2')
    .action(
      (
        options: {
          versionOfData?: string;
          model?: string;
          method: string;
          name?: string;
          seed: number;
          instruction?: string;
          set: string[];
          acceptLicences?: string;
        },
        command: Command,
      ) =>
        withSession(command.optsWithGlobals(), async (session, out) => {
          const version = await findVersion(session, options.versionOfData);
          const model = await findModel(session, options.model);
          const catalog = await session.ask(training.catalog, {});
          const method = catalog.trainingMethods.find(({ id }) => id === options.method);
          const settings = parseSettings(options.set, [...(method?.knobs ?? []), ...catalog.scheduleKnobs]);
          const isOfMethod = (name: string) => method?.knobs.some(knob => knob.name === name) ?? false;
          const entries = Object.entries(settings);
          out.say(`trains on ${version.title}`);
          const task = await session.ask(training.suggestTask, { versionHash: version.hash });

          await acceptLicences(session, out, { versionHash: version.hash, use: 'training' }, options.acceptLicences);
          const run = await session.ask(training.startRun, {
            name: options.name ?? `${options.method} on ${version.name}`,
            versionHash: version.hash,
            modelId: model.id,
            methodId: options.method,
            task: options.instruction ? { ...task, instruction: options.instruction } : task,
            params: Object.fromEntries(entries.filter(([name]) => isOfMethod(name))),
            schedule: Object.fromEntries(entries.filter(([name]) => !isOfMethod(name))),
            seed: options.seed,
          });
          await followJob(session, out, run.id, 'Train');
          const finished = await session.ask(training.run, { runId: run.id });
          out.say(`${finished.name} (${finished.id}): ${finished.adapterPath}`);
          out.result(finished);
        }),
    );

  program
    .command('evaluate')
    .argument('[run]', 'id or name of a run (the newest)')
    .description('score the base model and the tuned one on the same frozen split')
    .addOption(new Option('--split <split>', 'which split').choices(['validation', 'test']).default('test'))
    .action((wanted: string | undefined, { split }: { split: 'validation' | 'test' }, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const run = await findRun(session, wanted);
        const { id } = await session.ask(evaluation.start, { runId: run.id, split });
        await followJob(session, out, id, 'Evaluate');
        const finished = await session.ask(evaluation.evaluation, { evaluationId: id });
        sayScores(out, finished);
        out.result(finished);
      }),
    );

  program
    .command('attention')
    .argument('[run]', 'id or name of a run (the newest)')
    .description('map what each head reads for one text')
    .option('--text <text>', 'the text')
    .option('--row <row>', 'or a row of the dataset the run was trained from', whole)
    .addOption(new Option('--model <model>', 'which model').choices(['base', 'tuned']).default('tuned'))
    .action(
      (
        wanted: string | undefined,
        options: { text?: string; row?: number; model: 'base' | 'tuned' },
        command: Command,
      ) =>
        withSession(command.optsWithGlobals(), async (session, out) => {
          const run = await findRun(session, wanted);
          const version = await findVersion(session, run.versionHash);
          if (options.text === undefined && options.row === undefined) {
            throw new LuthierError('request.invalid', { reason: 'give --text or --row' });
          }
          const { id } = await session.ask(attention.start, {
            runId: run.id,
            subject: options.model,
            ...(options.row === undefined
              ? { text: options.text }
              : { source: { datasetId: version.datasetId, row: options.row } }),
          });
          await followJob(session, out, id, 'Attention');
          const finished = await session.ask(attention.attention, { attentionId: id });
          out.say(
            `${finished.map?.layers} layers × ${finished.map?.heads} heads × ${finished.map?.tokens.length} tokens: ${id}`,
          );
          out.result(finished);
        }),
    );

  program
    .command('export')
    .argument('[run]', 'id or name of a run (the newest)')
    .description('make an INT8 model and prove that it is still the same one')
    .option('--target <target>', 'export target', 'onnx-int8')
    .option('--max-drop <points>', 'points of macro-F1 it may lose', decimal, 1)
    .option('--set <name=value>', 'a setting of the target; may be given again', collect, [])
    .option('--accept-licences <words>', ACCEPT_SAYS)
    .action(
      (
        wanted: string | undefined,
        options: { target: string; maxDrop: number; set: string[]; acceptLicences?: string },
        command: Command,
      ) =>
        withSession(command.optsWithGlobals(), async (session, out) => {
          const run = await findRun(session, wanted);
          const catalog = await session.ask(training.catalog, {});
          const target = catalog.exportTargets.find(({ id }) => id === options.target);
          const use = { versionHash: run.versionHash, use: 'shareModel' } as const;
          await acceptLicences(session, out, use, options.acceptLicences);
          const gate = { metric: 'macro-f1', maxDropPoints: options.maxDrop };
          sayGate(out, gate, (await findVersion(session, run.versionHash)).splitSizes.test);
          const params = parseSettings(options.set, target?.knobs ?? []);
          const { id } = await session.ask(exporting.start, { runId: run.id, targetId: options.target, params, gate });
          await followJob(session, out, id as JobId, 'Export').finally(async () => {
            sayParity(session, out, await session.ask(exporting.export, { exportId: id }));
          });
          out.result(await session.ask(exporting.export, { exportId: id }));
        }),
    );

  program
    .command('runs')
    .description('list the trainings of the project')
    .action((_, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const runs = await session.ask(training.runs, {});
        if (runs.length === 0) out.say('No runs yet. Start one: luthier train');
        else {
          out.table(
            ['run', 'name', 'method', 'state', 'created'],
            runs.map(run => [run.id, run.name, run.methodId, run.state, new Date(run.createdAtMs).toLocaleString()]),
          );
        }
        out.result(runs);
      }),
    );
}

function sayGate(out: Output, gate: Gate, testRows: number): void {
  const points = pointsOfOneRow(gate, testRows);
  if (points === null) return;
  out.say(
    `warning: the test split has ${testRows} rows: one answered otherwise is about ${points.toFixed(1)} points, and the gate allows ${gate.maxDropPoints}; allow more with --max-drop, or test on more rows`,
  );
}

export function sayScores(out: Output, { report, checkpoint }: Evaluation): void {
  if (report === null) return;
  if (checkpoint !== null) {
    const how = checkpoint.validated ? 'the best by validation' : 'the newest; none was validated';
    out.say(`checkpoint of step ${checkpoint.step}, ${how}`);
    if (!checkpoint.finished) out.say('warning: the run had not finished when it was evaluated');
  }
  out.table(
    ['metric', ...report.subjects.map(({ name }) => name), '95 % interval'],
    (report.subjects[0]?.scores ?? []).map(({ metric }) => {
      const scores = report.subjects.map(({ scores }) => scores.find(score => score.metric === metric));
      const last = scores.at(-1);
      return [
        metric,
        ...scores.map(score => score?.value.toFixed(3) ?? '–'),
        last ? `${last.low.toFixed(3)} to ${last.high.toFixed(3)}` : '–',
      ];
    }),
  );
}

export function sayParity(session: Session, out: Output, { parity, folder }: Export): void {
  if (parity === null) return;
  out.say(`gate ${parity.passed ? 'passed' : `failed: ${parity.failure}`}`);
  for (const attempt of parity.attempts) {
    const kept = attempt.keptHigher.map(({ layers, precision }) => `${layers} in ${precision}`).join(', ') || 'nothing';
    out.say(`  ${attempt.title}: drop ${attempt.dropPoints.toFixed(2)} points, kept higher: ${kept}`);
  }
  out.say(
    `size ${ratio(parity.sizeRatio)}, latency ${ratio(parity.latencyRatio)}, agreement ${(parity.predictionAgreement * 100).toFixed(1)} % of ${parity.rowCount} rows`,
  );
  out.say(`files in ${join(session.folder, folder)}`);
}

function ratio(value: number): string {
  return `${value.toFixed(3)} of fp32`;
}
