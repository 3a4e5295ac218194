export { JobControls } from './JobControls.tsx';
export { JobProgress } from './JobProgress.tsx';
export { JobsPage } from './JobsPage.tsx';
export { JobsTable } from './JobsTable.tsx';
export { JobTerminal } from './JobTerminal.tsx';
export { actionsFor, inPanelOrder, isLive, isRunning, type JobAction, routeOf } from './job-state.ts';
export { JobsProvider, useJob, useJobEvents, useJobs } from './use-jobs.tsx';
