import { type Command, Option } from 'commander';
import { INSTALLATION } from '../../../app.ts';
import {
  type EnvironmentPlan,
  type EnvironmentTask,
  type ErrorCode,
  type environment,
  type Kept,
  LuthierError,
  type TaskStep,
  type TorchBuild,
} from '../../../contract/index.ts';
import type { Handlers } from '../../../core/router.ts';
import { readSettings } from '../../../core/settings-file.ts';
import { environmentHandlers } from '../../../features/environment/index.ts';
import { type Output, output } from '../output.ts';
import { type Common, guarded } from '../run-command.ts';

type Environments = Handlers<typeof environment> & Disposable;

/** The environment belongs to the machine: these commands open no project. */
export function environmentCommands(program: Command): void {
  const env = program.command('env').description('the Python environment: how it stands, build, mend, remove');
  const does = (name: string, says: string, work: (of: Environments, out: Output, command: Command) => Promise<void>) =>
    env
      .command(name)
      .description(says)
      .action((...given) => {
        const command = given.at(-1) as Command;
        return withEnvironment(command, (of, out) => work(of, out, command));
      });

  env
    .command('show', { isDefault: true })
    .description('interpreter, packages, devices, disk')
    .action((_, command: Command) =>
      withEnvironment(command, async (of, out) => {
        const state = await of.state({});
        out.say((await of.diagnostics({})).text.trimEnd());
        out.result(state);
      }),
    );
  does('plan', 'what was found on this machine, and what would be built', async (of, out) => {
    const plan = await of.plan({});
    sayPlan(plan, out);
    out.result(plan);
  });
  for (const [name, afresh, says] of [
    ['build', false, 'build the environment where it is missing or outdated'],
    ['repair', true, 'build it anew, beside the one that does not work'],
  ] as const) {
    does(name, says, async (of, out, command) => {
      const torch = torchOf(
        await of.plan({}),
        (await of.state({})).torch,
        command.opts<{ torch?: TorchBuild }>().torch,
      );
      await follow(of, out, { kind: 'build', torch, afresh });
      out.result(await of.state({}));
    }).addOption(
      new Option('--torch <build>', 'lock: as in uv.lock; cpu: the smaller one without CUDA').choices(['lock', 'cpu']),
    );
  }
  does('install', 'install an offline pack: no connection is opened', async (of, out, command) => {
    await follow(of, out, { kind: 'install', pack: command.args[0] ?? '' });
    out.result(await of.state({}));
  }).argument('<pack>', 'folder or .zip that `luthier env pack` made');
  does('pack', 'make an offline pack of all that a machine without network needs', async (of, out, command) => {
    const packed = await follow(of, out, { kind: 'pack', path: command.args[0] ?? '' });
    if (packed) out.say(`${packed.path}: ${packed.files} files, ${(packed.sizeBytes / 1e9).toFixed(2)} GB`);
    out.result(packed);
  }).argument('<path>', 'a new folder, or a name that ends with .zip');
  does('rollback', 'go back to the environment before this one', async (of, out) => {
    const now = await of.rollBack({});
    out.say(`The environment in use is ${now.id}.`);
    out.result(now);
  });
  does(
    'uninstall',
    'remove environments, caches, interpreters, starter model and settings',
    async (of, out, command) => {
      const { yes = false, everything = false } = command.opts<{ yes?: boolean; everything?: boolean }>();
      if (!yes) {
        const { home, place } = await of.state({});
        const where = [...new Set([home, place])].join(' and ');
        throw new LuthierError('request.invalid', {
          reason: `this removes environments, caches, interpreters, the starter model and the settings in ${where}${everything ? ', and what the desktop app keeps: windows, logs, recent projects, downloaded updates' : ''}; projects stay; add --yes to do it`,
        });
      }
      const { removedBytes, kept } = await of.uninstall({ everything });
      out.say(`Removed ${(removedBytes / 1e9).toFixed(2)} GB.`);
      for (const { path, what } of kept) out.say(`Kept ${path}: ${KEPT[what]}`);
      if (kept.some(({ what }) => !['projects', 'other'].includes(what))) {
        out.say(
          '`luthier env uninstall --everything --yes` removes all of it but projects and what is not of Luthier.',
        );
      }
      out.result({ removedBytes, kept });
    },
  )
    .option('--yes', 'without asking')
    .option('--everything', 'also what the desktop app keeps, while it is closed; projects stay');
}

