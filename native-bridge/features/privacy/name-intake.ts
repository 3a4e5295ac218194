import { ResultIntake, type ResultIntakeDeps } from '../../jobs/result-intake.ts';
import { type WorkPlace, workStarter } from '../../store/work.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

type Deps = Pick<ResultIntakeDeps<'names'>, 'jobs' | 'queue' | 'onBug'> & { readonly place: WorkPlace };

/** Takes in the names that jobs have found. */
export function nameIntake({ place, jobs, queue, onBug }: Deps): ResultIntake<'names'> {
  return new ResultIntake({
    kind: 'names',
    project: place.project,
    jobs,
    queue,
    onBug,
    take: (job, results) => start(place, 'takeInNames', { job, file: `${results}/names.jsonl` }),
  });
}
