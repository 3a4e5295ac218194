import { ResultIntake, type ResultIntakeDeps } from '../../jobs/result-intake.ts';
import { type WorkPlace, workStarter } from '../../store/work.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

type Deps = Pick<ResultIntakeDeps<'perplexity'>, 'jobs' | 'queue' | 'onBug'> & { readonly place: WorkPlace };

/** Takes in the scores that jobs have given. */
export function scoreIntake({ place, jobs, queue, onBug }: Deps): ResultIntake<'perplexity'> {
  return new ResultIntake({
    kind: 'perplexity',
    project: place.project,
    jobs,
    queue,
    onBug,
    take: (job, results) => start(place, 'takeIn', { job, file: `${results}/scores.jsonl` }),
  });
}