async function withEnvironment(
  command: Command,
  work: (of: Environments, out: Output) => Promise<void>,
): Promise<void> {
  const out = output(command.optsWithGlobals<Common>().json ?? false);
  await guarded(out, async () => {
    using environments = environmentHandlers({
      installation: INSTALLATION,
      settings: () => readSettings(INSTALLATION.home).settings,
      activeJobs: () => [],
      onBug: (where, error) => process.stderr.write(`${where}: ${error instanceof Error ? error.stack : error}\n`),
    });
    await work(environments, out);
  });
}

/** The torch that was asked for; else the one there is, and for a first build what fits the driver. */
function torchOf(plan: EnvironmentPlan, present: TorchBuild | null, wanted: TorchBuild | undefined): TorchBuild {
  if (wanted ?? present) return (wanted ?? present) as TorchBuild;
  if (plan.driverTooOld !== null) throw new LuthierError('environment.driver_too_old', plan.driverTooOld);
  return plan.proposed;
}

const KEPT: Record<Kept['what'], string> = {
  desktop: 'windows, logs and recent projects of the desktop app',
  updates: 'updates that were downloaded',
  tests: 'what the tests of a checkout use',
  projects: 'projects',
  other: 'not of Luthier',
};

const TITLES: Record<TaskStep, string> = {
  verify: 'Checking the pack',
  prepare: 'Python and uv',
  download: 'Packages',
  check: 'Imports and devices',
  starter: 'Starter model',
  write: 'Writing the pack',
};

/** Does a task with a line a step on stderr. Throws what it failed with. */
function follow(of: Environments, out: Output, task: EnvironmentTask) {
  of.start(task);
  type Event = Parameters<Parameters<Environments['watch']>[1]>[0];
  type Packed = Extract<Event, { kind: 'ended' }>['packed'];
  return new Promise<Packed>((succeed, fail) => {
    let line: ReturnType<Output['progress']> | null = null;
    let step: TaskStep | null = null;
    let text = '';
    const hear = (event: Event): void => {
      if (event.kind === 'text') text = (text + event.text).slice(-4000);
      if (event.kind === 'progress') {
        if (event.progress.step !== step) {
          line?.end('done');
          step = event.progress.step;
          line = out.progress(TITLES[step]);
        }
        const { done, total, words } = event.progress;
        if (total > 0) line?.update(done, total, words);
      }
      if (event.kind !== 'ended') return;
      line?.end(event.error === null ? 'done' : 'stopped');
      if (event.error === null) {
        succeed(event.packed);
        return;
      }
      process.stderr.write(`${text}\n`);
      fail(new LuthierError(event.error.code as ErrorCode, event.error.facts as never, event.error.where));
    };
    of.watch({}, hear, () => {});
  });
}

function sayPlan(
  { gpus, driverMissing, driverTooOld, choices, proposed, python, ...plan }: EnvironmentPlan,
  out: Output,
): void {
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  for (const gpu of gpus) out.say(`GPU ${gpu.name}, ${gigabytes(gpu.memoryBytes)}, driver ${gpu.driver}`);
  if (gpus.length === 0)
    out.say(driverMissing ? 'An NVIDIA card is here, and no driver answers for it.' : 'No NVIDIA GPU.');
  if (driverTooOld !== null) out.say(new LuthierError('environment.driver_too_old', driverTooOld).message);
  out.say(`Python ${python === null ? 'none in range; one will be fetched' : `${python.version} at ${python.path}`}`);
  for (const choice of choices) {
    out.say(
      `torch ${choice.torch}${choice.torch === proposed ? ' (proposed)' : ''}: ${choice.cuda ? `CUDA ${choice.cuda}` : choice.computesOn}, ` +
        `${gigabytes(choice.downloadBytes)} to download, ${gigabytes(choice.diskBytes)} on disk, from ${choice.hosts.join(', ')}`,
    );
  }
  out.say(`Place ${plan.place}, ${gigabytes(plan.freeBytes)} free${plan.offline ? '; Luthier is offline' : ''}`);
}
