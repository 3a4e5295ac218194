import type { SampleState } from '../contract/index.ts';
import type { RunningWork } from '../store/work.ts';
import { fillWithSample, type SampleDeps } from './fill.ts';
import { hasRecorded, type Recorded, readRecorded } from './recorded.ts';
import { heldBy, stateOf } from './state.ts';

export { SAMPLE } from './plan.ts';
export * from './recorded.ts';

export interface Sample {
  readonly sampleState: () => SampleState;
  readonly fillWithSample: (onProgress: Parameters<typeof fillWithSample>[1]) => RunningWork<void>;
}

/** The sample as the project slice sees it. An installation that has none offers none. */
export function sampleOf(deps: SampleDeps): Sample {
  let recorded: Recorded | null = null;
  return {
    sampleState: () => {
      recorded ??= hasRecorded(deps.root) ? readRecorded(deps.root) : null;
      return recorded === null ? 'none' : stateOf(heldBy(deps), recorded);
    },
    fillWithSample: onProgress => fillWithSample(deps, onProgress),
  };
}
