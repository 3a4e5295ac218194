import type { z } from 'zod';
import type { Cell, Dataset, OptionValues, Said } from '../../contract/index.ts';
import type { Learned } from '../dataset/index.ts';

/** A row as a step sees it, as the steps before left it. */
export interface Seen {
  readonly row: number;
  /** What stands in its column; of a chat, what is said in it. Where it judges whole rows, all that is learned from. */
  readonly text: string;
  /** What is asked and answered where the step judges whole rows; else the text, and no answer. */
  readonly learned: Learned;
  readonly label: string | null;
  /** The cell of the time column, null where there is none. */
  readonly time: Cell;
}

/** `false` keeps the row; `true` takes it out; a number takes it out and names the row it was held against. */
export type Verdict = boolean | number;

/** What a step may ask for while it works. */
export interface StepTools {
  readonly dataset: Dataset;
  /** A row as the steps before left it, made again. */
  seenAt(row: number): Seen;
  /** Whether rows have an answer to be judged with their input: see `judgesRows`. */
  readonly hasAnswers: boolean;
  /** Counts the tokens of a text as a model of the project does, named by its id or its name. */
  tokensBy(model: string): (text: string) => number;
  /** The perplexity of a row by a model: null for a text that is too short, undefined when it was not scored as it is. */
  scoresBy(model: string): (row: number) => number | null | undefined;
}

/** One step at work on one dataset. */
export interface Step {
  /** Is told every row before the first one is changed or dropped: for what only the whole dataset can tell. */
  readonly learn?: (seen: Seen) => void;
  /** Is told when `learn` has seen every row. `still` throws once the work is to stop: call it in long loops. */
  readonly decide?: (still: () => void) => void;
  /** The text the row has after the step. Is stopped when a row takes too long, and may be asked twice. */
  readonly change?: (text: string) => string;
  /** Whether the row is taken out for its text alone. Is stopped and asked again like `change`. */
  readonly dooms?: (text: string) => boolean;
  /** Whether the row is taken out, by what stands in other rows too. Is asked once, in the order of the rows. */
  readonly drops?: (seen: Seen) => Verdict;
  /** The number a row is judged by, for examples. */
  readonly measureOf?: (row: number) => number | null;
  /** Rows it kept only because it could not judge them. */
  readonly unjudged?: () => number;
}

/** A kind of step: what it says about itself, its options, and how it works. One file each, one line in `STEPS`. */
export interface CleaningStepKind<Options extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly title: Said;
  readonly says: Said;
  readonly warning?: Said;
  readonly options: Options;
  /** Where no column was chosen it judges all that is learned from, in datasets whose rows answer with a text. */
  readonly judgesRows?: boolean;
  readonly presets?: readonly { readonly title: Said; readonly options: OptionValues }[];
  readonly start: (options: z.output<Options>, tools: StepTools) => Step;
  /** What one should know of it at its place, after the steps of these kinds that work on the same column. */
  readonly warns?: (options: z.output<Options>, earlier: readonly string[]) => Said | null;
}

/** Keeps the type of the options while the kinds stand in one list. */
export function stepKind<Options extends z.ZodObject>(kind: CleaningStepKind<Options>): CleaningStepKind {
  return kind as unknown as CleaningStepKind;
}
