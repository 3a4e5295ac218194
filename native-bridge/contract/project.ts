import { z } from 'zod';
import { TimeMs } from './ids.ts';
import { method, slice, stream, work } from './slice.ts';

/** One stage of the loop, as the home page draws it. */
export const Stage = z
  .object({
    id: z.enum(['data', 'split', 'version', 'training', 'evaluation', 'attention', 'export']),
    /** `paused`: something of it waits to go on, and what it has so far can be used by the stages after it. */
    state: z.enum(['done', 'next', 'running', 'paused', 'later']),
    count: z.int().nonnegative(),
    /** Route of the page that shows it, or where the next thing is done. */
    target: z.string(),
  })
  .meta({ id: 'Stage' });
export type Stage = z.infer<typeof Stage>;

/**
 * How the project stands to the sample: `offered` to one that holds nothing, `begun` where filling was cut off, `whole`
 * where all of it is there, `none` in a project that holds something else.
 */
export const SampleState = z.enum(['offered', 'begun', 'whole', 'none']).meta({ id: 'SampleState' });
export type SampleState = z.infer<typeof SampleState>;

export const Project = z
  .object({
    name: z.string().min(1),
    folder: z.string(),
    version: z.int().positive(),
    createdAtMs: TimeMs,
    stages: z.array(Stage),
    sample: SampleState,
  })
  .meta({ id: 'Project' });
export type Project = z.infer<typeof Project>;

/**
 * Whether the folder of the project can be written: `gone` when it, or its disk, is not where it was when it was opened,
 * `readOnly` when its disk takes nothing any more.
 */
export const ProjectPlace = z.enum(['here', 'gone', 'readOnly']).meta({ id: 'ProjectPlace' });
export type ProjectPlace = z.infer<typeof ProjectPlace>;

export const project = slice('project', {
  overview: method({ input: z.object({}), output: Project, errors: [] }),
  /** What keeps everybody from writing, before somebody tries. `watch` tells when it changes. */
  place: method({ input: z.object({}), output: z.object({ folder: z.string(), place: ProjectPlace }), errors: [] }),
  rename: method({ input: z.object({ name: z.string().min(1).max(80) }), output: Project, errors: [] }),
  /**
   * Puts the sample into a project that holds nothing: real mails, imported, cleaned, split and frozen now, and the
   * results of a training on them that were recorded. What was cut off before is carried on.
   *
   * Fails with `project.not_empty`.
   */
  fillWithSample: work({ input: z.object({}), answer: Project }),
  /** An event whenever the project was changed, by whomever, or its folder went or came back; at most one a second. */
  watch: stream({ input: z.object({}), event: z.object({}) }),
});
