import type { Job, Project, project, SampleState, Stage, WorkProgress } from '../../contract/index.ts';
import type { Handlers } from '../../core/router.ts';
import { PROJECT_VERSION } from '../../store/migrate.ts';
import type { Presence } from '../../store/presence.ts';
import type { projectTable } from '../../store/project.ts';
import type { Watch } from '../../store/watch.ts';
import { type RunningWork, tellWork } from '../../store/work.ts';
import type { Writes } from '../../store/writes.ts';
import { type Counts, stagesOf } from './stages.ts';

export interface ProjectDeps {
  readonly folder: string;
  readonly store: ReturnType<typeof projectTable>;
  readonly writes: Writes;
  readonly watch: Watch;
  readonly presence: Presence;
  counts(): Counts;
  runningKinds(): ReadonlySet<Job['kind']>;
  sampleState(): SampleState;
  fillWithSample(onProgress: (progress: WorkProgress) => void): RunningWork<void>;
  onBug(where: string, error: unknown): void;
}

/** The project slice: what the home page shows. */
export function projectHandlers(deps: ProjectDeps): Handlers<typeof project> {
  const overview = (): Project => {
    const record = deps.store.read();
    if (record === undefined) throw new Error('the project line is missing');
    const stages: Stage[] = stagesOf(deps.counts(), deps.runningKinds());
    return { ...record, folder: deps.folder, version: PROJECT_VERSION, stages, sample: deps.sampleState() };
  };
  return {
    overview,
    place: () => ({ folder: deps.folder, place: deps.presence.place }),
    rename: async ({ name }) => {
      await deps.writes.write(() => deps.store.rename(name));
      return overview();
    },
    fillWithSample: (_, emit, end) => {
      const start = (onProgress: (progress: WorkProgress) => void): RunningWork<Project> => {
        const filling = deps.fillWithSample(onProgress);
        return { answer: filling.answer.then(overview), [Symbol.dispose]: () => filling[Symbol.dispose]() };
      };
      return tellWork(start, emit, end, error => deps.onBug('project/fillWithSample', error));
    },
    watch: (_, emit) => deps.watch.onChange(() => emit({})),
  };
}
