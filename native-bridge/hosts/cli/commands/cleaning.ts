import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type CleaningReport,
  type CleaningStep,
  cleaning,
  type DatasetId,
  type StepKind,
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
    .option('--recipe <name>', 'a recipe by its name (see luthier recipes), or the path of a recipe file')
    .addOption(
      new Option('--step <step>', 'a step instead of a recipe, such as length:min=5,max=200; may be given again')
        .argParser((step: string, before: readonly string[]) => [...before, step])
        .default([])
        .conflicts('recipe'),
    )
    .option('--preview', 'say what it would do, with examples, and change nothing', false)
    .addHelpText(
      'after',
      `
Examples:
  luthier clean --recipe short-chinese --preview
  luthier clean --step near-duplicates:threshold=0.85
  luthier clean --step 'replace:pattern=[,，]{2,3},replacement=,,column=subject'

Values of a list stand beside each other with a plus sign: language:keep=zh+en. Every step takes column=<name>; without
it, it works on the text. Of a chat, it works on what is said in each message. Steps that drop rows for what they repeat,
contradict, how long or in which language they are judge input and answer of instructions and chats together.`,
    )
    .action((wanted: string | undefined, { recipe, step, preview }: CleanOptions, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, out) => {
        const { id } = await findDataset(session, wanted);
        const { kinds, standard } = await session.ask(cleaning.steps, {});
        const steps = await stepsOf(session, recipe, step, { kinds, standard });
        const work = preview ? cleaning.preview : cleaning.apply;
        const report = await followWork(session, out, 'Clean', work, { datasetId: id, steps });
        if (preview) sayWarnings(out, steps, kinds);
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
          recipes.map(({ file, about, recipe, error }) => [
            file ?? `${recipe?.name} (${about?.title.en})`,
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
  { kinds, standard }: { readonly kinds: readonly StepKind[]; readonly standard: CleaningStep[] },
): Promise<CleaningStep[]> {
  if (written.length > 0) return written.map(step => cleaningStep(step, kinds));
  if (recipe === undefined) return standard;
  const path = resolve(recipe);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  return (await session.ask(cleaning.recipe, { recipe: isFile ? path : recipe })).steps;
}

/** What one should know before using these steps. */
function sayWarnings(out: Output, steps: readonly CleaningStep[], kinds: readonly StepKind[]): void {
  const used = new Set(steps.filter(({ on }) => on).map(({ step }) => step));
  for (const { id, warning } of kinds) {
    if (warning !== null && used.has(id)) out.say(`${id}: ${warning.en}\n`);
  }
}

function sayReport(out: Output, report: CleaningReport, preview: boolean): void {
  out.table(
    ['step', 'removed', 'changed'],
    report.steps.map(step => [step.step, step.removed, step.changed]),
  );
  for (const { step, unjudged, skipped, skippedRows, warning } of report.steps) {
    if (warning !== null) out.say(`${step}: ${warning.en}`);
    if (unjudged > 0)
      out.say(`${step}: ${unjudged} rows stay because they have no score yet; luthier perplexity gives them one`);
    if (skipped > 0)
      out.say(`${step}: ${skipped} rows stay as they are, too long or too deeply nested (${skippedRows.join(', ')})`);
  }
  if (preview) for (const { step, examples } of report.steps) sayExamples(out, step, examples);
  const after = preview ? 'would stay' : 'after';
  out.say(`${report.rowsBefore} rows before, ${report.rowsAfter} ${after}`);
}

/** As JSON strings, so that no text of the data speaks to the terminal. */
function sayExamples(out: Output, step: string, examples: CleaningReport['steps'][number]['examples']): void {
  for (const { row, label, before, after, other, otherText, otherLabel, value } of examples) {
    const measure = other === null ? value?.toPrecision(4) : value && `${Math.floor(value * 100)} % alike`;
    const number = value === null ? '' : `: ${measure}`;
    const labels = other !== null && otherLabel !== label;
    const about = other === null ? '' : ` (as row ${other}${labels ? `, ${JSON.stringify(otherLabel)}` : ''})`;
    out.say(`\n${step}, row ${row}${labels ? `, ${JSON.stringify(label)}` : ''}${about}${number}`);
    out.say(`  before ${JSON.stringify(before)}`);
    if (otherText !== null && otherText !== before) out.say(`  other  ${JSON.stringify(otherText)}`);
    out.say(after === null ? '  dropped' : `  after  ${JSON.stringify(after)}`);
  }
}
