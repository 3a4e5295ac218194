import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { type Job, jobs } from '../../../native-bridge/contract/index.ts';
import { useEvents, useRefreshAll } from '../../rpc/index.ts';
import { statesOf } from './job-state.ts';

const JobsContext = createContext<readonly Job[] | null>(null);

const LATEST = {
  initial: null as readonly Job[] | null,
  fold: (_before: readonly Job[] | null, now: readonly Job[]): readonly Job[] => now,
};

/** Listens to all jobs once for the whole page. When one changes its state, every answer is asked again. */
export function JobsProvider({ children }: { readonly children: ReactNode }) {
  const { value } = useEvents(jobs.watch, NOTHING, LATEST);
  const refreshAll = useRefreshAll();
  const states = value && statesOf(value);
  const before = useRef(states);

  useEffect(() => {
    if (before.current !== null && states !== before.current) refreshAll();
    before.current = states;
  });

  return <JobsContext.Provider value={value}>{children}</JobsContext.Provider>;
}

const NOTHING = {};

/** All jobs as they stand; null until the core has said. */
export function useJobs(): readonly Job[] | null {
  return useContext(JobsContext);
}

/** One job as it stands; undefined when it is not known (yet). */
export function useJob(jobId: string): Job | undefined {
  return useJobs()?.find(({ id }) => id === jobId);
}
