import { basename } from 'node:path';
import { writeWhole } from '../../../python-env/build/files.mjs';
import { namedUses, type Use, usesOf } from '../../../python-env/build/in-use.mjs';
import { currentFile, currentOf } from '../../../python-env/build/places.mjs';
import {
  type Environment,
  type EnvironmentTask,
  type environment,
  LuthierError,
  type Settings,
} from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import { requireClosedApp } from './beside.ts';
import { buildTask, locked } from './build.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { findGpus } from './find-gpus.ts';
import { installTask } from './install-pack.ts';
import { type Installation, placesIn } from './installation.ts';
import { packTask } from './make-pack.ts';
import { planEnvironment } from './plan.ts';
import { environmentFolder, previousFolder, readEnvironment, sizeOfEnvironment } from './read-environment.ts';
import { EnvironmentTasks, type TaskWork } from './tasks.ts';
import { uninstall } from './uninstall.ts';

export interface EnvironmentDeps {
  readonly installation: Installation;
  settings(): Settings;
  /** Jobs of the open project that run or wait; those that run in others are found in the home. */
  activeJobs(): readonly Pick<Use, 'job' | 'title' | 'project'>[];
  onBug(where: string, error: unknown): void;
}

/** The environment slice: how Python stands, what this machine has, and the work that builds, mends and removes it. */
export function environmentHandlers(deps: EnvironmentDeps): Handlers<typeof environment> & Disposable {
  const { installation, settings, activeJobs, onBug } = deps;
  let size: { id: string; bytes: number } | null = null;

  const workOf = (task: EnvironmentTask): TaskWork => {
    size = null;
    switch (task.kind) {
      case 'build':
        return buildTask(installation, settings(), task);
      case 'install':
        return installTask(installation, settings(), task.pack);
      case 'pack':
        return packTask(installation, settings(), task.path);
    }
  };
  const tasks = new EnvironmentTasks({
    workOf,
    isOffline: () => settings().offline,
    onBug: error => onBug('environment/task', error),
  });

  const state = async (): Promise<Environment> => {
    const environment = readEnvironment(installation, tasks.changesEnvironment);
    const folder = environmentFolder(installation);
    // 100,000 files: walked once an environment, not once a look.
    if (environment.id !== null && folder !== null && size?.id !== environment.id) {
      size = { id: environment.id, bytes: await sizeOfEnvironment(folder) };
    }
    return { ...environment, sizeBytes: environment.id === null ? 0 : (size?.bytes ?? 0) };
  };
  const alone = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (tasks.isRunning) throw new LuthierError('environment.busy', {});
    return locked(installation, { signal: new AbortController().signal, words: () => {} }, work);
  };

  const requireIdle = (): void => {
    const own = activeJobs();
    const others = usesOf(installation.home).filter(({ job }) => !own.some(one => one.job === job));
    const jobs = namedUses([...own, ...others]);
    if (jobs !== '') throw new LuthierError('environment.in_use', { jobs });
  };

  return {
    state,
    plan: async () => planEnvironment(installation, settings(), await findGpus()),
    start: task => {
      // What is built afresh takes the place of the one that jobs run on.
      if (task.kind === 'build' && task.afresh) requireIdle();
      tasks.start(task);
      return {};
    },
    stop: () => {
      tasks.stop();
      return {};
    },
    watch: (_, emit, end) => tasks.watch(emit, end),
    rollBack: () =>
      alone(async () => {
        requireIdle();
        rollBack(installation);
        return await state();
      }),
    uninstall: ({ everything }) =>
      alone(async () => {
        requireIdle();
        if (everything) requireClosedApp(installation.home);
        return await uninstall(installation, { everything, requireIdle });
      }),
    diagnostics: async () => ({ text: diagnosticsOf(await state()) }),
    [Symbol.dispose]: () => tasks[Symbol.dispose](),
  };
}

/** Names the environment before this one as the one in use. This one is kept, so that one can go forth again. */
function rollBack(installation: Installation): void {
  const places = placesIn(installation);
  const now = currentOf(places);
  const previous = previousFolder(installation);
  if (now === null || previous === null) throw new LuthierError('environment.nothing_before', {});
  writeWhole(currentFile(places), `${JSON.stringify({ current: basename(previous), previous: now.current })}\n`);
}
