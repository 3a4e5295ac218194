import { z } from 'zod';
import { AttentionId, RunId, TimeMs } from './ids.ts';
import { RowSource } from './job.ts';
import { JobState } from './jobs.ts';
import { method, slice } from './slice.ts';

/**
 * `result/attention.json`. The weights lie beside it as bytes, one a cell: `round(255 * sqrt(weight))`, so that small
 * weights stay apart; the error of a weight is below 1/255 everywhere.
 */
export const AttentionMap = z
  .object({
    layers: z.int().positive(),
    heads: z.int().positive(),
    /** The tokens of the text as the model saw it, template included, as readable pieces; `你·1/3` is a part of 你. */
    tokens: z.array(z.string()),
    encoding: z.literal('sqrt-u8'),
    /** Side of one thumbnail in `overview.u8`, which is `[layers, heads, side, side]`, max-pooled from the full map. */
    overviewSide: z.int().positive(),
    /** `heads.u8` is `[layers, heads, tokens, tokens]`: entry `[l, h, q, k]` is how much query q reads from key k. */
    files: z.object({ overview: z.string(), heads: z.string() }).meta({ id: 'AttentionFiles' }),
    /** For each layer and head: mean entropy in nats over queries, and the mean share read from the first token. */
    headSummaries: z
      .array(
        z
          .object({ layer: z.int(), head: z.int(), entropy: z.number(), firstTokenShare: z.number() })
          .meta({ id: 'HeadSummary' }),
      )
      .describe('One entry a head, layer by layer.'),
    answer: z
      .object({ predicted: z.string(), probabilities: z.array(z.number()), labels: z.array(z.string()) })
      .meta({ id: 'AttentionAnswer' }),
  })
  .meta({ id: 'AttentionMap' });
export type AttentionMap = z.infer<typeof AttentionMap>;

export const Attention = z
  .object({
    id: AttentionId,
    runId: RunId,
    /** Where the text came from; null when it was typed. */
    source: RowSource.nullable(),
    text: z.string(),
    subject: z.enum(['base', 'tuned']),
    state: JobState,
    map: AttentionMap.nullable(),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'Attention' });
export type Attention = z.infer<typeof Attention>;

/**
 * The bytes of a map are fetched over HTTP: `/bytes/attention/<id>/overview` and
 * `/bytes/attention/<id>/head/<layer>/<head>`, each `application/octet-stream`.
 */
export const attention = slice('attention', {
  start: method({
    input: z.object({
      runId: RunId,
      subject: z.enum(['base', 'tuned']),
      text: z.string().min(1).max(100_000).optional(),
      source: RowSource.optional(),
    }),
    output: Attention,
    errors: ['job.not_found', 'training.no_checkpoint', 'dataset.row_not_found', 'environment.missing'],
  }),
  attentions: method({ input: z.object({}), output: z.array(Attention), errors: [] }),
  attention: method({
    input: z.object({ attentionId: AttentionId }),
    output: Attention,
    errors: ['attention.not_found'],
  }),
});
