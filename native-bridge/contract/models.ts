import { z } from 'zod';
import { ErrorPayload } from './errors.ts';
import { ModelId, TimeMs } from './ids.ts';
import { method, slice } from './slice.ts';

export const Model = z
  .object({
    id: ModelId,
    name: z.string().min(1).max(120),
    /** Folder of the weights: relative to the project folder, or absolute for a folder the person keeps elsewhere. */
    path: z.string(),
    architecture: z.string(),
    parameters: z.int().nonnegative(),
    sizeBytes: z.int().nonnegative(),
    origin: z.string(),
    licence: z.string(),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'Model' });
export type Model = z.infer<typeof Model>;

/** A model as the project names it, and whether its files are there: the disk may be gone, or only the index was copied. */
export const ListedModel = Model.extend({ isThere: z.boolean() }).meta({ id: 'ListedModel' });
export type ListedModel = z.infer<typeof ListedModel>;

const count = z.int().nonnegative();

export const ChatMessage = z.object({ role: z.string(), content: z.string() });
export type ChatMessage = z.infer<typeof ChatMessage>;

/** A row on its way to a model: a text and the label it is to answer with, or a chat whose last answer is learned. */
export const RowToSee = z.union([
  z.object({ text: z.string(), label: z.string().nullable() }),
  z.object({ messages: z.array(ChatMessage).min(1) }),
]);
export type RowToSee = z.infer<typeof RowToSee>;

/** As many rows as are put to a model at once, to see them as it does. */
export const MOST_SEEN = 50;

export const AsSeen = z.object({
  modelId: ModelId,
  /** With `{text}` for the text of a row; a neutral one when it is not named. */
  instruction: z.string().includes('{text}').optional(),
  /** The labels the instruction names. */
  labels: z.array(z.string()).max(1000).default([]),
  maxTextTokens: z.int().min(4).max(4096).default(64),
  rows: z.array(RowToSee).max(MOST_SEEN),
});
export type AsSeen = z.infer<typeof AsSeen>;

/** A row as a model reads it in training. */
export const SeenRow = z.object({
  /** The exact text, in order. What is not learned is masked: it is read, and no loss is taken on it. */
  parts: z.array(z.object({ text: z.string(), learned: z.boolean() })),
  promptTokens: count,
  answerTokens: count,
  /** Tokens of the row's own text, before it is cut; of a chat those of all of it. */
  textTokens: count,
  /** How much of the row's text reaches the model, in UTF-16 units; null when all of it does. */
  cut: z.object({ kept: count, all: count }).nullable(),
  /** Why the chat template refuses the row. */
  refused: ErrorPayload.nullable(),
});
export type SeenRow = z.infer<typeof SeenRow>;

export const models = slice('models', {
  models: method({ input: z.object({}), output: z.array(ListedModel), errors: [] }),
  /** The starter model of this machine that the project has not taken in; null where there is none. */
  starter: method({ input: z.object({}), output: z.object({ name: z.string() }).nullable(), errors: [] }),
  /** Takes a local Hugging Face folder or a GGUF file, or the starter model of the environment. */
  add: method({
    input: z.object({
      source: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('starter') }),
        z.object({ kind: z.literal('folder'), folder: z.string().min(1) }),
        z.object({ kind: z.literal('gguf'), file: z.string().min(1) }),
        /** Downloads from the hub. Asked for by a person, never by us. */
        z.object({ kind: z.literal('hub'), id: z.string().min(1) }),
      ]),
      name: z.string().min(1).max(120).optional(),
    }),
    output: Model,
    errors: [
      'model.starter_missing',
      'model.folder_incomplete',
      'model.pickle',
      'model.config_unsafe',
      'model.damaged',
      'model.unsupported',
      'model.download_refused',
      'settings.offline',
      'settings.went_offline',
      'environment.missing',
    ],
  }),
  /** What a model reads of rows by its own tokenizer and chat template, and which part of that it learns. */
  asSeen: method({
    input: AsSeen,
    output: z.object({ instruction: z.string(), rows: z.array(SeenRow) }),
    errors: ['model.not_found', 'model.folder_incomplete', 'model.damaged', 'model.config_unsafe', 'model.too_slow'],
  }),
});
