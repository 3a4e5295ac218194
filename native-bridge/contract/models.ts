import { z } from 'zod';
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

export const models = slice('models', {
  models: method({ input: z.object({}), output: z.array(Model), errors: [] }),
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
      'environment.missing',
    ],
  }),
});
