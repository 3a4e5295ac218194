import { z } from 'zod';
import { type CleaningStep, type Dataset, LuthierError, type StepKind } from '../../contract/index.ts';
import { formOf } from './options.ts';
import type { CleaningStepKind, Step, StepTools } from './step.ts';
import { STEPS } from './step-list.ts';

/** A step of a pipeline, ready to work on one dataset. */
export interface ReadyStep extends Step {
  readonly kind: CleaningStepKind;
  /** From 1, as a person counts. */
  readonly place: number;
  readonly column: string;
  /** Whether the cells of the column are chats: then a text is what is said in them. */
  readonly isChat: boolean;
}

/** Checks every step that is on against the dataset and its own options. Throws what is wrong with the first bad one. */
export function prepare(
  dataset: Dataset,
  steps: readonly CleaningStep[],
  toolsOf: (place: number) => StepTools,
): (ReadyStep | null)[] {
  return steps.map((step, index) => (step.on ? ready(dataset, step, index + 1, toolsOf(index + 1)) : null));
}

function ready(
  dataset: Dataset,
  { step, column = dataset.roles.text, options }: CleaningStep,
  place: number,
  tools: StepTools,
): ReadyStep {
  const kind = STEPS.find(({ id }) => id === step);
  if (kind === undefined) {
    throw new LuthierError('cleaning.step_unknown', { step, known: STEPS.map(({ id }) => id).join(', ') });
  }
  if (!dataset.columns.includes(column)) {
    const columns = dataset.columns.slice(0, 50).join(', ');
    throw new LuthierError('cleaning.column_missing', { place, step, column, columns });
  }
  const parsed = z.strictObject(kind.options.shape).safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const reason = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    throw new LuthierError('cleaning.option_invalid', { place, step, reason });
  }
  const isChat = column === dataset.roles.messages;
  return { ...started(kind, parsed.data, place, tools), kind, place, column, isChat };
}

function started(kind: CleaningStepKind, options: Record<string, unknown>, place: number, tools: StepTools): Step {
  try {
    return kind.start(options, tools);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = error.message.replace(/^Invalid regular expression: /, '');
    throw new LuthierError('cleaning.pattern_invalid', {
      place,
      step: kind.id,
      pattern: String(options.pattern),
      reason,
    });
  }
}

/** What can be chosen, as the form and the command line read it. */
export function catalogue(): StepKind[] {
  return STEPS.map(({ id, title, says, warning, options, presets }) => ({
    id,
    title,
    says,
    warning: warning ?? null,
    options: formOf(options),
    presets: [...(presets ?? [])],
  }));
}
