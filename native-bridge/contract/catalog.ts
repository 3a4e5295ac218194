import { z } from 'zod';

const described = { name: z.string(), title: z.string(), says: z.string() };

/** One knob, as Python declares it: the form, the command line and the check are all made from this. */
export const Knob = z
  .discriminatedUnion('kind', [
    z
      .object({ ...described, kind: z.literal('int'), default: z.int(), low: z.int(), high: z.int() })
      .meta({ id: 'IntKnob' }),
    z
      .object({ ...described, kind: z.literal('float'), default: z.number(), low: z.number(), high: z.number() })
      .meta({ id: 'FloatKnob' }),
    z
      .object({ ...described, kind: z.literal('choice'), default: z.string(), options: z.array(z.string()).min(1) })
      .meta({ id: 'ChoiceKnob' }),
    z.object({ ...described, kind: z.literal('flag'), default: z.boolean() }).meta({ id: 'FlagKnob' }),
  ])
  .meta({ id: 'Knob' });
export type Knob = z.infer<typeof Knob>;

export const TrainingMethod = z
  .object({
    id: z.string(),
    title: z.string(),
    says: z.string(),
    source: z.string(),
    minTrainRows: z.int().positive(),
    knobs: z.array(Knob),
  })
  .meta({ id: 'TrainingMethod' });
export type TrainingMethod = z.infer<typeof TrainingMethod>;

export const Metric = z
  .object({
    id: z.string(),
    title: z.string(),
    says: z.string(),
    source: z.string(),
    better: z.enum(['higher', 'lower']),
    worst: z.number(),
    best: z.number(),
    unit: z.string(),
  })
  .meta({ id: 'Metric' });
export type Metric = z.infer<typeof Metric>;

export const ExportTarget = z
  .object({ id: z.string(), title: z.string(), says: z.string(), runtime: z.string(), knobs: z.array(Knob) })
  .meta({ id: 'ExportTarget' });
export type ExportTarget = z.infer<typeof ExportTarget>;

/** What can be chosen. Published by Python (`luthier describe`), read by the form, the command line and the check. */
export const Catalog = z
  .object({
    trainingMethods: z.array(TrainingMethod),
    /** Knobs of every training, whatever the method: schedule, batch, precision. */
    scheduleKnobs: z.array(Knob),
    metrics: z.array(Metric),
    exportTargets: z.array(ExportTarget),
  })
  .meta({ id: 'Catalog' });
export type Catalog = z.infer<typeof Catalog>;

/** The chosen value of each knob. */
export const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).meta({ id: 'Params' });
export type Params = z.infer<typeof Params>;
