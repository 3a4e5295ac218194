import { z } from 'zod';
import { TimeMs } from './ids.ts';
import { method, slice, stream } from './slice.ts';

export const Gpu = z
  .object({
    uuid: z.string(),
    name: z.string(),
    memoryBytes: z.int().nonnegative(),
    freeBytes: z.int().nonnegative(),
    driver: z.string(),
  })
  .meta({ id: 'Gpu' });
export type Gpu = z.infer<typeof Gpu>;

/** `probe.json` of an environment: what it could do when it was built. Success is what the probe says. */
export const Probe = z
  .object({
    python: z.string(),
    packages: z.record(z.string(), z.string()),
    torchCuda: z.string().nullable(),
    cpu: z
      .object({
        name: z.string(),
        cores: z.int().positive(),
        memoryBytes: z.int().positive(),
        flags: z.array(z.string()),
        /** GFLOP/s of one matmul of 1024³. */
        fp32Gflops: z.number(),
        bf16Gflops: z.number(),
      })
      .meta({ id: 'Cpu' }),
    gpus: z.array(Gpu),
    atMs: TimeMs,
    seconds: z.number().nonnegative(),
  })
  .meta({ id: 'Probe' });
export type Probe = z.infer<typeof Probe>;

export const Environment = z
  .object({
    state: z.enum(['ready', 'missing', 'outdated', 'broken', 'building']),
    /** Why it is broken, in one line; null otherwise. */
    reason: z.string().nullable(),
    id: z.string().nullable(),
    previousId: z.string().nullable(),
    python: z.string().nullable(),
    sizeBytes: z.int().nonnegative(),
    freeDiskBytes: z.int().nonnegative(),
    home: z.string(),
    probe: Probe.nullable(),
    luthierVersion: z.string(),
    nodeVersion: z.string(),
  })
  .meta({ id: 'Environment' });
export type Environment = z.infer<typeof Environment>;

export const environment = slice('environment', {
  state: method({ input: z.object({}), output: Environment, errors: [] }),
  /** Builds or mends the environment in a staging folder; its words line by line, the last answer when it stands. */
  build: stream({
    input: z.object({ repair: z.boolean() }),
    event: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('line'), text: z.string() }).meta({ id: 'BuildLine' }),
      z.object({ kind: z.literal('ended'), environment: Environment }).meta({ id: 'BuildEnded' }),
    ]),
  }),
  /** Text for a bug report: versions, devices, states. No data, no paths of the person, no secrets. */
  diagnostics: method({ input: z.object({}), output: z.object({ text: z.string() }), errors: [] }),
});
