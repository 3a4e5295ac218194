import { z } from 'zod';
import { ErrorPayload } from './errors.ts';
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

/** `lock` is the torch of `uv.lock`, on Linux for CUDA; `cpu` the smaller one of PyTorch's own index. */
export const TorchBuild = z.enum(['lock', 'cpu']);
export type TorchBuild = z.infer<typeof TorchBuild>;

export const Environment = z
  .object({
    state: z.enum(['ready', 'missing', 'outdated', 'broken', 'building']),
    /** Why it is broken, in one line; null otherwise. */
    reason: z.string().nullable(),
    id: z.string().nullable(),
    /** The one before it, which can be gone back to; null where there is none that works. */
    previousId: z.string().nullable(),
    torch: TorchBuild.nullable(),
    python: z.string().nullable(),
    sizeBytes: z.int().nonnegative(),
    freeDiskBytes: z.int().nonnegative(),
    home: z.string(),
    /** The folder of environments and all that is large: the home, or a folder on another disk. */
    place: z.string(),
    probe: Probe.nullable(),
    luthierVersion: z.string(),
    nodeVersion: z.string(),
  })
  .meta({ id: 'Environment' });
export type Environment = z.infer<typeof Environment>;

/** One torch that could be built with here, and what it costs. */
export const TorchChoice = z
  .object({
    torch: TorchBuild,
    computesOn: z.enum(['cuda', 'metal', 'cpu']),
    cuda: z.string().nullable(),
    /** The oldest driver that its CUDA works with; null where it needs none. */
    leastDriver: z.string().nullable(),
    downloadBytes: z.int().nonnegative(),
    diskBytes: z.int().nonnegative(),
    hosts: z.array(z.string()),
  })
  .meta({ id: 'TorchChoice' });
export type TorchChoice = z.infer<typeof TorchChoice>;

/** What was found on this machine before anything is downloaded, and what is proposed. */
export const EnvironmentPlan = z
  .object({
    gpus: z.array(Gpu),
    /** A graphics card of NVIDIA is there and its driver does not answer. */
    driverMissing: z.boolean(),
    /** The driver is older than the CUDA of the torch in the lock needs. */
    driverTooOld: z.object({ driver: z.string(), least: z.string(), cuda: z.string() }).nullable(),
    choices: z.array(TorchChoice),
    proposed: TorchBuild,
    /** The machine's Python that it would be made from; null where one of Luthier's own must be fetched. */
    python: z.object({ path: z.string(), version: z.string() }).nullable(),
    place: z.string(),
    freeBytes: z.int().nonnegative(),
    offline: z.boolean(),
  })
  .meta({ id: 'EnvironmentPlan' });
export type EnvironmentPlan = z.infer<typeof EnvironmentPlan>;

/** What is done to the environment at one time. */
export const EnvironmentTask = z
  .discriminatedUnion('kind', [
    /** Builds it where it is missing or outdated; `afresh` beside one that does not work. */
    z.object({ kind: z.literal('build'), torch: TorchBuild, afresh: z.boolean() }).meta({ id: 'BuildTask' }),
    /** Installs what `pack` made on another machine, without the network. */
    z.object({ kind: z.literal('install'), pack: z.string().min(1).max(4096) }).meta({ id: 'InstallTask' }),
    /** Makes a folder or a .zip of all that a machine without network needs. */
    z.object({ kind: z.literal('pack'), path: z.string().min(1).max(4096) }).meta({ id: 'PackTask' }),
  ])
  .meta({ id: 'EnvironmentTask' });
export type EnvironmentTask = z.infer<typeof EnvironmentTask>;

export const TaskStep = z.enum(['verify', 'prepare', 'download', 'check', 'starter', 'write']);
export type TaskStep = z.infer<typeof TaskStep>;

export const TaskProgress = z
  .object({
    task: EnvironmentTask,
    /** The steps of the task, in order, and which is under way. */
    steps: z.array(TaskStep),
    step: TaskStep,
    /** Bytes of the step; 0 of 0 where it cannot be said. */
    done: z.int().nonnegative(),
    total: z.int().nonnegative(),
    etaSeconds: z.number().nonnegative().nullable(),
    /** What is being done, in the words of the tool. */
    words: z.string(),
  })
  .meta({ id: 'TaskProgress' });
export type TaskProgress = z.infer<typeof TaskProgress>;

/** What an uninstall has left: of the desktop app, its downloaded updates, of tests, projects, or not of Luthier. */
export const Kept = z
  .object({ path: z.string(), what: z.enum(['desktop', 'updates', 'tests', 'projects', 'other']) })
  .meta({ id: 'Kept' });
export type Kept = z.infer<typeof Kept>;

const TASK_ERRORS = ['environment.busy', 'settings.offline', 'pack.no_manifest', 'file.unreadable'] as const;

export const environment = slice('environment', {
  state: method({ input: z.object({}), output: Environment, errors: [] }),
  /** Looks at GPUs, driver, Python and disk. Starts no connection. */
  plan: method({ input: z.object({}), output: EnvironmentPlan, errors: [] }),
  /** Begins a task. It goes on when the page that began it is gone; `watch` follows it. */
  start: method({ input: EnvironmentTask, output: z.object({}), errors: [...TASK_ERRORS, 'environment.in_use'] }),
  /** Stops the task under way. What was downloaded is kept, and the environment in use stays as it is. */
  stop: method({ input: z.object({}), output: z.object({}), errors: [] }),
  /** The task under way from its beginning; else the text of the last one and how it ended. Ends with it. */
  watch: stream({
    input: z.object({}),
    event: z.discriminatedUnion('kind', [
      /** What its tools wrote to their terminal. */
      z.object({ kind: z.literal('text'), text: z.string() }).meta({ id: 'TaskText' }),
      z.object({ kind: z.literal('progress'), progress: TaskProgress }).meta({ id: 'TaskMoved' }),
      z
        .object({
          kind: z.literal('ended'),
          task: EnvironmentTask,
          error: ErrorPayload.nullable(),
          /** What a pack holds. */
          packed: z.object({ path: z.string(), sizeBytes: z.int(), files: z.int() }).nullable(),
        })
        .meta({ id: 'TaskEnded' }),
    ]),
  }),
  /** Goes back to the environment before this one. */
  rollBack: method({
    input: z.object({}),
    output: Environment,
    errors: ['environment.nothing_before', 'environment.busy', 'environment.in_use'],
  }),
  /**
   * Removes environments, caches, interpreters, starter model and settings; with `everything` also what the desktop app
   * and the tests of a checkout keep outside projects.
   */
  uninstall: method({
    input: z.object({ everything: z.boolean() }),
    output: z.object({ removedBytes: z.int(), kept: z.array(Kept) }),
    errors: ['environment.busy', 'environment.in_use', 'environment.app_open'],
  }),
  /** Text for a bug report: versions, devices, states. No data, no paths of the person, no secrets. */
  diagnostics: method({ input: z.object({}), output: z.object({ text: z.string() }), errors: [] }),
});
