import { z } from 'zod';
import { ErrorPayload } from './errors.ts';
import { DatasetId } from './ids.ts';
import { method, slice, work } from './slice.ts';

/** A sentence in both languages: a step says everything about itself in its own file. */
export const Said = z.object({ en: z.string(), zh: z.string() });
export type Said = z.infer<typeof Said>;

const described = {
  name: z.string(),
  title: Said,
  says: Said,
  /** Says nothing unless this other option has this value. */
  onlyWith: z.object({ option: z.string(), value: z.string() }).optional(),
};
const choices = z.array(z.object({ value: z.string(), title: Said })).min(1);

/** One option of a step, made from its zod schema: the form is drawn from this. */
export const StepOption = z.discriminatedUnion('kind', [
  z.object({
    ...described,
    kind: z.literal('number'),
    default: z.number(),
    low: z.number(),
    high: z.number(),
    whole: z.boolean(),
  }),
  z.object({ ...described, kind: z.literal('text'), default: z.string() }),
  /** A model of the project, by its name or its id; empty when none is chosen. */
  z.object({ ...described, kind: z.literal('model'), default: z.string() }),
  z.object({ ...described, kind: z.literal('flag'), default: z.boolean() }),
  z.object({ ...described, kind: z.literal('choice'), default: z.string(), choices }),
  z.object({ ...described, kind: z.literal('choices'), default: z.array(z.string()), choices }),
]);
export type StepOption = z.infer<typeof StepOption>;

export const OptionValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export type OptionValue = z.infer<typeof OptionValue>;

export const OptionValues = z.record(z.string(), OptionValue);
export type OptionValues = z.infer<typeof OptionValues>;

/** A kind of step that can be chosen. */
export const StepKind = z.object({
  id: z.string(),
  title: Said,
  says: Said,
  /** What one should know before using it. */
  warning: Said.nullable(),
  /** Without a column it judges all that is learned from: input and answer of instructions and chats, else the text. */
  judgesRows: z.boolean(),
  options: z.array(StepOption),
  presets: z.array(z.object({ title: Said, options: OptionValues })),
});
export type StepKind = z.infer<typeof StepKind>;

/** A step of a pipeline as a person set it. Options that are left out have their default. */
export const CleaningStep = z.object({
  step: z.string(),
  on: z.boolean().default(true),
  /** The column it reads and changes; the one with the text when left out, or all that is learned from: see `StepKind`. */
  column: z.string().optional(),
  options: OptionValues.default({}),
});
export type CleaningStep = z.infer<typeof CleaningStep>;

/** In order: each step sees what the ones before it left. */
export const CleaningSteps = z.array(CleaningStep).max(100);

/** A pipeline as a file. */
export const Recipe = z.object({
  format: z.literal('luthier-cleaning'),
  version: z.literal(1),
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(
      /^[^\p{Cc}/\\:*?"<>|.][^\p{Cc}/\\:*?"<>|]*$/u,
      'a name has no slash, colon, star, quote or control character',
    ),
  steps: CleaningSteps,
});
export type Recipe = z.infer<typeof Recipe>;

export const CleaningExample = z.object({
  row: z.int().positive(),
  label: z.string().nullable(),
  /** What the step saw; of a chat, what is said in it. */
  before: z.string(),
  /** Null when the row is taken out. */
  after: z.string().nullable(),
  /** The row it was held against, such as the one it repeats. */
  other: z.int().positive().nullable(),
  /** The text of that row. */
  otherText: z.string().nullable(),
  otherLabel: z.string().nullable(),
  /** The number the step judged it by: its perplexity, or from 0 to 1 how alike it is to the other row. */
  value: z.number().nullable(),
});
export type CleaningExample = z.infer<typeof CleaningExample>;

/** What a pipeline did, or would do; one entry a step, those that are off too. */
export const CleaningReport = z.object({
  steps: z.array(
    z.object({
      step: z.string(),
      removed: z.int().nonnegative(),
      changed: z.int().nonnegative(),
      /** Rows that stayed only because the step could not judge them, such as those without a score. */
      unjudged: z.int().nonnegative(),
      /** Rows it left as they are because their text is more than it can work on: nested too deeply, or too long. */
      skipped: z.int().nonnegative(),
      /** The first of them. */
      skippedRows: z.array(z.int().positive()),
      /** What one should know of the step at its place. */
      warning: Said.nullable(),
      examples: z.array(CleaningExample),
    }),
  ),
  rowsBefore: z.int().nonnegative(),
  rowsAfter: z.int().nonnegative(),
  /** Rows that stay and have another text. */
  rowsChanged: z.int().nonnegative(),
  /** The change that undo takes back; null for a preview, and when nothing had to change. */
  changeId: z.int().nullable(),
});
export type CleaningReport = z.infer<typeof CleaningReport>;

const pipeline = z.object({ datasetId: DatasetId, steps: CleaningSteps });

export const cleaning = slice('cleaning', {
  /** What can be chosen, and the pipeline one begins with. */
  steps: method({
    input: z.object({}),
    output: z.object({ kinds: z.array(StepKind), standard: z.array(CleaningStep) }),
    errors: [],
  }),
  preview: work({ input: pipeline, answer: CleaningReport }),
  apply: work({ input: pipeline, answer: CleaningReport }),
  recipes: method({
    input: z.object({}),
    output: z.array(
      z.object({
        /** Relative to the project folder; null for one that comes with Luthier. */
        file: z.string().nullable(),
        /** What one that comes with Luthier is for. */
        about: z.object({ title: Said, says: Said }).nullable(),
        recipe: Recipe.nullable(),
        /** Why the file is no recipe. */
        error: ErrorPayload.nullable(),
      }),
    ),
    errors: [],
  }),
  /** A recipe by its name, in the project or coming with Luthier, or by the path of a file. */
  recipe: method({
    input: z.object({ recipe: z.string().min(1) }),
    output: Recipe,
    errors: ['cleaning.recipe_not_found', 'cleaning.recipe_damaged'],
  }),
  saveRecipe: method({
    input: z.object({ name: Recipe.shape.name, steps: CleaningSteps, replace: z.boolean() }),
    output: z.object({ file: z.string(), recipe: Recipe }),
    errors: ['cleaning.recipe_exists', 'disk.full'],
  }),
  deleteRecipe: method({
    input: z.object({ name: Recipe.shape.name }),
    output: z.object({}),
    errors: ['cleaning.recipe_not_found'],
  }),
});
