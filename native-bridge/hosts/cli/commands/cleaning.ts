import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  type CleaningReport,
  type CleaningStep,
  cleaning,
  type DatasetId,
  LuthierError,
} from '../../../contract/index.ts';
import type { Session } from '../../session.ts';
import { cleaningStep } from '../cleaning-step.ts';
import { findDataset } from '../find.ts';
import { followWork } from '../follow-work.ts';
import type { Output } from '../output.ts';
import { type Common, withSession } from '../run-command.ts';

interface CleanOptions extends Common {
  readonly recipe?: string;
  readonly step: readonly string[];
  readonly preview: boolean;
}

/** clean, recipes. */
export function cleaningCommands(program: Command): void {
  program
    .command('clean')
    .argument('[dataset]', 'id or name (the newest)')
    .description('normalise texts; drop empty, repeated and contradicting rows; or what a recipe says')
    .option('--recipe <file>', 'a recipe of the project by its name, or the path of a recipe file')
    .option(
      '--step <step>',
      'a step instead of a recipe, such as length:min=5,max=200; may be given again',
      (step: string, before: readonly string[]) => [...before, step],
      [] as readonly string[],
    )
    .option('--preview', 'say what it would do, with examples, and change nothing', false)
    .addHelpText(
      'after',
      '\nExample:\n  luthier clean --preview\n  luthier clean --step length:min=50,max=200 --step near-duplicates:threshold=0.85',
    )
    .action((wanted: string | undefined, { recipe, step, preview }: CleanOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id } = await findDataset(session, wanted);
        const steps = await stepsOf(session, recipe, step);
        const work = preview ? cleaning.preview : cleaning.apply;
        if (preview) await sayWarnings(session, out, steps);
        const report = await followWork(session, out, 'Clean', work, { datasetId: id, steps });
        sayReport(out, report, preview);
        out.result(report);
      }),
    );

  program
    .command('recipes')
    .description('the cleaning recipes of the project, and the steps a recipe can have')
    .action((_, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const recipes = await session.ask(cleaning.recipes, {});
        const { kinds } = await session.ask(cleaning.steps, {});
        out.table(
          ['recipe', 'steps'],
          recipes.map(({ file, recipe, error }) => [
            file,
            error?.message ?? recipe?.steps.map(({ step, on }) => (on ? step : `(${step})`)).join(', ') ?? '',
          ]),
        );
        out.say('');
        out.table(
          ['step', 'options', 'what it does'],
          kinds.map(({ id, options, says }) => [id, options.map(({ name }) => name).join(', '), says.en]),
        );
        for (const { id, warning } of kinds) if (warning !== null) out.say(`\n${id}: ${warning.en}`);
        out.result({ recipes, kinds });
      }),
    );
}

/** Cleans as `luthier clean` without a recipe does. */
export async function cleanAsUsual(session: Session, out: Output, datasetId: DatasetId): Promise<CleaningReport> {
  const { standard } = await session.ask(cleaning.steps, {});
  return await followWork(session, out, 'Clean', cleaning.apply, { datasetId, steps: standard });
}

async function stepsOf(
  session: Session,
  recipe: string | undefined,
  written: readonly string[],
): Promise<CleaningStep[]> {
  if (written.length > 0 && recipe !== undefined) {
    throw new LuthierError('request.invalid', { reason: 'steps come from --recipe or from --step, not from both' });
  }
  if (written.length > 0) {
    const { kinds } = await session.ask(cleaning.steps, {});
    return written.map(step => cleaningStep(step, kinds));
  }
  if (recipe === undefined) return (await session.ask(cleaning.steps, {})).standard;
  const path = resolve(recipe);
  return (await session.ask(cleaning.recipe, { recipe: existsSync(path) ? path : recipe })).steps;
}

/** What the steps themselves warn of. */
async function sayWarnings(session: Session, out: Output, steps: readonly CleaningStep[]): Promise<void> {
  const { kinds } = await session.ask(cleaning.steps, {});
  for (const { step, on } of steps) {
    const warning = kinds.find(({ id }) => id === step)?.warning;
    if (on && warning) out.say(`${step}: ${warning.en}`);
  }
}

function sayReport(out: Output, report: CleaningReport, preview: boolean): void {
  out.table(
    ['step', 'removed', 'changed'],
    report.steps.map(step => [step.step, step.removed, step.changed]),
  );
  for (const { step, unjudged } of report.steps) {
    if (unjudged > 0)
      out.say(`${step}: ${unjudged} rows stay because they have no score yet; luthier perplexity gives them one`);
  }
  if (preview) for (const { step, examples } of report.steps) sayExamples(out, step, examples);
  const after = preview ? 'would stay' : 'after';
  out.say(`${report.rowsBefore} rows before, ${report.rowsAfter} ${after}`);
}

/** As JSON strings, so that no text of the data speaks to the terminal. */
function sayExamples(out: Output, step: string, examples: CleaningReport['steps'][number]['examples']): void {
  for (const { row, before, after, other, otherText, value } of examples) {
    const number = value === null ? '' : `: ${value.toPrecision(4)}`;
    out.say(`\n${step}, row ${row}${other === null ? '' : ` (as row ${other})`}${number}`);
    out.say(`  before ${JSON.stringify(before)}`);
    if (otherText !== null && otherText !== before) out.say(`  other  ${JSON.stringify(otherText)}`);
    out.say(after === null ? '  dropped' : `  after  ${JSON.stringify(after)}`);
  }
}
