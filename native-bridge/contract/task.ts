import { z } from 'zod';

/**
 * What the model is asked to do with a row: read a text, answer with one of the labels. The row's text is cut to
 * `maxTextTokens` tokens, put for `{text}` in the instruction, and rendered by the chat template of the model.
 */
export const Task = z
  .object({
    kind: z.literal('classify'),
    instruction: z.string().includes('{text}'),
    labels: z.array(z.string().min(1)).min(2),
    maxTextTokens: z.int().min(4).max(4096),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof Task>;
