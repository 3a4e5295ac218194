import { z } from 'zod';
import {
  type CleaningStep,
  cellIn,
  type Dataset,
  hasAnswers,
  LuthierError,
  type Roles,
  type Said,
  type StepKind,
} from '../../contract/index.ts';
import type { Cells } from '../../store/rows.ts';
import { cellText, learnedOf, learnedText } from '../dataset/index.ts';
import { chatText, inChats } from './chats.ts';
import { formOf } from './options.ts';
import type { CleaningStepKind, Seen, Step, StepTools } from './step.ts';
import { STEPS } from './step-list.ts';

/** A step of a pipeline, ready to work on one dataset. */
export interface ReadyStep extends Step {
  readonly kind: CleaningStepKind;
  /** From 1, as a person counts. */
  readonly place: number;
  readonly column: string;
  /** What stands in a cell of its column: its text, or what is said in a chat. */
  readonly read: (cell: unknown) => string;
  /** What the step judges of a row. */
  readonly judged: (cells: Cells) => Pick<Seen, 'text' | 'learned'>;
  /** What one should know of it at its place. */
  readonly warning: Said | null;
}

/** Checks every step that is on against the dataset and its own options. Throws what is wrong with the first bad one. */
export function prepare(
  dataset: Dataset,
  steps: readonly CleaningStep[],
  toolsOf: (place: number) => Omit<StepTools, 'hasAnswers'>,
): ReadyStep[] {
  const there: ReadyStep[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.on) there.push(ready(dataset, step, toolsOf(index + 1), { place: index + 1, before: there }));
  }
  return there;
}

interface Standing {
  readonly place: number;
  readonly before: readonly ReadyStep[];
}

function ready(
  dataset: Dataset,
  { step, column: wanted, options }: CleaningStep,
  tools: Omit<StepTools, 'hasAnswers'>,
  { place, before }: Standing,
): ReadyStep {
  const column = wanted ?? dataset.roles.text;
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
  const read = isChat ? chatText : cellText;
  const whole = wanted === undefined && kind.judgesRows === true && hasAnswers(dataset.roles);
  const { change, ...work } = started(kind, parsed.data, place, { ...tools, hasAnswers: whole });
  return {
    ...work,
    ...(change && { change: isChat ? inChats(change) : change }),
    read,
    judged: whole ? wholeRow(dataset.roles) : cells => oneText(read(cellIn(cells, column))),
    kind,
    place,
    column,
    warning: kind.warns?.(parsed.data, earlierOn(column, before)) ?? null,
  };
}

function oneText(text: string): Pick<Seen, 'text' | 'learned'> {
  return { text, learned: { input: [text], answer: '' } };
}

/** Of a chat what is said, as a step on its column reads it; of an instruction all its parts. */
function wholeRow(roles: Roles): ReadyStep['judged'] {
  return cells => {
    const learned = learnedOf(cells, roles);
    const text = roles.messages === undefined ? learnedText(learned) : chatText(cellIn(cells, roles.messages));
    return { text, learned };
  };
}

function earlierOn(column: string, before: readonly ReadyStep[]): string[] {
  return before.filter(step => step.column === column).map(({ kind }) => kind.id);
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
  return STEPS.map(({ id, title, says, warning, options, judgesRows, presets }) => ({
    id,
    title,
    says,
    warning: warning ?? null,
    judgesRows: judgesRows ?? false,
    options: formOf(options),
    presets: [...(presets ?? [])],
  }));
}
