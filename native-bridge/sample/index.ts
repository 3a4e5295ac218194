import type { SampleState } from '../contract/index.ts';
import type { RunningWork } from '../store/work.ts';
import { fillWithSample, type SampleDeps } from './fill.ts';
import { type Recorded, readRecorded } from './recorded.ts';
import { heldBy, stateOf } from './state.ts';

export { SAMPLE } from './plan.ts';
export * from './recorded.ts';

export interface Sample {
  readonly sampleState: () => SampleState;
  readonly fillWithSample: (onProgress: Parameters<typeof fillWithSample>[1]) => RunningWork<void>;
}

/** The sample as the project slice sees it. What was recorded is read when it is first asked for. */
export function sampleOf(deps: SampleDeps): Sample {
  let recorded: Recorded | null = null;
  return {
    sampleState: () => {
      recorded ??= readRecorded(deps.root);
      return stateOf(heldBy(deps), recorded);
    },
    fillWithSample: onProgress => fillWithSample(deps, onProgress),
  };
}
